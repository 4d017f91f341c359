"""A model with its knobs in a few words, as links and a shell write it: `random forest(members=300)`."""

import re
from collections.abc import Iterable

from mllab.errors import ParamError
from mllab.models._base import Model
from mllab.params import knobs

_SHAPE = re.compile(r"\s*(?P<name>[^()]+?)\s*(?:\((?P<knobs>.*)\))?\s*", re.DOTALL)
_KNOB = re.compile(r"\s*(\w+)\s*=\s*(\"[^\"]*\"|[^,\"]*)\s*(?:,|$)")
_ONE = re.compile(r"((?:[^,()]|\((?:[^()\"]|\"[^\"]*\")*\))+)")


def called(model: Model) -> str:
    """The model's name, with the knobs that differ from their defaults; `named` reads it back. O(knobs)."""
    declared = knobs(type(model))
    changed = [f"{name}={_spoken(value)}" for name, value in model.values().items() if value != declared[name].default]
    return f"{model.name}({', '.join(changed)})" if changed else model.name


def named(text: str) -> Model:
    """The model that a text like `random forest(members=300)` means. Nothing in it is run. Raises ParamError for what means none."""
    from mllab.models import MODELS

    shape = _SHAPE.fullmatch(text)
    if shape is None or shape["name"] not in MODELS:
        raise ParamError(
            f"There is no model {text!r}. Write a name, or a name with knobs like: random forest(members=300). Known: {', '.join(MODELS)}."
        )
    made: Model = MODELS[shape["name"]].from_text(_knobs(shape["knobs"] or "", text))
    return made


def listed(text: str) -> list[str]:
    """The texts of several models with commas between; commas inside of parentheses part knobs."""
    return [one.strip() for one in _ONE.findall(text) if one.strip()]


def known(texts: Iterable[str]) -> list[str]:
    """Those of the texts that mean a model."""
    return [text for text in texts if _means(text)]


def _means(text: str) -> bool:
    try:
        return bool(named(text))
    except ParamError:
        return False


def _knobs(text: str, whole: str) -> dict[str, str]:
    found, at = {}, 0
    while at < len(text.rstrip()):
        knob = _KNOB.match(text, at)
        if knob is None:
            raise ParamError(f"The knobs of {whole!r} cannot be read. Write them like: random forest(members=300, depth=5).")
        found[knob[1]], at = knob[2].strip().strip('"'), knob.end()
    return found


def _spoken(value: object) -> str:
    text = str(value)
    if isinstance(value, bool):
        return text.lower()
    return f'"{text}"' if isinstance(value, str) and re.search(r"[,()=]|^\s*$", text) else text

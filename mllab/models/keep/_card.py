"""The model card: what a model is for, what it was made from, how good it is and what to beware of, on one page.

source: Mitchell, Wu, Zaldivar, Barnes, Vasserman, Hutchinson, Spitzer, Raji & Gebru 2019, Model Cards for Model Reporting
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mllab.models.keep._facts import Facts, Measure
from mllab.models.keep._seen import Seen

if TYPE_CHECKING:
    from mllab.models.fitted import Fitted

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|<>$~&])")
SPLITS = {
    "random": "at random",
    "stratified": "at random, keeping the share of each class",
    "group": "by whole groups of {by}",
    "time": "by time ({by}): the latest rows are held out",
}
HOLDS_ROWS = ("X_train_", "_fit_X", "support_vectors_")
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}"
    "table{border-collapse:collapse;margin:.5rem 0;display:block;overflow-x:auto}td,th{border:1px solid #c8ccd1;padding:.25rem .6rem;text-align:left}"
    "th{background:#f3f4f6}pre{background:#f3f4f6;padding:.8rem;overflow-x:auto}h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:1.6rem}"
    "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#14171c}th,pre{background:#232830}td,th{border-color:#444b55}}"
)


@dataclass(frozen=True)
class Section:
    """A heading, paragraphs, and a table or code below them."""

    title: str
    said: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    code: str = ""


def as_markdown(fitted: "Fitted", facts: Facts) -> str:
    """The card as Markdown; names and values of the data are taken literally."""
    parts = [f"# {_plain(facts.name or fitted.model.name)}"]
    for section in sections(fitted, facts):
        parts += [f"## {section.title}", *map(_plain, section.said)]
        if section.rows:
            lines = [section.head, tuple("---" for _ in section.head), *(tuple(map(_plain, row)) for row in section.rows)]
            parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
        if section.code:
            parts.append(f"```python\n{section.code}\n```")
    return "\n\n".join(parts) + "\n"


def as_html(fitted: "Fitted", facts: Facts) -> str:
    """The card as one HTML page that needs nothing else; light and dark."""
    name = html.escape(facts.name or fitted.model.name)
    parts = [f"<h1>{name}</h1>"]
    for section in sections(fitted, facts):
        parts += [f"<h2>{html.escape(section.title)}</h2>", *(f"<p>{html.escape(line)}</p>" for line in section.said)]
        if section.rows:
            head = "".join(f"<th>{html.escape(cell)}</th>" for cell in section.head)
            rows = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in section.rows)
            parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
        if section.code:
            parts.append(f"<pre><code>{html.escape(section.code)}</code></pre>")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{name}</title><style>{STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def sections(fitted: "Fitted", facts: Facts) -> list[Section]:
    """The card's sections, in the order of the paper: the model, its use, data, figures, limits."""
    return [
        _model(fitted, facts),
        _data(fitted, facts),
        _columns(fitted, facts),
        *_figures(facts),
        _limits(fitted, facts),
        _versions(facts),
        _load(fitted),
    ]


def _model(fitted: "Fitted", facts: Facts) -> Section:
    task, model = fitted.task, fitted.model
    number = "number" if task.quantile is None else f"{task.quantile:.0%} quantile of".replace("%", " %")
    what = f"the class of {task.target!r}: {_some(fitted.classes)}" if fitted.classes else f"the {number} {task.target!r}"
    said = (
        f"A {model.name} that predicts {what}, from {_counted(len(task.columns), 'column')}.",
        f"{_first_line(model)} ({model.source}.)",
        *([f"Made {facts.made.replace('T', ' ').replace('+00:00', '')} UTC with mllab."] if facts.made else []),
    )
    return Section("The model", said, ("knob", "value"), tuple((name, str(value)) for name, value in model.values().items()))


def _data(fitted: "Fitted", facts: Facts) -> Section:
    task = fitted.task
    held = f" and {facts.held_out:,} held out" if facts.held_out else ", none held out"
    how = SPLITS[task.split].format(by=repr(task.by))
    return Section(
        "Data",
        (
            f"Table {facts.table!r} with {facts.rows:,} rows and {facts.columns:,} columns (digest {facts.digest[:16] or 'unknown'}).",
            f"{facts.learned:,} rows to learn from{held}, split {how} (seed {task.seed}).",
        ),
    )


def _columns(fitted: "Fitted", facts: Facts) -> Section:
    notes = fitted.encoder.notes
    rows = tuple((one.name, one.kind, _extent(one), _share(one), notes.get(one.name, "")) for one in facts.seen)
    return Section("Columns", (), ("column", "kind", "values learned from", "missing", "what the model sees"), rows)


def _figures(facts: Facts) -> list[Section]:
    if not facts.scores:
        return [Section("How good it is", ("It was not measured.",))]
    opened = facts.opened
    rows = tuple((one.name, _number(one.mean), _between(one), *([_number(opened.get(one.name))] if opened else [])) for one in facts.scores)
    folds = max(len(one.folds) for one in facts.scores)
    said = (
        f"Means of {folds} folds, each judged by a model that had not seen it; 95 % intervals by the corrected resampled t-test (Nadeau & Bengio 2003).",
        "The held-out rows were opened: their figures are in the last column."
        if opened
        else "The held-out rows have not been opened, so no figure of theirs is known.",
    )
    return [Section("How good it is", said, ("metric", "mean", "95 % interval", *(["held out"] if opened else [])), rows)]


def _limits(fitted: "Fitted", facts: Facts) -> Section:
    said = [
        "It answers for rows like those that it learned from. Outside of their ranges, and for classes of a column that it never saw, it guesses.",
        *_second_paragraph(fitted.model),
        *facts.doubts,
        *facts.notes,
    ]
    if fitted.classes and not hasattr(fitted.trained.estimator, "predict_proba"):
        said.append("It knows no probabilities: it is sure of whatever it says.")
    if holds_rows(fitted.trained.estimator):
        said.append("The file holds encoded rows that the model learned from: it is as confidential as they are.")
    words = ", and every word of the texts that it counts" if any(role.read == "words" for role in fitted.encoder.matrix.roles) else ""
    said.append(f"The file holds the values of categories and the smallest and largest number of each column{words}.")
    return Section("Limits", tuple(said))


def holds_rows(estimator: object) -> bool:
    """Whether a fitted estimator carries rows that it was fitted to."""
    return any(getattr(estimator, name, None) is not None for name in HOLDS_ROWS)


def _versions(facts: Facts) -> Section:
    return Section("Versions", (), ("library", "version"), tuple(facts.versions.items()))


def _load(fitted: "Fitted") -> Section:
    answer = 'told(kept, pd.read_csv("new.csv"))'
    code = (
        "from pathlib import Path\n\nimport pandas as pd\n\nfrom mllab.models.keep import read, told\n\n"
        f'kept = read(Path("model.skops").read_bytes())   # types are checked; nothing is unpickled\nprint({answer})'
    )
    return Section("How to use it", ("On mllab's Predict page, or:",), code=code)


def _extent(one: Seen) -> str:
    if one.values:
        return _some([value for value, _ in one.values])
    if one.low is None:
        return ""
    low, middle, high = (
        f"{point:.6g}" if isinstance(point, float) else str(point).removesuffix("T00:00:00") for point in (one.low, one.middle, one.high)
    )
    return f"{low} to {high}, median {middle}"


def _share(one: Seen) -> str:
    return f"{one.missing:,} of {one.rows:,}" if one.missing else ""


def _between(one: Measure) -> str:
    return f"{_number(one.low)} to {_number(one.high)}" if one.low is not None else "cannot be told"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _some(names: Sequence[str], most: int = 8) -> str:
    return ", ".join(name[:40] for name in names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _first_line(model: object) -> str:
    return (type(model).__doc__ or "").strip().split("\n")[0]


def _second_paragraph(model: object) -> list[str]:
    """Where the model fails and what it costs, as its docstring says."""
    parts = [" ".join(part.split()) for part in (type(model).__doc__ or "").split("\n\n")]
    return parts[1:2]


def _plain(text: str) -> str:
    """Text with Markdown and HTML taken literally, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))

"""The matrix as plain code where texts are read as words or as sentences: each column makes a block, and the blocks stand side by side."""

from collections.abc import Sequence

from mllab.data.matrix._columns import Role
from mllab.data.matrix._script import SHARED_OUT, fitting, listed, shared
from mllab.script import Script

IMPORTS = {
    "words": "from sklearn.feature_extraction.text import CountVectorizer",
    "sentences": "from mllab.sentences import sentences",
}


def script(roles: Sequence[Role], seed: int) -> Script:
    """Code that makes `X` (n, d) float32 from `frame`."""
    rest, texts = _parted(roles)
    first, imports = fitting(rest, seed) if rest else ([], ())
    encoded = ["encoded = vectorizer.fit_transform(seen)", *shared(rest)] if rest else []
    held = "{column: encoded[vectorizer.input_to_outputs_[column]] for column in columns}" if rest else "{}"
    lines = [*first, *encoded, f"blocks = {held}", *_texts(texts, "{0}.fit_transform(texts).toarray()", "{0}(texts)")]
    lines += [f"X = np.hstack([np.asarray(blocks[column], np.float32) for column in {listed([role.name for role in roles])}])"]
    return Script("\n".join(lines), _imported(imports, texts))


def function(roles: Sequence[Role], seed: int, name: str) -> Script:
    """A function `name(frame, train, valid)` that gives X (n, d) float32: fitted to the rows `train`, and used on those of `valid`."""
    rest, texts = _parted(roles)
    first, imports = fitting(rest, seed) if rest else ([], ())
    encoded = [
        "fitted, other = vectorizer.fit_transform(seen.iloc[train]), vectorizer.transform(seen.iloc[valid])",
        *shared(rest, SHARED_OUT),
        "outputs = vectorizer.input_to_outputs_",
        "blocks = {column: (fitted[outputs[column]], other[outputs[column]]) for column in columns}",
    ]
    counted = "{0}.fit_transform(texts.iloc[train]).toarray(), {0}.transform(texts.iloc[valid]).toarray()"
    lines = [
        *first,
        *(encoded if rest else ["blocks = {}"]),
        *_texts(texts, counted, "{0}(texts.iloc[train]), {0}(texts.iloc[valid])"),
        f"order = {listed([role.name for role in roles])}",
        "X = np.zeros((len(frame), sum(blocks[column][0].shape[1] for column in order)), np.float32)",
        "X[train], X[valid] = (np.hstack([blocks[column][part] for column in order]) for part in (0, 1))",
        "return X",
    ]
    return Script("\n    ".join([f"def {name}(frame, train, valid):", *lines]), _imported(imports, texts))


def _parted(roles: Sequence[Role]) -> tuple[list[Role], list[Role]]:
    """The roles without, and those with texts that are read."""
    return [role for role in roles if role.read == "components"], [role for role in roles if role.read != "components"]


def _imported(imports: tuple[str, ...], texts: Sequence[Role]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*imports, "import numpy as np", IMPORTS[texts[0].read]]))


def _texts(texts: Sequence[Role], counted: str, said: str) -> list[str]:
    """The lines that put the blocks of texts into `blocks`; all texts of a task are read in the same way."""
    way = counted.format("counter") if texts[0].read == "words" else said.format("sentences")
    return [
        f"for column in {listed([role.name for role in texts])}:",
        f'    texts = frame[column].astype("str").str.slice(0, {texts[0].length}).where(frame[column].notna().to_numpy(), "")',
        *([f"    counter = CountVectorizer(max_features={texts[0].most})"] if texts[0].read == "words" else []),
        f"    blocks[column] = {way}",
    ]

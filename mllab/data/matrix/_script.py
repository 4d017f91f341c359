"""The matrix as plain pandas, skrub and scikit-learn."""

from collections.abc import Sequence

from mllab.data.matrix._columns import HUGE, Form, Role
from mllab.script import Script

IMPORTS = {
    "number": (
        "from sklearn.impute import SimpleImputer",
        "from sklearn.pipeline import make_pipeline",
        "from sklearn.preprocessing import StandardScaler",
    ),
    "flag": ("from sklearn.impute import MissingIndicator", "from sklearn.pipeline import make_union"),
    "boolean": ("from sklearn.impute import SimpleImputer",),
    "category": ("from sklearn.preprocessing import OneHotEncoder",),
    "date": (
        "from skrub import DatetimeEncoder",
        "from sklearn.impute import SimpleImputer",
        "from sklearn.pipeline import make_pipeline",
        "from sklearn.preprocessing import StandardScaler",
    ),
    "date flag": ("from sklearn.compose import ColumnTransformer", "from sklearn.impute import MissingIndicator"),
    "text": ("from skrub import StringEncoder",),
}

SHARED = (
    "    block = encoded[outputs].astype(float) - encoded[outputs].astype(float).mean()",
    "    encoded[outputs] = block * min(most, np.sqrt(share / block.var(ddof=0).sum()))",
)
SHARED_OUT = (
    "    mean, spread = fitted[outputs].astype(float).mean(), fitted[outputs].astype(float).var(ddof=0).sum()",
    "    for part in (fitted, other):",
    "        part[outputs] = (part[outputs].astype(float) - mean) * min(most, np.sqrt(share / spread))",
)


def script(roles: Sequence[Role], seed: int) -> Script:
    """Code that makes `X` (n, d) float32 from `frame`."""
    if any(role.read != "components" for role in roles):
        from mllab.data.matrix._texts_script import script as with_texts

        return with_texts(roles, seed)
    first, imports = fitting(roles, seed)
    body = [
        *first,
        "encoded = vectorizer.fit_transform(seen)",
        *shared(roles),
        "X = encoded[[output for column in columns for output in vectorizer.input_to_outputs_[column]]].to_numpy(np.float32)",
    ]
    return Script("\n".join(body), imports)


def function(roles: Sequence[Role], seed: int, name: str = "encode") -> Script:
    """A function `name(frame, train, valid)` that gives X (n, d) float32: fitted to the rows `train`, and used on those of `valid`."""
    if any(role.read != "components" for role in roles):
        from mllab.data.matrix._texts_script import function as with_texts

        return with_texts(roles, seed, name)
    first, imports = fitting(roles, seed)
    body = [
        *first,
        "fitted, other = vectorizer.fit_transform(seen.iloc[train]), vectorizer.transform(seen.iloc[valid])",
        *shared(roles, SHARED_OUT),
        "outputs = [output for column in columns for output in vectorizer.input_to_outputs_[column]]",
        "X = np.zeros((len(frame), len(outputs)), np.float32)",
        "X[train], X[valid] = fitted[outputs].to_numpy(np.float32), other[outputs].to_numpy(np.float32)",
        "return X",
    ]
    return Script("\n    ".join([f"def {name}(frame, train, valid):", *body]), imports)


def fitting(roles: Sequence[Role], seed: int) -> tuple[list[str], tuple[str, ...]]:
    """The lines that make `seen` and the unfitted `vectorizer`, and what they import."""
    groups: dict[tuple[Form, bool, bool, int, bool], list[str]] = {}
    for role in roles:
        missing = role.missing and role.form in {"number", "boolean", "date"}
        groups.setdefault((role.form, missing, role.clock, role.components, role.words), []).append(role.name)
    body = [
        f"columns = {listed([role.name for role in roles])}",
        "seen = frame[columns].copy()",
        *[line for form in ("number", "boolean", "date", "category", "text") for line in _cast(form, [r for r in roles if r.form == form])],
        "vectorizer = TableVectorizer(specific_transformers=[",
        *[f"    ({_encoder(*group, seed)}, {listed(names)})," for group, names in groups.items()],
        "])",
    ]
    imports = ["import numpy as np", "import pandas as pd", "from skrub import TableVectorizer"]
    for form, missing, *_ in groups:
        imports += IMPORTS[form]
        imports += IMPORTS[{"number": "flag", "date": "date flag"}.get(form, form)] if missing else ()
    return body, tuple(dict.fromkeys(imports))


def listed(names: Sequence[str]) -> str:
    return "[" + ", ".join(map(repr, names)) + "]"


def _cast(form: str, roles: Sequence[Role]) -> list[str]:
    if not roles:
        return []
    names = listed([role.name for role in roles])
    if form in {"number", "boolean"}:
        return [
            f"for column in {names}:",
            "    numbers = seen[column].astype(float)",
            f"    seen[column] = numbers.where(numbers.abs() < {HUGE})",
        ]
    if form == "date":
        return [f"for column in {names}:", "    seen[column] = pd.to_datetime(seen[column])"]
    lines = [f"for column in {names}:", f'    texts = seen[column].astype("str").str.slice(0, {roles[0].length})']
    filled = '.where(seen[column].notna().to_numpy() & texts.str.strip().ne("").to_numpy())'
    return [*lines, f"    seen[column] = texts{filled}" + ('.fillna("missing")' if form == "category" else "")]


def _encoder(form: Form, missing: bool, clock: bool, components: int, words: bool, seed: int) -> str:
    if form == "number":
        value = 'make_pipeline(SimpleImputer(strategy="median"), StandardScaler())'
        return f'make_union({value}, make_pipeline(MissingIndicator(features="all"), StandardScaler(with_std=False)))' if missing else value
    if form == "boolean":
        return f'SimpleImputer(strategy="most_frequent", add_indicator={missing})'
    if form == "category":
        return 'OneHotEncoder(handle_unknown="ignore", sparse_output=False)'
    if form == "text":
        compared = ', analyzer="word", ngram_range=(1, 1)' if words else ""
        return f"StringEncoder(n_components={components}, random_state={seed}{compared})"
    dates = f'DatetimeEncoder(resolution="{"hour" if clock else "month"}", add_weekday=True, periodic_encoding="circular")'
    parts = 'make_pipeline(SimpleImputer(strategy="mean", keep_empty_features=True), StandardScaler())'
    if missing:
        parts = f'ColumnTransformer([("parts", {parts}, slice(None)), ("flag", MissingIndicator(features="all"), [0])])'
    return f"make_pipeline({dates}, {parts})"


def shared(roles: Sequence[Role], applied: Sequence[str] = SHARED) -> list[str]:
    """The lines that give every column which is not a number its share of the variance."""
    shares = {
        role.name: (0.5, 2.0) if role.form == "boolean" else (0.5, 2**0.5) if role.form == "category" else (1.0, None)
        for role in roles
        if role.form != "number"
    }
    if not shares:
        return []
    return [
        "shares = {  # each column's total variance, and the most that it may be stretched by",
        *[f"    {name!r}: ({share}, {'np.inf' if most is None else most})," for name, (share, most) in shares.items()],
        "}",
        "for column, (share, most) in shares.items():",
        "    outputs = vectorizer.input_to_outputs_[column]",
        *applied,
    ]

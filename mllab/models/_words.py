"""Columns that count words beside columns that do not: which they are, and a way for each."""

from typing import Any

import numpy as np

from mllab.models._script import Written


def counted(X: Any) -> np.ndarray:
    """(d,) whether a column of X (n, d) counts something: whole numbers from 0 on. All else is centred when it is encoded. O(n d), CSR O(what is not 0)."""
    if hasattr(X, "toarray"):
        other = X.indices[(X.data < 0) | (np.floor(X.data) != X.data)]
        none: np.ndarray = np.bincount(other, minlength=X.shape[1]) == 0
        return none
    found: np.ndarray = (X >= 0).all(axis=0) & (np.floor(X) == X).all(axis=0)
    return found


def beside(X: Any, words: Any, others: Any, model: Any) -> Any:
    """A pipeline that brings the columns of X which are counts through `words` and the rest through `others`, then asks `model`.

    Only what is needed is there: X without counts, or with nothing else, takes one way. "passthrough" changes nothing. In a script X is
    `Written`, and what comes out is code that finds the columns.
    """
    from sklearn.compose import ColumnTransformer
    from sklearn.pipeline import make_pipeline

    if isinstance(X, Written):
        count = "((X >= 0) & (X == X.round())).all(axis=0)"
        places: tuple[Any, Any] = Written(f"{count}.nonzero()[0]"), Written(f"(~{count}).nonzero()[0]")
    else:
        mask = counted(X)
        places = np.flatnonzero(mask).tolist(), np.flatnonzero(~mask).tolist()
        if not places[0]:
            return model if others == "passthrough" else make_pipeline(others, model)
        if not places[1]:
            return model if words == "passthrough" else make_pipeline(words, model)
    return make_pipeline(ColumnTransformer([("words", words, places[0]), ("others", others, places[1])]), model)

"""The rows that the model learned from which are most like the one that is asked about, with their answers."""

import numpy as np
import pandas as pd
import streamlit as st

from mllab.models.fitted import Fitted
from mllab.neighbors import among
from mllab.ui.explore.rows import dates
from mllab.ui.train.view import View

NEAREST = 10
ABOUT = (
    "Nearest by what the model sees: every column scaled to like variance, plain (Euclidean) distance. When they disagree among themselves, the columns do not tell; when they "
    "agree and the model says otherwise, it looks at something else. All distances large: the row is unlike what was learned from."
)


def alike(view: View, fitted: Fitted, x: np.ndarray, number: int) -> None:
    """The nearest rows to an encoded one x (d,), the row itself left out."""
    values, train = fitted.encoder.rows(), view.rows.train
    found = among(x[None].astype(values.dtype), values, min(NEAREST + 1, len(values)))
    index = view.rows.frame.index.to_numpy()[train]
    near = [(int(i), float(d)) for i, d in zip(found.indices[0], found.distances[0], strict=True) if index[i] != number][:NEAREST]
    places = np.array([i for i, _ in near])
    answers = view.rows.y[train[places]]
    frame = view.rows.frame.iloc[train[places]].copy()
    frame.insert(0, "distance", np.round([d for _, d in near], 3))
    frame.insert(1, f"{view.task.target} (truth)", [view.rows.classes[int(code)] for code in answers] if view.rows.classes else answers)
    st.markdown(f"**The most alike of {len(train):,} rows that it learned from**: {_words(view, answers)}", help=ABOUT)
    st.dataframe(pd.DataFrame(frame).rename_axis("row"), height=min(36 * len(frame) + 40, 420), column_config=dates(frame))


def _words(view: View, answers: np.ndarray) -> str:
    from mllab.ui import plain

    if not view.rows.classes:
        return f"from {answers.min():,.4g} to {answers.max():,.4g}, {answers.mean():,.4g} on average."
    counts = np.bincount(answers, minlength=view.rows.k)
    order = np.argsort(-counts, kind="stable")
    return ", ".join(f"{counts[i]} {plain(view.rows.classes[int(i)])}" for i in order if counts[i])[:200] + "."

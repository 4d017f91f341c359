"""Models: a table's columns in, one of its columns predicted. Each model is one file; the catalog `MODELS` is this folder.

>>> trained = MODELS["logistic regression"](strength=0.1).fit(X, seed=0, y=y)     # X (n, d), y (n,) class codes or numbers
>>> trained.estimator.predict(X)
>>> compare(table, target="Survived", models=["logistic regression", "random forest"], folds=5, seed=0)           # a board, best first
"""

from mllab.models._base import Kind, Model, Trained
from mllab.registry import catalog

MODELS = catalog("mllab.models", Model)

from mllab.models.board import compare  # noqa: E402 - models are known before they are compared

__all__ = ["MODELS", "Kind", "Model", "Trained", "compare"]

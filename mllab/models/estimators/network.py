"""Networks with scikit-learn's interface; what they have learned is plain arrays."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, Self

import numpy as np
import torch
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data
from torch import Tensor

from mllab.models.estimators.architecture import Architecture
from mllab.models.estimators.multilayer import Multilayer
from mllab.models.estimators.parameters import tensors
from mllab.models.estimators.residual import Residual
from mllab.models.estimators.sequence import Sequence
from mllab.models.estimators.tokens import Tokens
from mllab.models.estimators.training import Progress, Training, passed
from mllab.models.estimators.units import units
from mllab.peers import one_torch_thread

ARCHITECTURES: dict[str, type[Architecture]] = {"multilayer": Multilayer, "residual": Residual, "tokens": Tokens, "sequence": Sequence}


class Network(BaseEstimator):  # type: ignore[misc]
    """What networks for classes and for numbers share.

    learned_     name -> array: the parameters, and what the rows fixed ("bins.left", running means)
    middle_, scale_   (d,) columns are taken as (x - middle) / scale: numbers to mean 0 and variance 1, columns of two values to 0 and 1
    train_loss_, valid_loss_, n_iter_, note_   how it went
    """

    def __init__(
        self,
        architecture: Literal["multilayer", "residual", "tokens", "sequence"] = "multilayer",
        layers: int = 2,
        width: int = 64,
        learning_rate: float = 0.005,
        epochs: int = 30,
        dropout: float = 0.2,
        activation: Literal["ReLU", "leaky ReLU", "GELU", "SiLU", "tanh"] = "ReLU",
        loss: str | None = None,
        quantile: float | None = None,
        optimizer: Literal["SGD", "momentum", "Adam", "AdamW"] = "AdamW",
        schedule: Literal["constant", "cosine", "one-cycle", "plateau"] = "cosine",
        batch: int | None = None,
        patience: int = 0,
        weight_decay: float = 0.01,
        batch_norm: bool = False,
        label_smoothing: float = 0.0,
        heads: int = 4,
        kernel: int = 3,
        pieces: int = 16,
        random_state: int = 0,
    ) -> None:
        self.architecture = architecture
        self.layers = layers
        self.width = width
        self.learning_rate = learning_rate
        self.epochs = epochs
        self.dropout = dropout
        self.activation = activation
        self.loss = loss
        self.quantile = quantile
        self.optimizer = optimizer
        self.schedule = schedule
        self.batch = batch
        self.patience = patience
        self.weight_decay = weight_decay
        self.batch_norm = batch_norm
        self.label_smoothing = label_smoothing
        self.heads = heads
        self.kernel = kernel
        self.pieces = pieces
        self.random_state = random_state

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:
        """Learn from X (n, d) and y (n,)."""
        for _ in self.progress(X, y):
            pass
        return self

    def progress(self, X: np.ndarray, y: np.ndarray) -> Iterator[Progress]:
        """Learn, and tell after each epoch what there is; the estimator holds it by then."""
        X, y = validate_data(self, X, y, dtype=np.float32, y_numeric=not hasattr(self, "predict_proba"))
        target, k = self._begun(y)
        self.middle_, self.scale_ = units(X)
        x = (X - self.middle_) / self.scale_
        shape = self._shape()
        for state in Training(self, shape, shape.fixed(x), torch.from_numpy(x), torch.from_numpy(target), k).states():
            self.learned_, self.n_iter_, self.note_ = state.learned, state.epoch, state.note
            self.train_loss_, self.valid_loss_ = state.train_loss * self.unit(), state.valid_loss * self.unit()
            yield replace(state, train_loss=self.train_loss_, valid_loss=self.valid_loss_)

    def snapshot(self) -> Self:
        """A copy that learning further leaves alone. O(1): arrays are replaced, never written."""
        return copy.copy(self)

    def kind_of_loss(self) -> str:
        """The name of what is minimized."""
        raise NotImplementedError

    def unit(self) -> float:
        """What a loss of 1 inside is in units of the answers."""
        return 1.0

    def _begun(self, y: np.ndarray) -> tuple[np.ndarray, int]:
        """The targets as the loss wants them, and the number of classes."""
        raise NotImplementedError

    def _shape(self) -> Architecture:
        return ARCHITECTURES[self.architecture](
            self.layers, self.width, self.activation, self.batch_norm, self.heads, self.kernel, self.pieces
        )

    def _outputs(self, X: np.ndarray) -> Tensor:
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float32, reset=False)
        with one_torch_thread(), torch.no_grad():
            return passed(self._shape(), tensors(self.learned_), torch.from_numpy((X - self.middle_) / self.scale_)).double()


class NetworkClassifier(ClassifierMixin, Network):  # type: ignore[misc]
    """A network with an output per class: their softmax are the probabilities."""

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """(n, k) probabilities of the classes in `classes_`."""
        return self._outputs(X).softmax(dim=1).numpy()

    def predict(self, X: np.ndarray) -> np.ndarray:
        """(n,) the most probable class."""
        found: np.ndarray = self.classes_[self._outputs(X).argmax(dim=1).numpy()]
        return found

    def kind_of_loss(self) -> str:
        return self.loss or "cross-entropy"

    def _begun(self, y: np.ndarray) -> tuple[np.ndarray, int]:
        check_classification_targets(y)
        self.classes_, codes = np.unique(y, return_inverse=True)
        return codes.astype(np.int64), len(self.classes_)


class NetworkRegressor(RegressorMixin, Network):  # type: ignore[misc]
    """A network with one output, for answers of mean 0 and variance 1; `center_` and `spread_` bring it back. With a `quantile` it predicts that one."""

    def predict(self, X: np.ndarray) -> np.ndarray:
        """(n,) numbers."""
        found: np.ndarray = self._outputs(X)[:, 0].numpy() * self.spread_ + self.center_
        return found

    def kind_of_loss(self) -> str:
        return "pinball" if self.quantile is not None else self.loss or "squared"

    def unit(self) -> float:
        return float({"squared": self.spread_**2, "absolute": self.spread_, "pinball": self.spread_}.get(self.kind_of_loss(), 1.0))

    def _begun(self, y: np.ndarray) -> tuple[np.ndarray, int]:
        y = np.asarray(y, np.float64)
        self.center_, self.spread_ = float(y.mean()), float(y.std()) or 1.0
        return ((y - self.center_) / self.spread_).astype(np.float32), 0

"""What an error costs: for classes and for numbers."""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

Loss = Callable[[Tensor, Tensor], Tensor]
FOCUS = 2.0  # gamma of the focal loss, as its authors recommend


def cross_entropy(out: Tensor, target: Tensor, smoothing: float = 0.0) -> Tensor:
    """Mean -log p of the class that is right; smoothed, a share of each answer is spread over all classes (Szegedy et al. 2016)."""
    return F.cross_entropy(out, target, label_smoothing=smoothing)


def focal(out: Tensor, target: Tensor, smoothing: float = 0.0) -> Tensor:
    """Mean -(1 - p)^2 log p: rows that are right already count little (Lin, Goyal, Girshick, He & Dollar 2017)."""
    told = F.log_softmax(out, dim=1)
    return -(_wanted(out, target, smoothing) * (1 - told.exp()) ** FOCUS * told).sum(dim=1).mean()


def brier(out: Tensor, target: Tensor, smoothing: float = 0.0) -> Tensor:
    """Mean squared distance of the probabilities from the answer (Brier 1950)."""
    return ((F.softmax(out, dim=1) - _wanted(out, target, smoothing)) ** 2).sum(dim=1).mean()


def _wanted(out: Tensor, target: Tensor, smoothing: float) -> Tensor:
    k = out.shape[1]
    return F.one_hot(target, k).to(out.dtype) * (1 - smoothing) + smoothing / k


CLASSES = {"cross-entropy": cross_entropy, "focal": focal, "Brier": brier}
NUMBERS: dict[str, Loss] = {
    "squared": lambda out, target: F.mse_loss(out[:, 0], target),
    "absolute": lambda out, target: F.l1_loss(out[:, 0], target),
    "huber": lambda out, target: F.huber_loss(out[:, 0], target),
}


def of_numbers(name: str, quantile: float | None = None) -> Loss:
    """The loss of numbers by its name; "pinball" is that of the quantile."""
    return NUMBERS[name] if quantile is None else pinball(quantile)


def pinball(quantile: float) -> Loss:
    """Mean of q (y - p) above the prediction p and of (1 - q) (p - y) below: least where a share q of the answers lies below (Koenker & Bassett 1978)."""

    def loss(out: Tensor, target: Tensor) -> Tensor:
        gaps = target - out[:, 0]
        return torch.maximum(quantile * gaps, (quantile - 1) * gaps).mean()

    return loss


NAMES = {
    "cross-entropy": "log loss",
    "focal": "focal loss",
    "Brier": "Brier score",
    "squared": "squared error",
    "absolute": "absolute error",
    "huber": "huber error, in standard deviations",
    "pinball": "pinball loss",
}


def constant(target: Tensor, k: int, loss: Loss, numbers: str = "", quantile: float | None = None) -> float:
    """The loss of one answer for all rows: the shares of the classes, or the mean (squared, huber), median or quantile of the numbers."""
    if k:
        shares = torch.bincount(target, minlength=k) / len(target)
        out = shares.clamp_min(1e-12).log().expand(len(target), k)
    else:
        middle = torch.quantile(target, quantile) if quantile is not None else target.median() if numbers == "absolute" else target.mean()
        out = middle.expand(len(target), 1)
    return float(loss(out, target))

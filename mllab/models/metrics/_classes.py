"""Metrics of classification, of probabilities P (n, k) for codes y (n,). All O(n k), those that rank O(n k log n)."""

import numpy as np

from mllab.models.metrics._metric import Metric

TINY = 1e-15  # a probability of 0 for what happened would cost infinitely much; scikit-learn before 1.3 cut here, too


def counts(y: np.ndarray, P: np.ndarray) -> np.ndarray:
    """(k, k) rows of true class i that were taken for class j."""
    k = P.shape[1]
    return np.bincount(y * k + P.argmax(axis=1), minlength=k * k).reshape(k, k)


def accuracy(y: np.ndarray, P: np.ndarray) -> float:
    """Share of rows that are right."""
    return float((P.argmax(axis=1) == y).mean())


def balanced_accuracy(y: np.ndarray, P: np.ndarray) -> float:
    """Mean over the classes that are there of the share that is right (Brodersen et al. 2010)."""
    table = counts(y, P)
    there = table.sum(axis=1) > 0
    return float((table.diagonal()[there] / table.sum(axis=1)[there]).mean())


def macro_f1(y: np.ndarray, P: np.ndarray) -> float:
    """Mean over classes of the harmonic mean of precision and recall; a class that is neither there nor predicted is passed over."""
    table = counts(y, P)
    sums = table.sum(axis=0) + table.sum(axis=1)
    return float((2 * table.diagonal()[sums > 0] / sums[sums > 0]).mean())


def mcc(y: np.ndarray, P: np.ndarray) -> float:
    """Matthews' correlation of truth and prediction (Matthews 1975; Gorodkin 2004 for many classes); 0 where one of them is constant."""
    table = counts(y, P).astype(np.float64)
    true, told, n = table.sum(axis=1), table.sum(axis=0), table.sum()
    spread = np.sqrt((n**2 - (told**2).sum()) * (n**2 - (true**2).sum()))
    return float((table.trace() * n - true @ told) / spread) if spread else 0.0


def roc_auc(y: np.ndarray, P: np.ndarray) -> float:
    """Probability that a row of the class is ranked above one that is not (Hanley & McNeil 1982); with many classes the mean over each against the rest."""
    return _over_classes(y, P, _auc)


def average_precision(y: np.ndarray, P: np.ndarray) -> float:
    """Area under the steps of precision over recall; with many classes the mean over each against the rest, with two that of the second."""
    return _over_classes(y, P, _precision_steps)


def log_loss(y: np.ndarray, P: np.ndarray) -> float:
    """Mean of minus the logarithm (nats) of the probability of what was true."""
    right = P[np.arange(len(y)), y] / P.sum(axis=1)
    return float(-np.log(np.clip(right.astype(np.float64), TINY, None)).mean())


def brier(y: np.ndarray, P: np.ndarray) -> float:
    """Mean squared error of the probabilities (Brier 1950), halved so that two classes give the usual 0 to 1."""
    gaps = P.astype(np.float64)
    gaps[np.arange(len(y)), y] -= 1
    return float((gaps**2).sum(axis=1).mean() / 2)


def _over_classes(y: np.ndarray, P: np.ndarray, of_one: "object") -> float:
    codes = [1] if P.shape[1] == 2 else range(P.shape[1])
    found = [of_one(y == code, P[:, code]) for code in codes if 0 < (y == code).sum() < len(y)]  # type: ignore[operator]
    return float(np.mean(found)) if found else float("nan")


def _auc(hit: np.ndarray, scores: np.ndarray) -> float:
    values, inverse, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = sizes.cumsum() - (sizes - 1) / 2  # ties share their mean rank
    positives = int(hit.sum())
    total = np.bincount(inverse, weights=hit, minlength=len(values)) @ ranks
    return float((total - positives * (positives + 1) / 2) / (positives * (len(hit) - positives)))


def _precision_steps(hit: np.ndarray, scores: np.ndarray) -> float:
    order = np.argsort(-scores, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(scores[order])), len(hit) - 1)  # ties fall in one step
    right = hit[order].cumsum()[ends]
    return float((np.diff(right, prepend=0) * right / (ends + 1)).sum() / hit.sum())


CLASSES = (
    Metric("accuracy", "classification", "higher", "Share of rows whose class is predicted right. Misleading when one class is much larger.", "labels", accuracy, least=0.0, most=1.0),
    Metric("balanced accuracy", "classification", "higher", "Mean over classes of the share that is predicted right, so that a rare class counts as much as a large one.", "labels", balanced_accuracy, least=0.0, most=1.0),
    Metric("macro F1", "classification", "higher", "Mean over classes of F1, which is high only when few rows of a class are missed and few others taken for it.", "labels", macro_f1, least=0.0, most=1.0),
    Metric("MCC", "classification", "higher", "Matthews' correlation between truth and prediction: 1 is perfect, 0 no better than chance, whatever the class sizes.", "labels", mcc, least=-1.0, most=1.0),
    Metric("ROC AUC", "classification", "higher", "How often a row of a class is ranked above one that is not: 0.5 is chance, 1 perfect. Needs no threshold.", "probabilities", roc_auc, least=0.0, most=1.0),
    Metric("average precision", "classification", "higher", "Area under precision over recall; tells more than ROC AUC where the class looked for is rare.", "probabilities", average_precision, least=0.0, most=1.0),
    Metric("log loss", "classification", "lower", "Surprise at the truth given the predicted probabilities; being sure and wrong costs most.", "probabilities", log_loss, "nats", least=0.0),
    Metric("Brier score", "classification", "lower", "Mean squared error of the predicted probabilities: 0 is perfect.", "probabilities", brier, least=0.0, most=1.0),
)  # fmt: skip

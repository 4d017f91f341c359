"""A Gaussian process: rows that are alike answer alike, and how sure that is."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.models._base import Kind, Model
from mllab.params import knob
from mllab.script import Script

CLASSES = 10


@dataclass(frozen=True)
class GaussianProcess(Model):
    """Rows that are alike answer alike: the kernel says how fast that fades, and its settings are fitted to the data.

    For small tables, to 2,000 rows and 10 classes. Fails with many columns that do not matter, where all rows are equally far apart.
    O(n^3) per look at the settings, once per class.
    """

    name: ClassVar[str] = "Gaussian process"
    source: ClassVar[str] = "Rasmussen & Williams 2006"
    only: ClassVar = MappingProxyType({"noise": "regression"})
    double: ClassVar[bool] = True
    limit: ClassVar[int] = 2000
    quick: ClassVar[bool] = False
    joins: ClassVar[bool] = False

    length: float = knob(
        1.0,
        0.01,
        100.0,
        log=True,
        unit="times the root of the number of columns",
        help="Distance over which answers stay alike, to start from.",
    )
    kernel: Literal["RBF", "Matern 5/2", "Matern 3/2"] = knob("RBF", help="How likeness fades: very smooth, smooth, or rough.")
    noise: float = knob(0.1, 1e-4, 10.0, log=True, unit="variance of the answers", help="Noise in the answers, to start from.")
    optimize: bool = knob(True, help="Fit length, height and noise to the data; otherwise they stay as set.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        return self.suited(kind, seed, np.empty((0, 1)), None)

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        from sklearn.gaussian_process import GaussianProcessClassifier, GaussianProcessRegressor
        from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern, WhiteKernel

        length = self.length * np.sqrt(X.shape[1])
        shape = RBF(length) if self.kernel == "RBF" else Matern(length, nu=self._nu())
        asked: dict[str, Any] = {"random_state": seed} if self.optimize else {"random_state": seed, "optimizer": None}
        if kind == "classification":
            return GaussianProcessClassifier(ConstantKernel(1.0) * shape, **asked)
        return GaussianProcessRegressor(ConstantKernel(1.0) * shape + WhiteKernel(self.noise), normalize_y=True, **asked)

    def _nu(self) -> float:
        return {"RBF": float("inf"), "Matern 5/2": 2.5, "Matern 3/2": 1.5}[self.kernel]

    def script(self, seed: int = 0, kind: Kind | None = None) -> Script:
        """By hand: the repr of a kernel rounds its numbers."""
        kind = kind or self.kinds[0]
        shape, made = ("RBF", "RBF(length)") if self.kernel == "RBF" else ("Matern", f"Matern(length, nu={self._nu()})")
        peer = "GaussianProcessClassifier" if kind == "classification" else "GaussianProcessRegressor"
        noise, white = ("", []) if kind == "classification" else (f" + WhiteKernel({self.noise!r})", ["WhiteKernel"])
        more = ("" if self.optimize else ", optimizer=None") + ("" if kind == "classification" else ", normalize_y=True")
        lines = [
            'X = X.astype("float64")',
            f"length = {self.length!r} * np.sqrt(X.shape[1])",
            f"kernel = ConstantKernel(1.0) * {made}{noise}",
            f"model = {peer}(kernel, random_state={seed}{more}).fit(X, y)",
        ]
        parts = ", ".join(sorted([shape, "ConstantKernel", *white]))
        tops = (
            "import numpy as np",
            f"from sklearn.gaussian_process import {peer}",
            f"from sklearn.gaussian_process.kernels import {parts}",
        )
        return Script("\n".join(lines), tops)

    def ready(self, X: np.ndarray, y: np.ndarray | None, kind: Kind | None) -> tuple[np.ndarray, np.ndarray, Kind]:
        X, y, kind = super().ready(X, y, kind)
        if kind == "classification" and (classes := len(np.unique(y))) > CLASSES:
            raise DataError(
                f"{self.name} fits one process per class and takes at most {CLASSES} classes, got {classes:,}. Choose another model."
            )
        return X, y, kind

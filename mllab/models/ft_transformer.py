"""FT-Transformer: every column a token, and attention between them."""

from dataclasses import dataclass
from typing import Any, ClassVar

from mllab.errors import DataError, ParamError
from mllab.models._base import Kind
from mllab.models._training import Deep
from mllab.params import knob

COLUMNS = 500


@dataclass(frozen=True)
class FTTransformer(Deep):
    """Every column becomes a token, tokens attend to one another, and one of their own collects the answer.

    One-hot columns of a category share a token, the embedding of the class. Slow, and best with thousands of rows and tens of columns; with
    few rows simpler models are as good. Gated as in ReGLU by the activation. O(n layers (d width^2 + d^2 width)) per epoch.
    """

    name: ClassVar[str] = "FT-Transformer"
    source: ClassVar[str] = "Gorishniy, Rubachev, Khrulkov & Babenko 2021"
    architecture: ClassVar[str] = "tokens"
    limit: ClassVar[int] = 100_000

    layers: int = knob(2, 1, 8, help="Rounds of attention, one after another.")
    width: int = knob(32, 4, 256, log=True, unit="units", help="Numbers of a token; a multiple of the heads.")
    epochs: int = knob(30, 1, 1000, log=True, help="Times that every row is seen.")
    dropout: float = knob(0.1, 0.0, 0.9, unit="of the units", help="Units left out by chance in each step, so that none is relied upon.")
    heads: int = knob(4, 1, 16, log=True, help="Kinds of attention side by side, each with its share of the width.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        if self.width % self.heads:
            raise ParamError(f"{self.name}: width must be a multiple of heads, got {self.width} and {self.heads}. Change one of them.")
        return super().estimator(kind, seed)

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        if hasattr(X, "shape") and X.shape[1] > COLUMNS:
            raise DataError(
                f"{self.name} compares every pair of columns and takes at most {COLUMNS}, got {X.shape[1]:,}. Take fewer columns or another model."
            )
        return super().suited(kind, seed, X, y)

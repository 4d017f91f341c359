"""The FT-Transformer: every column a token, and attention between them."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from mllab.models.estimators.architecture import Architecture, Arrays
from mllab.models.estimators.parameters import Part, Parts, dense, norm
from mllab.models.estimators.passing import Named, Pass, layer_norm, linear

INNER = 4 / 3  # width of the gated layer as a multiple of the token's


class Tokens(Architecture):
    """Columns become tokens, attend to one another, and a token of its own collects the answer.

    A number's token is x w + b, a category's the embedding of its class + b; one-hot columns of one category are recognized by never being
    1 together. Layers are normalized first, the first one not before its attention, and gated as in ReGLU.
    Source: Gorishniy, Rubachev, Khrulkov & Babenko 2021, section 3.3.
    """

    wide: ClassVar[bool] = True

    def fixed(self, X: np.ndarray) -> Arrays:
        return {"tokens": tokens(X)}

    def parts(self, fixed: Mapping[str, np.ndarray], columns: int, outputs: int) -> Parts:
        w, inner = self.width, round(INNER * self.width)
        bound = w**-0.5
        found: Parts = {
            "column.weight": Part((columns, w), bound),
            "column.bias": Part((int(fixed["tokens"].max()) + 1, w), bound),
            "answer": Part((w,), bound),
        }
        for layer in range(self.layers):
            found |= norm(f"attend{layer}", w) if layer else {}
            found |= dense(f"asks{layer}", w, 3 * w, 0.7) | dense(f"told{layer}", w, w, 0.7)
            found |= norm(f"think{layer}", w) | dense(f"into{layer}", w, 2 * inner) | dense(f"back{layer}", inner, w)
        return found | norm("end", w) | dense("out", w, outputs, 0.5)

    def forward(self, p: Named, x: Tensor, way: Pass) -> Tensor:
        t = torch.cat([p["answer"].expand(len(x), 1, -1), tokenized(p, x)], dim=1)
        for layer in range(self.layers):
            last = layer == self.layers - 1  # after it only the answer's token is read
            kept = t[:, :1] if last else t
            t = kept + way.dropped(self._attended(p, layer, layer_norm(p, f"attend{layer}", t) if layer else t, last))
            t = t + way.dropped(self._thought(p, layer, layer_norm(p, f"think{layer}", t), way))
        return linear(p, "out", self.bend(layer_norm(p, "end", t[:, 0])))

    def _attended(self, p: Named, layer: int, t: Tensor, last: bool) -> Tensor:
        """What each token hears from the others (Vaswani et al. 2017); with `last` only the first one listens."""
        n, count, width = t.shape
        asked, key, value = linear(p, f"asks{layer}", t).view(n, count, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        heard = F.scaled_dot_product_attention(asked[:, :, :1] if last else asked, key, value)
        return linear(p, f"told{layer}", heard.transpose(1, 2).reshape(n, -1, width))

    def _thought(self, p: Named, layer: int, t: Tensor, way: Pass) -> Tensor:
        value, gate = linear(p, f"into{layer}", t).chunk(2, dim=-1)
        return linear(p, f"back{layer}", way.dropped(value * self.bend(gate)))


def tokenized(p: Named, x: Tensor) -> Tensor:
    """x (n, d) as tokens (n, m, width): every column's share, added up over the columns of a token."""
    shares = x[:, :, None] * p["column.weight"]
    of = p["tokens"]
    if len(p["column.bias"]) < len(of):
        shares = shares.new_zeros(len(x), len(p["column.bias"]), shares.shape[2]).index_add(1, of, shares)
    return shares + p["column.bias"]


def tokens(X: np.ndarray) -> np.ndarray:
    """(d,) the token of each column of X (n, d): neighbors that are only 0 or 1, and never 1 together, are one category. O(n d)."""
    flag = np.isin(X, (0.0, 1.0)).all(axis=0) & (np.ptp(X, axis=0) > 0)
    found = np.zeros(X.shape[1], np.int64)
    taken = np.zeros(len(X), bool)
    for j in range(X.shape[1]):
        hot = X[:, j] > 0
        joins = j > 0 and flag[j] and flag[j - 1] and not (taken & hot).any()
        found[j] = found[j - 1] + (not joins) if j else 0
        taken = (taken | hot) if joins else hot
    return found

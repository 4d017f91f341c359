"""Edges of the fuzzy graph in handfuls, and how well a picture of them keeps near what is joined and parts what is not."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from torch import Tensor

FAINT = 1 / 500  # edges this much weaker than the strongest are left out, as in UMAP's layout
TINY = 1e-4  # added to squared distances, so that two points at one place have a logarithm


@dataclass(frozen=True, eq=False)
class Pairs:
    """Rows (2 b,) of b edges, first all heads, then all tails; and the turns (negatives,) by which tails are dealt to other heads."""

    rows: "Tensor"
    turns: list[int]


class Edges:
    """The edges of a graph (n, n), drawn with a chance that goes by their weight; seeded."""

    def __init__(self, graph: Any, seed: int) -> None:
        edges = graph.tocoo()
        kept = edges.data >= edges.data.max() * FAINT
        self.ends = np.stack([edges.row[kept], edges.col[kept]]).astype(np.int64)
        self.up_to = np.cumsum(edges.data[kept], dtype=np.float64)
        self.rng = np.random.default_rng(seed)

    def draw(self, count: int, negatives: int) -> Pairs:
        """`count` edges, an edge perhaps more than once. O(count log edges)."""
        import torch

        found = np.searchsorted(self.up_to, self.rng.random(count) * self.up_to[-1], side="right")
        turns = self.rng.integers(1, count, negatives).tolist()
        return Pairs(torch.from_numpy(self.ends[:, found].ravel()), turns)


def cross_entropy(ends: "Tensor", turns: list[int], a: float, b: float, repulsion: float) -> "Tensor":
    """Nats per edge of heads and tails, ends (2 b, k), under memberships 1 / (1 + a d^(2 b)): of every edge that it is there, and of a head
    and other edges' tails that they are not joined. McInnes, Healy & Melville 2018, as Sainburg, McInnes & Gentner 2021 sample it.
    """
    import torch
    from torch.nn.functional import softplus

    heads, tails = ends.chunk(2)
    others = torch.stack([tails.roll(turn, 0) for turn in turns])
    near, far = (np.log(a) + b * ((heads - each).square().sum(dim=-1) + TINY).log() for each in (tails, others))
    return (softplus(near).sum() + repulsion * softplus(-far).sum()) / len(heads)

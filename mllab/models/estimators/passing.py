"""How rows pass through layers: what is the same in every network."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

Named = Mapping[str, Tensor]
ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "ReLU": F.relu,
    "leaky ReLU": F.leaky_relu,
    "GELU": F.gelu,
    "SiLU": F.silu,
    "tanh": torch.tanh,
}
FORGETS = 0.1  # share of the newest batch in the running means of a normalization, as in Ioffe & Szegedy's successors


def gain(activation: str) -> float:
    """Root of the factor that keeps the variance from layer to layer: 1 for tanh, which is straight in the middle, root 2 where half is cut."""
    return 1.0 if activation == "tanh" else 2**0.5


@dataclass(frozen=True)
class Pass:
    """One way through a network. While it learns, `chance` draws what is dropped."""

    dropout: float = 0.0
    chance: Generator | None = None

    @property
    def learning(self) -> bool:
        """Whether this is a step of training."""
        return self.chance is not None

    def dropped(self, x: Tensor) -> Tensor:
        """x with some of its numbers set to zero and the others raised to make up for it (Srivastava et al. 2014)."""
        if not self.dropout or not self.learning:
            return x
        # PyTorch's own dropout draws from the generator of everybody. Four chances from each 64 bits take half the time of four numbers.
        bits = torch.empty(-(-x.numel() // 4), dtype=torch.int64).random_(-(2**63), None, generator=self.chance)
        kept = bits.view(torch.int16)[: x.numel()].view(x.shape) >= round(self.dropout * 2**16) - 2**15
        return x * kept.to(x.dtype).mul_(1 / (1 - self.dropout))


def linear(p: Named, name: str, x: Tensor) -> Tensor:
    """x (..., in) to (..., out)."""
    return F.linear(x, p[f"{name}.weight"], p[f"{name}.bias"])


def batch_norm(p: Named, name: str, x: Tensor, way: Pass) -> Tensor:
    """Each unit with mean 0 and variance 1 over the batch, or by its running means when it predicts (Ioffe & Szegedy 2015)."""
    several = way.learning and x.shape[0] * x[0, 0].numel() > 1
    return F.batch_norm(x, p[f"{name}.means"], p[f"{name}.variances"], p[f"{name}.weight"], p[f"{name}.bias"], several, FORGETS)


def layer_norm(p: Named, name: str, x: Tensor) -> Tensor:
    """Each row of units with mean 0 and variance 1 (Ba, Kiros & Hinton 2016)."""
    return F.layer_norm(x, x.shape[-1:], p[f"{name}.weight"], p[f"{name}.bias"])

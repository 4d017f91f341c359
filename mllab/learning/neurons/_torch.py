"""A network as PyTorch code, with its weights."""

import numpy as np

from mllab.learning.neurons._network import Network

MODULES = {
    "tanh": "nn.Tanh()",
    "ReLU": "nn.ReLU()",
    "sigmoid": "nn.Sigmoid()",
    "leaky ReLU": "nn.LeakyReLU(0.01)",
    "ELU": "nn.ELU()",
    "GELU": "nn.GELU()",
    "swish": "nn.SiLU()",
}
FORMULAS = {
    "x₁": "x",
    "x₂": "y",
    "x₁²": "x * x",
    "x₂²": "y * y",
    "x₁x₂": "x * y",
    "sin x₁": "torch.sin(x)",
    "sin x₂": "torch.sin(y)",
}
MEANING = {
    "squared": "the sign is the class, or the number itself is the answer",
    "logistic": "the chance of class 1 is torch.sigmoid of it",
    "cross-entropy": "the chances of the classes are torch.softmax of them",
}


def torch_code(network: Network, theta: np.ndarray, inputs: tuple[str, ...], running: np.ndarray | None = None, dropout: float = 0) -> str:
    """A script that makes the same network in PyTorch and says what it answers at a place (x, y). Weights are written so that float32 gets them back.

    A normed network takes its `running` means and variances; `dropout` is written too, and both are set to answer, not to learn.
    """
    lines = []
    for place, (n_in, n_out, activation) in enumerate(zip(network.sizes, network.sizes[1:], network.activations, strict=False)):
        hidden = place < len(network.activations) - 1
        lines.append(f"    nn.Linear({n_in}, {n_out}),")
        lines += [f"    nn.BatchNorm1d({n_out}),"] * (network.normed and hidden)
        if activation in MODULES:
            lines.append(f"    {MODULES[activation]},")
        lines += [f"    nn.Dropout({dropout:g}),"] * (dropout > 0 and hidden)
    made = ", ".join(formula for name, formula in FORMULAS.items() if name in inputs)
    weights = ",\n".join(f"    ({_written(W)}, {_written(b)})" for W, b in network.bare.layers(theta))
    norms = _norms(network, theta, running) if running is not None and network.normed else ""
    body = "\n".join(lines)
    return f'''"""The network of a playground, with its weights: {" - ".join(map(str, network.sizes))}."""

import torch
from torch import nn

network = nn.Sequential(
{body}
)
weights = [
{weights},
]
linear = [layer for layer in network if isinstance(layer, nn.Linear)]
with torch.no_grad():
    for layer, (weight, bias) in zip(linear, weights):
        layer.weight.copy_(torch.tensor(weight))
        layer.bias.copy_(torch.tensor(bias))
{norms}network.eval()


def inputs(places: torch.Tensor) -> torch.Tensor:
    """What the network is told of places (n, 2)."""
    x, y = places.T
    return torch.stack([{made}], dim=1)


if __name__ == "__main__":
    print(network(inputs(torch.tensor([[1.0, 2.0]]))).tolist())  # {MEANING[network.loss]}
'''


def _norms(network: Network, theta: np.ndarray, running: np.ndarray) -> str:
    """The lines that set the normalizations."""
    means, variances = np.split(running, 2)
    rows, at = [], 0
    for scale, shift in network.norms(theta):
        parts = (scale, shift, means[at : at + len(scale)], variances[at : at + len(scale)])
        rows.append(f"    ({', '.join(map(_written, parts))})")
        at += len(scale)
    listed = ",\n".join(rows)
    return f"""norms = [
{listed},
]
with torch.no_grad():
    for layer, values in zip([layer for layer in network if isinstance(layer, nn.BatchNorm1d)], norms):
        for tensor, value in zip((layer.weight, layer.bias, layer.running_mean, layer.running_var), values):
            tensor.copy_(torch.tensor(value))
"""


def _written(array: np.ndarray) -> str:
    if array.ndim == 1:
        return "[" + ", ".join(np.format_float_scientific(value, unique=True, trim="0") for value in array.astype(np.float32)) + "]"
    return "[" + ", ".join(_written(row) for row in array) + "]"

"""Training small networks: mllab's compiled loop beside eager torch, the same network, samples, batches and steps, in turns in one run.

    python -m bench.playground [rounds, default 5]

7 inputs, two layers of 8 tanh neurons, one output, 250 points, batches of 10, plain gradient steps. A sweep trains 64 such networks at once with two workers.
Each round measures both; told are the medians of epochs a second of processor time (for the sweep: of the clock, for each network), and the largest
difference of the weights after the same epochs. Where Node and a copy of TensorFlow Playground's `nn.ts` are at hand, PLAYGROUND_NN=path measures it too.
"""

import itertools
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

SIZES, BATCH, POINTS = (7, 8, 8, 1), 10, 250
RATE = 0.03
OURS, THEIRS, MANY = 2000, 20, 64

NODE = """
const nn = require(process.argv[1]);
const points = JSON.parse(process.argv[2]), epochs = Number(process.argv[3]);
const ids = points[0].slice(0, -1).map((_, i) => String(i));
const net = nn.buildNetwork([7, 8, 8, 1], nn.Activations.TANH, nn.Activations.TANH, null, ids, false);
const train = (count) => { for (let e = 0; e < count; e++) points.forEach((row, i) => {
  nn.forwardProp(net, row.slice(0, -1)); nn.backProp(net, row[7], nn.Errors.SQUARE);
  if ((i + 1) % 10 === 0) nn.updateWeights(net, 0.03, 0);
}); };
train(epochs);
const began = process.cpuUsage(); train(epochs); const took = process.cpuUsage(began);
console.log(epochs / ((took.user + took.system) / 1e6));
"""


def rate(work: Callable[[int], object], epochs: int, clock: Callable[[], float]) -> float:
    began = clock()
    work(epochs)
    return epochs / (clock() - began)


def samples() -> tuple[np.ndarray, np.ndarray]:
    from mllab.learning.neurons import FEATURES, drawn, features
    from mllab.learning.neurons import POINTS as SETS

    found = drawn(SETS["spiral"](), seed=0, share=50)
    return features(found.places[:POINTS], tuple(FEATURES)), found.answers[:POINTS]


def eager(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[Callable[[int], object], Callable[[], np.ndarray]]:
    """The usual loop in torch, from the same weights; and the weights of now."""
    import torch
    from torch import nn

    from mllab.learning.neurons import Network

    torch.set_num_threads(1)
    layers = [nn.Linear(a, b) for a, b in itertools.pairwise(SIZES)]
    net = nn.Sequential(*(part for layer in layers for part in (layer, nn.Tanh())))
    with torch.no_grad():
        for layer, (W, b) in zip(layers, Network(SIZES, ("tanh",) * 3).layers(theta), strict=True):
            layer.weight.copy_(torch.tensor(W))
            layer.bias.copy_(torch.tensor(b))
    places, answers = torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)[:, None]
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE)

    def train(epochs: int) -> None:
        for _ in range(epochs):
            for at in range(0, POINTS, BATCH):
                optimizer.zero_grad()
                (0.5 * (net(places[at : at + BATCH]) - answers[at : at + BATCH]) ** 2).mean().backward()
                optimizer.step()

    return train, lambda: np.concatenate([one.detach().numpy().ravel() for one in net.parameters()])


def node(X: np.ndarray, y: np.ndarray) -> float | None:
    """Epochs a second of TensorFlow Playground's own engine, where it is at hand."""
    import json

    path = os.environ.get("PLAYGROUND_NN")
    if not path or not shutil.which("node"):
        return None
    rows = json.dumps(np.column_stack([X, y]).round(6).tolist())
    told = subprocess.run(["node", "-e", NODE, "--", str(Path(path).resolve()), rows, "300"], capture_output=True, text=True, check=False)
    if told.returncode:
        print(told.stderr[-500:], file=sys.stderr)
        return None
    return float(told.stdout)


def main(arguments: list[str]) -> int:
    try:
        import torch  # noqa: F401
    except ImportError:
        print("torch is not installed: pip install torch", file=sys.stderr)
        return 2
    from mllab.learning.neurons import Network, Trainer, Training, Weights, start, sweep

    rounds = int(arguments[0]) if arguments else 5
    X, y = samples()
    network = Network(SIZES, ("tanh",) * 3)
    trainer = Trainer(network, Training(learning_rate=RATE, batch=BATCH), X, y)
    theta = start(network, seed=0)
    theirs, weights_of = eager(theta, X, y)
    begin = Weights.of(theta)
    theirs(3)
    apart = float(np.abs(trainer.run(begin, 3).theta - weights_of()).max())
    thetas, trainers = [start(network, seed=seed) for seed in range(MANY)], [trainer] * MANY
    found: dict[str, list[float]] = {"mllab": [], "torch": [], "sweep": [], "torch by the clock": []}
    for _ in range(rounds):
        found["torch"].append(rate(theirs, THEIRS, time.process_time))
        found["mllab"].append(rate(lambda epochs: trainer.run(begin, epochs), OURS, time.process_time))
        found["torch by the clock"].append(rate(theirs, THEIRS, time.perf_counter))
        found["sweep"].append(MANY * rate(lambda epochs: sweep(trainers, thetas, epochs), OURS // 8, time.perf_counter))
    middle = {name: statistics.median(each) for name, each in found.items()}
    print(f"weights after 3 epochs differ by at most {apart:.1e}")
    print(f"eager torch      {middle['torch']:9,.0f} epochs a second")
    print(f"mllab            {middle['mllab']:9,.0f} epochs a second, {middle['mllab'] / middle['torch']:6.1f} times")
    print(
        f"sweep of {MANY}      {middle['sweep']:9,.0f} epochs a second over all, {middle['sweep'] / middle['torch by the clock']:6.1f} times for each network"
    )
    if (playground := node(X, y)) is not None:
        print(f"nn.ts under Node {playground:9,.0f} epochs a second; mllab {middle['mllab'] / playground:6.1f} times that")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What every neuron says of every place of the picture, as bytes."""

import numpy as np

from mllab.learning.neurons._features import FEATURES, features
from mllab.learning.neurons._network import Network
from mllab.learning.neurons.points import REACH


def grid(side: int) -> np.ndarray:
    """(side², 2) the middles of the cells of the picture, line by line from the top."""
    middles = (np.arange(side) + 0.5) / side * 2 * REACH - REACH
    return np.stack([np.tile(middles, side), np.repeat(middles[::-1], side)], axis=1)


def shades(values: np.ndarray) -> np.ndarray:
    """Values as bytes: -1 and less is 0, 1 and more 255; what is not a number is in the middle."""
    known = np.nan_to_num(values, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.rint((np.clip(known, -1, 1) + 1) * 127.5).astype(np.uint8)


class Maps:
    """The places of the picture, told to a network of these inputs; kept, since they stay the same. O(side² p) a picture."""

    def __init__(self, inputs: tuple[str, ...], small: int = 20, large: int = 80) -> None:
        self.small, self.large = small, large
        self._small, self._large = features(grid(small), inputs), features(grid(large), inputs)
        self.told = shades(features(grid(small), tuple(FEATURES)).T)  # (7, small²) what each input says

    def neurons(self, network: Network, theta: np.ndarray) -> np.ndarray:
        """(hidden neurons and outputs, small²) bytes."""
        return shades(_outputs(network, network.said(theta, self._small)[network.sizes[0] :]))

    def output(self, network: Network, theta: np.ndarray) -> np.ndarray:
        """(1, large²) bytes: the output; or for more than two classes (2, large²): which class, and how surely."""
        said = _outputs(network, network.said(theta, self._large)[-network.sizes[-1] :])
        if len(said) == 1:
            return shades(said)
        chance = (said + 1) / 2
        return np.stack([said.argmax(axis=0).astype(np.uint8), np.rint(255 * np.nan_to_num(chance.max(axis=0))).astype(np.uint8)])


def _outputs(network: Network, said: np.ndarray) -> np.ndarray:
    """The last rows as they are judged: chances, from -1 to 1, in place of the linear outputs of the logistic loss and cross-entropy."""
    k = network.sizes[-1]
    if network.loss == "squared":
        return said
    last = said[-k:]
    if network.loss == "logistic":
        last = np.tanh(last / 2)
    else:
        grown = np.exp(last - last.max(axis=0))
        last = 2 * grown / grown.sum(axis=0) - 1
    return np.concatenate([said[:-k], last])

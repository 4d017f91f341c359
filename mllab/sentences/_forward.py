"""The transformer: from numbers of word pieces to a vector for each, in context."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.errors import DataError

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Shape:
    """What config.json says of the network: blocks, attention heads, width, inner width, pieces known, longest text, LayerNorm's epsilon."""

    blocks: int
    heads: int
    width: int
    wide: int
    pieces: int
    longest: int
    epsilon: float

    @classmethod
    def of(cls, config: dict[str, Any]) -> "Shape":
        """Raises DataError for a network that is no BERT with GELU and absolute positions."""
        kind = (config.get("model_type"), config.get("hidden_act"), config.get("position_embedding_type", "absolute"))
        if kind != ("bert", "gelu", "absolute"):
            raise DataError(
                f"The weights are of a network {kind}; here runs ('bert', 'gelu', 'absolute'). Bring those of all-MiniLM-L6-v2."
            )
        names = [f"num_{one}" for one in ("hidden_layers", "attention_heads")]
        names += ["hidden_size", "intermediate_size", "vocab_size", "max_position_embeddings", "layer_norm_eps"]
        if lacking := [name for name in names if not isinstance(config.get(name), int | float)]:
            raise DataError(f"config.json lacks {', '.join(lacking)}. Bring the whole folder of the model.")
        if config["hidden_size"] % config["num_attention_heads"]:
            raise DataError(
                f"{config['num_attention_heads']} attention heads cannot share a width of {config['hidden_size']}. Bring another model."
            )
        return cls(*(config[name] for name in names))

    def tensors(self) -> dict[str, tuple[int, ...]]:
        """The name and shape of every tensor that the network uses."""
        width, wide = self.width, self.wide
        found: dict[str, tuple[int, ...]] = {
            "embeddings.word_embeddings.weight": (self.pieces, width),
            "embeddings.position_embeddings.weight": (self.longest, width),
            "embeddings.token_type_embeddings.weight": (2, width),
            **_pair("embeddings.LayerNorm", width),
        }
        for block in (f"encoder.layer.{number}." for number in range(self.blocks)):
            for name in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
                found |= _pair(block + name, width, width)
            found |= _pair(f"{block}intermediate.dense", wide, width) | _pair(f"{block}output.dense", width, wide)
            found |= _pair(f"{block}attention.output.LayerNorm", width) | _pair(f"{block}output.LayerNorm", width)
        return found


def _pair(name: str, *shape: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": shape, f"{name}.bias": shape[:1]}


class Network:
    """BERT's encoder with the weights of a safetensors file, on one device. Devlin et al. 2019; Wang et al. 2020 (MiniLM)."""

    def __init__(self, shape: Shape, weights: dict[str, np.ndarray], device: str = "cpu") -> None:
        import torch

        self.shape, self.device = shape, device
        _check(shape, weights)
        with torch.no_grad():
            tensors = {name: torch.from_numpy(array) for name, array in weights.items() if array.dtype == np.float32}
            self._table = tensors["embeddings.word_embeddings.weight"]  # stays on the processor: only the rows in use travel
            places = tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
            self._places = places.to(device)
            self._scale, self._shift = (tensors[f"embeddings.LayerNorm.{name}"].to(device) for name in ("weight", "bias"))
            self._blocks = [_block(tensors, number, device) for number in range(shape.blocks)]

    @property
    def table(self) -> np.ndarray:
        """(pieces, width) float32: the vectors of the word pieces before any block."""
        found: np.ndarray = self._table.numpy()
        return found

    def __call__(self, ids: np.ndarray, lengths: np.ndarray, blocks: int | None = None) -> "torch.Tensor":
        """(n, t, width) vectors of the pieces after `blocks` blocks (all unless told) of ids (n, t), of which `lengths` (n,) count."""
        import torch
        from torch.nn.functional import layer_norm

        with torch.inference_mode():
            x = self._table[torch.from_numpy(ids)].to(self.device) + self._places[: ids.shape[1]]
            x = layer_norm(x, (self.shape.width,), self._scale, self._shift, self.shape.epsilon)
            told = torch.arange(ids.shape[1], device=self.device) < torch.from_numpy(lengths).to(self.device)[:, None]
            mask = None if bool(told.all()) else told[:, None, None, :]
            for block in self._blocks[:blocks]:
                x = self._through(block, x, mask)
            return x

    def pooled(self, ids: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """(n, width) float32: the mean of the vectors of each text's pieces, of length 1. Reimers & Gurevych 2019."""
        import torch
        from torch.nn.functional import normalize

        with torch.inference_mode():
            x = self(ids, lengths)
            counts = torch.from_numpy(lengths).to(self.device)
            told = (torch.arange(ids.shape[1], device=self.device) < counts[:, None]).to(x.dtype)
            mean = (x * told[:, :, None]).sum(1) / counts[:, None]
            found: np.ndarray = normalize(mean, dim=1).cpu().numpy()
            return found

    def _through(self, block: "Block", x: "torch.Tensor", mask: "torch.Tensor | None") -> "torch.Tensor":
        from torch.nn.functional import gelu, layer_norm, linear, scaled_dot_product_attention

        n, t, width = x.shape
        split = linear(x, *block.attend).view(n, t, 3, self.shape.heads, width // self.shape.heads).permute(2, 0, 3, 1, 4)
        heads = scaled_dot_product_attention(split[0], split[1], split[2], attn_mask=mask)
        seen = linear(heads.transpose(1, 2).reshape(n, t, width), *block.join)
        x = layer_norm(x + seen, (width,), *block.norm, self.shape.epsilon)
        wide = gelu(linear(x, *block.widen))
        return layer_norm(x + linear(wide, *block.narrow), (width,), *block.last, self.shape.epsilon)


Pair = tuple["torch.Tensor", "torch.Tensor"]


@dataclass(frozen=True)
class Block:
    """Weight and bias of each step of one block; query, key and value as one product."""

    attend: Pair
    join: Pair
    norm: Pair
    widen: Pair
    narrow: Pair
    last: Pair


def _block(tensors: "dict[str, torch.Tensor]", number: int, device: str) -> Block:
    import torch

    def pair(name: str) -> Pair:
        weight, bias = (tensors[f"encoder.layer.{number}.{name}.{part}"].to(device) for part in ("weight", "bias"))
        return weight, bias

    three = [pair(f"attention.self.{name}") for name in ("query", "key", "value")]
    attend = torch.cat([weight for weight, _ in three]), torch.cat([bias for _, bias in three])
    norm = pair("attention.output.LayerNorm")
    return Block(attend, pair("attention.output.dense"), norm, pair("intermediate.dense"), pair("output.dense"), pair("output.LayerNorm"))


def _check(shape: Shape, weights: dict[str, np.ndarray]) -> None:
    for name, size in shape.tensors().items():
        if name not in weights or weights[name].shape != size or weights[name].dtype != np.float32:
            given = f"{weights[name].dtype} {weights[name].shape}" if name in weights else "nothing"
            raise DataError(f"The weights hold {given} as {name}, config.json wants float32 {size}. Bring the whole folder of one model.")

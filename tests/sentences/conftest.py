import json

import numpy as np
import pytest

WIDTH, HEADS, BLOCKS, WIDE, PLACES = 12, 3, 2, 20, 16
VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "the", "room", "was", "clean", "##ed", "cold", "."]
CONFIG = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "num_hidden_layers": BLOCKS,
    "num_attention_heads": HEADS,
    "hidden_size": WIDTH,
    "intermediate_size": WIDE,
    "vocab_size": len(VOCABULARY),
    "max_position_embeddings": PLACES,
    "layer_norm_eps": 1e-12,
}


@pytest.fixture(scope="session")
def weights() -> dict[str, np.ndarray]:
    """A small BERT with random weights, under the names that files have."""
    rng = np.random.default_rng(0)
    sizes = {
        "embeddings.word_embeddings.weight": (len(VOCABULARY), WIDTH),
        "embeddings.position_embeddings.weight": (PLACES, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        **_pair("embeddings.LayerNorm", (WIDTH,)),
    }
    for number in range(BLOCKS):
        block = f"encoder.layer.{number}."
        for name in ("query", "key", "value"):
            sizes |= _pair(f"{block}attention.self.{name}", (WIDTH, WIDTH))
        sizes |= _pair(f"{block}attention.output.dense", (WIDTH, WIDTH)) | _pair(f"{block}attention.output.LayerNorm", (WIDTH,))
        sizes |= _pair(f"{block}intermediate.dense", (WIDE, WIDTH)) | _pair(f"{block}output.dense", (WIDTH, WIDE))
        sizes |= _pair(f"{block}output.LayerNorm", (WIDTH,))
    return {name: rng.normal(scale=0.5, size=size).astype(np.float32) for name, size in sizes.items()}


def _pair(name: str, size: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": size, f"{name}.bias": size[:1]}


@pytest.fixture(scope="session")
def model(weights, tmp_path_factory):
    """The folder of that network, as the package of the extra `text` has it."""
    folder = tmp_path_factory.mktemp("package") / "model"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(CONFIG))
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n")
    (folder / "model.safetensors").write_bytes(written(weights))
    return folder


def written(tensors: dict[str, np.ndarray]) -> bytes:
    """A safetensors file."""
    header, numbers = {}, b""
    for name, array in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [len(numbers), len(numbers) + array.nbytes]}
        numbers += array.tobytes()
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + numbers

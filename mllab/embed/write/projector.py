"""The files of TensorFlow's Embedding Projector: vectors, metadata, and the configuration that names both."""

import json
from pathlib import Path

import numpy as np

from mllab.embed.words import Words
from mllab.embed.write.word2vec import written
from mllab.embed.write.words import held, parts, whole

SIGNS = "\t\n\r"


def tsv(words: Words, path: Path, spaces: str | None) -> list[Path]:
    """The vectors as TSV in `path`, beside it X_metadata.tsv and X_config.json."""
    named = held(words, SIGNS, spaces, "The projector's metadata")
    with whole(path) as out:
        for part in parts(words):
            out.write("".join("\t".join(row) + "\n" for row in written(words.vectors[part])).encode())
    return [path, *_beside(words, path, named)]


def raw(words: Words, path: Path, spaces: str | None) -> list[Path]:
    """The same with the vectors as raw little-endian float32."""
    named = held(words, SIGNS, spaces, "The projector's metadata")
    with whole(path) as out:
        for part in parts(words):
            out.write(np.ascontiguousarray(words.vectors[part], "<f4").tobytes())
    return [path, *_beside(words, path, named)]


def _beside(words: Words, path: Path, named: list[str]) -> list[Path]:
    """One column of metadata has no header: the projector takes the first line for one exactly when there are several columns."""
    metadata, config = path.with_name(f"{path.stem}_metadata.tsv"), path.with_name(f"{path.stem}_config.json")
    with whole(metadata) as out:
        out.write("".join(f"{word}\n" for word in named).encode())
    told = {
        "tensorName": words.name,
        "tensorShape": [len(words), words.dimension],
        "tensorPath": path.name,
        "metadataPath": metadata.name,
    }
    with whole(config) as out:
        out.write(json.dumps({"embeddings": [told]}, ensure_ascii=False, indent=2).encode())
    return [metadata, config]

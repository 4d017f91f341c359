"""The files of TensorFlow's Embedding Projector: vectors and metadata as TSV, and the config that names them."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

from mllab.ui.map.chosen import Chosen

README = "Load vectors.tsv and metadata.tsv in the Embedding Projector; places.tsv holds the axes of mllab's picture.\n"


def projector_files(chosen: Chosen, positions: np.ndarray) -> bytes:
    """A zip of vectors.tsv (what the method sees), places.tsv, metadata.tsv (the table's columns) and projector_config.json."""
    X = chosen.matrix.values
    config = {
        "embeddings": [
            {
                "tensorName": chosen.table.name,
                "tensorShape": list(X.shape),
                "tensorPath": "vectors.tsv",
                "metadataPath": "metadata.tsv",
            }
        ]
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("vectors.tsv", _numbers(X))
        archive.writestr("places.tsv", _numbers(positions))
        archive.writestr("metadata.tsv", _metadata(chosen))
        archive.writestr("projector_config.json", json.dumps(config, indent=1))
        archive.writestr("README.txt", README)
    return made.getvalue()


def _numbers(values: np.ndarray) -> str:
    text = StringIO()
    np.savetxt(text, values, fmt="%.7g", delimiter="\t")
    return text.getvalue()


def _metadata(chosen: Chosen) -> str:
    """The rows as text with a header; the Projector reads no quotes, so tabs and line ends become spaces."""
    frame = chosen.frame()
    text = StringIO()
    write = csv.writer(text, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None, escapechar="\\").writerow
    write(["row", *(_plain(name) for name in frame.columns)])
    columns = [frame[name].astype("str").where(frame[name].notna(), "") for name in frame.columns]
    for row, *values in zip(chosen.matrix.rows, *columns, strict=True):
        write([str(row), *(_plain(value) for value in values)])
    return text.getvalue()


def _plain(text: object) -> str:
    return " ".join(str(text).split())

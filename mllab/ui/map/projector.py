"""The files of TensorFlow's Embedding Projector: vectors and metadata as TSV, mllab's picture as a bookmark, and the config that names them."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

from mllab.ui.map.chosen import Chosen

README = (
    "Load vectors.tsv and metadata.tsv in the Embedding Projector, then bookmarks.txt with its button for bookmarks, at the bottom right: it draws mllab's "
    "picture, under the tab t-SNE whatever the method. Served with projector_config.json all of it is found. places.tsv holds the axes of the picture.\n"
)


def projector_files(chosen: Chosen, positions: np.ndarray) -> bytes:
    """A zip of vectors.tsv (what the method sees), places.tsv, metadata.tsv (the table's columns), bookmarks.txt and projector_config.json."""
    X = chosen.matrix.values
    config = {
        "embeddings": [
            {
                "tensorName": chosen.table.name,
                "tensorShape": list(X.shape),
                "tensorPath": "vectors.tsv",
                "metadataPath": "metadata.tsv",
                "bookmarksPath": "bookmarks.txt",
            }
        ]
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("vectors.tsv", _numbers(X))
        archive.writestr("places.tsv", _numbers(positions))
        archive.writestr("metadata.tsv", _metadata(chosen))
        archive.writestr("bookmarks.txt", json.dumps([_bookmark(chosen, positions)]))
        archive.writestr("projector_config.json", json.dumps(config, indent=1))
        archive.writestr("README.txt", README)
    return made.getvalue()


def _bookmark(chosen: Chosen, positions: np.ndarray) -> dict[str, object]:
    """The picture as a state of the Projector (its class State): of its four kinds, t-SNE is the one whose places are kept and not computed anew."""
    places = positions[:, :3] if positions.shape[1] > 1 else np.column_stack([positions, np.zeros(len(positions))])
    keys = [f"tsne-{axis}" for axis in range(places.shape[1])]
    return {
        "label": f"{chosen.reducer.name} by mllab", "isSelected": False, "selectedProjection": "tsne",
        "dataSetDimensions": list(chosen.matrix.values.shape), "tSNEIteration": 1, "tSNEPerplexity": 30, "tSNELearningRate": 1,
        "tSNEis3d": places.shape[1] > 2, "umapIs3d": True, "umapNeighbors": 15, "umapMinDist": 0.1, "pcaComponentDimensions": [0, 1, 2],
        "projections": [{key: float(f"{place:.7g}") for key, place in zip(keys, row, strict=True)} for row in places],
        "selectedPoints": [], "shuffledDataIndices": list(range(len(places))), "cameraDef": None, "forceCategoricalColoring": False, "selectedLabelOption": _label(chosen),
    }  # fmt: skip


def _label(chosen: Chosen) -> str:
    """The column that names the points: the one labelled on the map, else the first of names or texts."""
    named = [chosen.first_label, *chosen.table.of_kind("identifier", "text", "category")]
    return next((_plain(name) for name in named if name in chosen.table.names), "row")


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

"""The map's bookmark is a state as the Embedding Projector's source declares it: class State of tensorflow/tensorboard's vz_projector/data.ts."""

import io
import json
import zipfile

import numpy as np
import pytest

from mllab.data import samples
from mllab.data.matrix import encode
from mllab.reduce import REDUCERS
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.projector import projector_files

STATE = {  # the fields and their types, in the order of the source
    "label": str, "isSelected": bool, "selectedProjection": str, "dataSetDimensions": list,
    "tSNEIteration": int, "tSNEPerplexity": int, "tSNELearningRate": int, "tSNEis3d": bool,
    "umapIs3d": bool, "umapNeighbors": int, "umapMinDist": float, "pcaComponentDimensions": list,
    "customSelectedSearchByMetadataOption": str, "customXLeftText": str, "customXLeftRegex": bool, "customXRightText": str,
    "customXRightRegex": bool, "customYUpText": str, "customYUpRegex": bool, "customYDownText": str, "customYDownRegex": bool,
    "projections": list, "filteredPoints": list, "selectedPoints": list, "shuffledDataIndices": list, "cameraDef": dict,
    "selectedColorOptionName": str, "forceCategoricalColoring": bool, "selectedLabelOption": str,
}  # fmt: skip
# What restoreUIFromBookmark and loadState use without asking whether it is there; a camera may be none.
USED = {name for name in STATE if not name.startswith("custom")} - {"filteredPoints", "selectedColorOptionName"}
KINDS = ("tsne", "umap", "pca", "custom")


@pytest.mark.parametrize("dimensions", [2, 3])
def test_the_bookmark_has_the_fields_of_a_state_and_no_other(dimensions):
    table = samples.load("iris")
    names = tuple(table.of_kind("number"))
    matrix = encode(table, list(names))
    chosen = Chosen(table, names, REDUCERS["PCA"](), 0, matrix)
    with zipfile.ZipFile(io.BytesIO(projector_files(chosen, matrix.values[:, :dimensions]))) as archive:
        (state,) = json.loads(archive.read("bookmarks.txt"))
    assert set(state) <= set(STATE)
    assert set(state) >= USED
    for name, value in state.items():
        assert isinstance(value, STATE[name]) or (name, value) == ("cameraDef", None), name
    assert state["selectedProjection"] in KINDS
    keys = {f"tsne-{axis}" for axis in range(3 if state["tSNEis3d"] else 2)}  # getProjectionComponents
    assert all(set(place) == keys for place in state["projections"])
    assert len(state["projections"]) == len(state["shuffledDataIndices"]) == state["dataSetDimensions"][0] == 150
    assert state["tSNEIteration"] > 0, "projectionCanBeRendered: places of t-SNE are drawn once a step was made"
    assert np.ptp([place["tsne-0"] for place in state["projections"]]) > 0

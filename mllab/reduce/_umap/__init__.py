"""UMAP in four steps, each a file: the fuzzy graph of neighbors, the curve, where the points start, and the layout."""

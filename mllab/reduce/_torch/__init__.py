"""The forces of t-SNE and UMAP as PyTorch writes them, for a GPU; called as the compiled kernels are, and held to them by the tests.

Sums are taken row by row or in whole numbers, so that they do not depend on the order in which a GPU's threads come to add.
"""

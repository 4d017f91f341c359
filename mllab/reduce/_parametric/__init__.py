"""What parametric UMAP learns from: edges drawn by chance, and the cross-entropy of where their ends lie."""

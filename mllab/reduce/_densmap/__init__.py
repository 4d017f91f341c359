"""What densMAP adds to UMAP: the local radii of the table, and the epochs that bring those of the picture into line with them."""

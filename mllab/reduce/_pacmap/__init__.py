"""PaCMAP in two steps, each a file: which rows are paired, and the layout."""

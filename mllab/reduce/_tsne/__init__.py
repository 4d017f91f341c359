"""The parts of t-SNE: affinities, repulsion, descent, divergence, where to start, and how to place new rows."""

"""Texts as vectors: the sentence encoder MiniLM, read from an installed package, without a network and without another library's code.

>>> vectors = sentences(["The room was clean.", "Breakfast was cold."])   # (2, 384) float32, rows of length 1
>>> float(vectors[0] @ vectors[1])                                        # their cosine similarity
>>> installed()                                                           # False: `sentences` would raise MissingExtra, with what to do
"""

from mllab.sentences._encoder import DIMENSION, Encoder, encoder, sentences, weights
from mllab.sentences._place import installed
from mllab.sentences._wordpiece import WordPiece

__all__ = ["DIMENSION", "Encoder", "WordPiece", "encoder", "installed", "sentences", "weights"]

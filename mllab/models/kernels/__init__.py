"""Loops of models, compiled."""

"""The compiled loops of learning: one thread each, so that a seed gives the same numbers on any machine of a kind, whatever runs beside."""

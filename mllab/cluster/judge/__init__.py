"""Judging groups: how many, are they real, what they are, and whether two methods agree. One question per file."""

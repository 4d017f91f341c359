"""Comparing models fairly: the same folds for all, intervals that know that folds overlap, and differences said in words."""

from mllab.models.board._compare import DEFAULT, compare, usual
from mllab.models.board._intervals import Interval, difference, interval
from mllab.models.board._leaderboard import leaderboard
from mllab.models.board._score import Part, Scores, score

__all__ = ["DEFAULT", "Interval", "Part", "Scores", "compare", "difference", "interval", "leaderboard", "score", "usual"]

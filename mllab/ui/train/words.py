"""The board in a sentence or two: which is best, whether that is worth anything, and what it cannot be told from."""

from typing import TYPE_CHECKING

from mllab.models.metrics import METRICS
from mllab.ui.show import plain

if TYPE_CHECKING:
    import pandas as pd

BASE, BEST = "against the baseline", "against the best"


def verdict(board: "pd.DataFrame", metric: str) -> str:
    """What a finished leaderboard says, in Markdown."""
    first = board.iloc[0]
    if first[metric] != first[metric]:
        return f"{metric} cannot be told for any of these models. Look at another metric."
    span = f" (95\u00a0% interval {first['low']:.3g} to {first['high']:.3g})" if first["low"] == first["low"] else ""
    unit = f" {METRICS[metric].unit}" if METRICS[metric].unit else ""
    said = [f"**{plain(first['model'])}** is best by {metric}: **{first[metric]:.3g}**{unit}{span}."]
    return " ".join([*said, _below(first, metric), _worth(first), _beside(board)]).strip()


def _below(first: "pd.Series", metric: str) -> str:
    """How many answers a quantile really leaves below."""
    name = metric.replace("pinball loss", "rows below")
    if name == metric or name not in first:
        return ""
    share, aim = (f"{value:.1%}".replace("%", "\u00a0%") for value in (first[name], METRICS[name].aim))
    return f"**{share}** of the unseen answers lie at or below what it says; {aim} were asked for."


def _worth(first: "pd.Series") -> str:
    if str(first["model"]).startswith("baseline"):
        return "That is the baseline: no model has learned anything from these columns."
    against = str(first[BASE])
    return {"": "", "b": f"It is {plain(against)}."}.get(against[:1], f"Against the baseline: {plain(against)}." if against else "")


def _beside(board: "pd.DataFrame") -> str:
    """The models that these folds cannot tell from the best."""
    alike = [plain(name) for name, told in zip(board["model"], board[BEST], strict=True) if str(told).startswith("no clear difference")]
    if not alike:
        return (
            "Every other model is clearly worse."
            if len(board) > 1 and all(str(told).startswith("worse") for told in board[BEST].iloc[1:])
            else ""
        )
    listed = alike[0] if len(alike) == 1 else f"{', '.join(alike[:-1])} and {alike[-1]}"
    return f"Not really different from it: {listed}."

"""What the parts of an error mean for what to do next, in words."""

import numpy as np

from mllab.learning import Fit

NEAR = 1.02  # times the least error: still the bottom of the U


def verdict(parts: np.ndarray, at: int, fit: Fit) -> str:
    """One or two sentences: what most of the error is, and whether more data, a richer or a simpler fit would help; `parts` (3, c) at every value."""
    error = parts.sum(axis=0)
    bias, variance, _ = parts[:, at]
    cured, total, best = bias + variance, error[at], int(error.argmin())
    if total <= 0:
        return "There is no error at all."
    if total <= NEAR * error[best]:
        return f"**This is the bottom of the U.** Bias² and variance make {_share(cured, total)} of the error; the rest is noise, and no fit gets below it."
    way = "Too rich" if (at > best) == fit.richer else "Too simple"
    if variance > bias:
        return f"**{way}: {_share(variance, cured)} of what can be cured is variance.** More data will help, and so will {fit.calmer}."
    return f"**{way}: {_share(bias, cured)} of what can be cured is bias.** More data will not help; a richer fit will."


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.0%}".replace("%", " %")


def on_a_table(bias: np.ndarray, variance: np.ndarray, loss: np.ndarray, knob: str, squared: bool) -> str:
    """What the curve over a knob says of the model on this table; the parts (s,) at every value."""
    best = int(loss.argmin())
    worst = float(loss.max() - loss.min())
    if worst <= 0.05 * float(loss.min() or 1.0):
        start = f"**{knob.capitalize()} hardly matters here**: the loss is much the same over its whole range."
    else:
        start = f"**The loss is least in the {_place(best, len(loss))} of the range of {knob}.**"
    share = variance[best] / max(bias[best] + variance[best], 1e-12)
    if share > 0.5:
        return f"{start} There, most of it is variance: more rows will help, or averaging many fits (bagging, a forest)."
    known = " or noise, which no model gets below" if squared else ""
    return f"{start} There, most of it is bias{known}: more rows will help little; a richer model or better columns may."


def _place(at: int, of: int) -> str:
    return "lower part" if at < of / 3 else "upper part" if at >= 2 * of / 3 else "middle"

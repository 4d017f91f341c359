"""Two simulations beside each other: the same fit with four times the data, and trees that are averaged against trees that are added up."""

from collections.abc import Sequence

import streamlit as st

from mllab.charts import bias_variance
from mllab.learning import Fit, Simulated
from mllab.learning.bagged_trees import BaggedTrees
from mllab.learning.boosted_trees import BoostedTrees
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.knobs import tune
from mllab.ui.learning.bias_variance.one import slid, turns
from mllab.ui.learning.bias_variance.setting import Setting, choose_fit, choose_setting, simulated
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, kept

TIMES = 4


def more() -> None:
    """The same fit to n points and to four times as many."""
    asks("The fit stays as it is, and gets four times the data. Which part of the error falls, and which does not?")
    setting, fit = choose_setting(choose_fit)
    both = [simulated(setting, fit), simulated(setting, fit, TIMES * setting.n)]
    _more(both, fit, setting)
    code(_script(setting, [(fit, setting.n), (fit, TIMES * setting.n)]), name="more_data.py")


@st.fragment
def _more(both: Sequence[Simulated], fit: Fit, setting: Setting) -> None:
    few = both[0]
    values = turns(few.values)
    places = [turns(one.values) for one in both]
    at = slid(values, int(few.error.argmin()), fit)
    where = [at, places[1].index(values[at]) if values[at] in places[1] else at]
    _curves(both, places, where, [f"{len(one.y[0]):,} points" for one in both], fit)
    (bias, variance), (bias_more, variance_more) = (one.parts[:2, i] for one, i in zip(both, where, strict=True))
    left = variance_more / max(variance, 1e-12)
    facts(
        ("Variance", f"{variance:.4f} → {variance_more:.4f}", f"{_share(left)} of it is left; a quarter, where each point counts alike."),
        ("Bias²", f"{bias:.4f} → {bias_more:.4f}", "What the fit cannot follow stays, however many points there are."),
        ("Error", f"{few.error[at]:.4f} → {both[1].error[where[1]]:.4f}", "As measured on fresh answers, the noise included."),
    )
    takeaway(_told(bias, variance, bias_more, variance_more, setting.noise**2), "Geman, Bienenstock & Doursat 1992")


def _told(bias: float, variance: float, bias_more: float, variance_more: float, noise: float) -> str:
    start = f"Four times the data leave {_share(variance_more / max(variance, 1e-12))} of the variance and {_share(bias_more / max(bias, 1e-12))} of the bias²."
    if variance_more > bias_more:
        return f"{start} Here **more data go on helping**."
    if bias_more > 0.15 * (bias_more + variance_more + noise):
        return f"{start} What is left is bias: **more data will not help any more, a richer fit will**, and now there are points enough for it."
    return f"{start} What is left is mostly noise, which nothing cures."


def ensembles() -> None:
    """Trees averaged over bootstraps, beside trees added one after the other."""
    asks("Many trees, averaged or added up: what does each way do to bias, and what to variance?")
    setting, (bag, boost) = choose_setting(_two)
    both = [simulated(setting, bag), simulated(setting, boost)]
    _ensembles(both, bag, boost)
    code(_script(setting, [(bag, setting.n), (boost, setting.n)]), name="bagging_and_boosting.py")


def _two() -> tuple[BaggedTrees, BoostedTrees]:
    st.caption("Bagged trees")
    bag = tune(BaggedTrees, "bag", most=100)
    st.caption("Boosted trees")
    return bag, tune(BoostedTrees, "boost", most=100)


@st.fragment
def _ensembles(both: Sequence[Simulated], bag: BaggedTrees, boost: BoostedTrees) -> None:
    values = turns(both[0].values)
    now = st.select_slider(
        "Trees", values, value=values[-1], key="bv-trees", bind="query-params", help="How many are averaged, and how many added up."
    )
    at = values.index(now) if now in values else len(values) - 1
    _curves(both, [values, values], [at, at], ["Bagged", "Boosted"], bag)
    (b0, v0), (b1, v1) = both[0].parts[:2, 0], both[0].parts[:2, at]
    (c0, w0), (c1, w1) = both[1].parts[:2, 0], both[1].parts[:2, at]
    facts(
        ("Bagged: bias²", f"{b0:.4f} → {b1:.4f}", f"From one tree to {values[at]}."),
        ("Bagged: variance", f"{v0:.4f} → {v1:.4f}", f"From one tree to {values[at]}."),
        ("Boosted: bias²", f"{c0:.4f} → {c1:.4f}", f"From one tree to {values[at]}."),
        ("Boosted: variance", f"{w0:.4f} → {w1:.4f}", f"From one tree to {values[at]}."),
    )
    takeaway(
        f"Averaging {values[at]} deep trees leaves {_share(v1 / max(v0, 1e-12))} of one tree's variance and {_share(b1 / max(b0, 1e-12))} of its bias². "
        f"Adding up {values[at]} small ones leaves {_share(c1 / max(c0, 1e-12))} of the bias² of the first, and {_times(w1, w0)} its variance. "
        "So **bag what is rich, boost what is simple**.",
        "Breiman 1996; Friedman 2001; Hastie, Tibshirani & Friedman 2009, sections 8.7 and 10.9",
    )


def _curves(both: Sequence[Simulated], values: Sequence[list[float]], at: Sequence[int], names: Sequence[str], fit: Fit) -> None:
    """Both curves over what is turned, side by side to one scale."""
    least, largest = min(float(one.error.min()) for one in both), max(float(one.error.max()) for one in both)
    most = min(largest, 5 * least + 1e-6) * 1.05
    for i, (column, one) in enumerate(zip(st.columns(2, gap="medium"), both, strict=True)):
        with column:
            st.markdown(f"**{names[i]}**")
            curve = bias_variance.u_curve(values[i], one.parts, one.error, values[i][at[i]], fit.turned, fit.log, most)
            chart(
                kept(curve), key=f"against-{i}", alt=f"{names[i]}: bias squared, variance, noise and the measured error over {fit.turned}"
            )


def _share(part: float) -> str:
    return f"{min(part, 99):.0%}".replace("%", " %")


def _times(now: float, before: float) -> str:
    return f"{now / max(before, 1e-12):.1f} times"


def _script(setting: Setting, runs: Sequence[tuple[Fit, int]]) -> Script:
    calls = ",\n    ".join(setting.call(fit, n) for fit, n in runs)
    body = f"""for found in (
    {calls},
):
    for value, (bias, variance, noise), error in zip(found.values, found.parts.T, found.error):
        print(f"{{found.y.shape[1]}} points, {runs[0][0].turned} {{value:g}}: bias² {{bias:.4f}} + variance {{variance:.4f}} + noise {{noise:.4f}}, measured {{error:.4f}}")"""
    return Script(body, setting.imports(type(setting.truth), *(type(fit) for fit, _ in runs)))

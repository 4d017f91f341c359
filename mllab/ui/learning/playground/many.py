"""The playground's other views: the learning rate looked for, thirty seeds, and a sweep of rates and widths, each trained at a click."""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st

from mllab.charts.band import band
from mllab.charts.over import over
from mllab.learning.neurons import Lesson, Rates, Samples, Trained, find_rate, grid, many, seeds
from mllab.ui.learning.playground.multiples import multiples
from mllab.ui.learning.playground.settings import EACH, LAYERS, Setting, spoken
from mllab.ui.show import chart, facts
from mllab.ui.watch import watch

VIEW, ONE = "net_view", "Train one"
COUNT = 30
RATES, WIDTHS = (0.003, 0.01, 0.03, 0.1, 0.3), (1, 2, 4, 8)


def finder(asked: Setting) -> str:
    """One short training with growing steps, and the rate that it suggests."""
    st.markdown("One short training with steps that grow until they are too long.")
    found = _found(asked.lesson, asked.source.samples, (repr(asked.lesson), asked.source.code))
    facts(
        ("Lowest at", f"{found.lowest:.2g}", "The learning rate at which the loss is lowest; beyond it steps are too long."),
        ("A tenth of it", f"{found.good:.2g}", "A good rate to begin with: well below where it breaks."),
    )
    losses = {"loss on the training points": found.losses}
    picture = over(found.rates.tolist(), losses, ("learning rate", "loss"), now=found.good, log=True, dots=False)
    chart(picture, key="net-rates", alt="The loss over a learning rate that grows step by step.")
    st.button(f"Train with {found.good:.2g}", icon=":material/arrow_forward:", on_click=_rate, args=(float(f"{found.good:.2g}"),))
    return 'found = find_rate(lesson, samples)\nprint(f"lowest at {found.lowest:.2g}, a tenth of it {found.good:.2g}")'


def thirty(asked: Setting) -> str:
    """The same lesson from thirty first weights."""
    st.markdown(f"The same network and samples from {COUNT} first weights: the median, and the band of the middle 80 %.")
    epochs = _epochs()
    if (found := _many(asked, "seeds", epochs, seeds(asked.lesson, COUNT))) is not None:
        ends = np.array([one.test_losses[-1] for one in found])
        if not np.isfinite(ends).any():
            st.warning("All of them diverged. A lower learning rate helps.")
        else:
            _band(found, ends)
    return f"""tests = [one.test_losses[-1] for one in many(seeds(lesson, {COUNT}), samples, epochs={epochs})]
print(f"median {{np.nanmedian(tests):.4f}}, from {{np.nanquantile(tests, 0.1):.4f}} to {{np.nanquantile(tests, 0.9):.4f}}")"""


def sweep(asked: Setting) -> str:
    """Learning rates by widths as small multiples; a click takes one over."""
    st.markdown("Every learning rate with every width of the hidden layers, trained at once. Click one to take it over.")
    epochs = _epochs()
    lessons = grid(asked.lesson, RATES, WIDTHS)
    if (found := _many(asked, "grid", epochs, lessons)) is not None:
        ends = np.array([one.test_losses[-1] for one in found])
        best = int(np.nanargmin(ends)) if np.isfinite(ends).any() else -1
        multiples([_cell(one) for one in found], len(WIDTHS), asked.source.samples, _take, best)
    return f"""for one in many(grid(lesson, {RATES}, {WIDTHS}), samples, epochs={epochs}):
    print(one.lesson.training.learning_rate, one.lesson.hidden, f"test loss {{one.test_losses[-1]:.4f}}")"""


VIEWS: dict[str, Callable[[Setting], str]] = {"Learning rate": finder, "Thirty seeds": thirty, "Rates and widths": sweep}


@st.cache_data(max_entries=20, show_spinner="Looking for the learning rate")
def _found(_lesson: Lesson, _samples: Samples, of: tuple[str, str]) -> Rates:
    return find_rate(_lesson, _samples)


def _epochs() -> int:
    return int(
        st.select_slider("Epochs", (50, 100, 200, 500, 1000), value=200, key="net_epochs", bind="query-params", help="Of each network.")
    )


def _many(asked: Setting, what: str, epochs: int, lessons: Sequence[Lesson]) -> list[Trained] | None:
    """Train them at a click, or show what was trained with the same settings before; None before the click."""
    token, slot = (what, epochs, repr(asked.lesson), asked.source.code), f"_net_{what}"
    if st.session_state.get(slot) != token:
        st.button(
            f"Train {len(lessons)} networks",
            type="primary",
            icon=":material/play_arrow:",
            key=f"net-{what}",
            on_click=_go,
            args=(slot, token),
        )
        return None
    found, _ = watch(f"net_{what}", token, lambda: many(lessons, asked.source.samples, epochs), "Network", len(lessons))
    return found or None


def _go(slot: str, token: object) -> None:
    st.session_state[slot] = token


def _band(found: Sequence[Trained], ends: np.ndarray) -> None:
    low, middle, high = np.nanquantile(ends, [0.1, 0.5, 0.9])
    facts(
        ("Median test loss", f"{middle:.3f}", "After the last epoch; as many networks are better as are worse."),
        ("80 % lie in", f"{low:.3f} to {high:.3f}", "From the 10th to the 90th percentile of the test losses."),
        ("Diverged", f"{int((~np.isfinite(ends)).sum())} of {len(ends)}", "Networks whose weights left for infinity."),
    )
    runs = {"test": np.stack([one.test_losses for one in found]), "training": np.stack([one.losses for one in found])}
    chart(
        band(found[0].epochs, runs, ("epoch", "loss")),
        key="net-band",
        alt="Median loss over epochs and the band of the middle 80 % of networks.",
    )


def _cell(one: Trained) -> dict[str, object]:
    end = one.test_losses[-1]
    test = f"test loss {end:.3f}" if np.isfinite(end) else "diverged"
    wide, rate = one.lesson.hidden[0], one.lesson.training.learning_rate
    return {"name": f"rate {rate:g}, {wide} wide", "said": test, "map": one.output, "value": [rate, spoken(one.lesson.hidden)]}


def _take(value: Sequence[object]) -> None:
    rate, layers = value
    st.session_state[LAYERS], st.session_state[EACH] = str(layers), ""
    _rate(float(str(rate)))


def _rate(rate: float) -> None:
    st.session_state["net_rate"], st.session_state[VIEW] = rate, ONE

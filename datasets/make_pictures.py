"""Make the small pictures of the home page: what mllab itself computes on its samples, drawn as SVG.

python datasets/make_pictures.py            # writes mllab/ui/home/pictures/*.svg
"""

import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from mllab import embed
from mllab.agents import AGENTS, WORLDS, walk
from mllab.charts.palette import PALETTE
from mllab.cluster import CLUSTERERS
from mllab.data.samples import load
from mllab.embed.plane import through
from mllab.learning import FITS, POINTS, TRUTHS, simulate
from mllab.learning.boundaries import cells, contour, made
from mllab.learning.descent import OPTIMIZERS, SURFACES, race
from mllab.models import MODELS
from mllab.reduce import REDUCERS

WIDE, TALL, EDGE = 320, 180, 10
FOLDER = Path(__file__).parent.parent / "mllab" / "ui" / "home" / "pictures"
GREY = "#9AA0A6"


def svg(parts: Iterable[str]) -> str:
    inside = "\n".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {TALL}" width="{WIDE}" height="{TALL}">\n{inside}\n</svg>\n'


def fitted(places: np.ndarray) -> np.ndarray:
    """(n, 2) places scaled into the picture, the same on both axes, y upwards."""
    low, high = places.min(axis=0), places.max(axis=0)
    scale = ((np.array([WIDE, TALL]) - 2 * EDGE) / (high - low)).min()
    around = (places - (low + high) / 2) * scale * [1, -1]
    return around + np.array([WIDE, TALL]) / 2


def dots(places: np.ndarray, colours: Sequence[str], radius: float = 2.2) -> list[str]:
    return [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}" fill-opacity="0.85"/>'
        for (x, y), colour in zip(places, colours, strict=True)
    ]


def coloured(names: Iterable[object]) -> list[str]:
    listed = [str(name) for name in names]
    order = sorted(set(listed))
    return [PALETTE[order.index(name) % len(PALETTE)] for name in listed]


def digits() -> list[str]:
    """Handwritten digits, drawn by t-SNE; coloured by what they are."""
    table = load("digits")
    names = [name for name in table.names if name != "digit"]
    positions = REDUCERS["t-SNE"]().fit(table.matrix(names), seed=0).positions
    rows = np.random.default_rng(0).permutation(len(positions))[:900]
    return dots(fitted(positions)[rows], [coloured(table.frame()["digit"])[row] for row in rows], 1.9)


def moons() -> list[str]:
    """Two half circles, found by HDBSCAN."""
    frame = load("moons").frame()
    X = frame[["x", "y"]].to_numpy(np.float32)
    labels = CLUSTERERS["HDBSCAN"]().fit(X, seed=0).labels
    rows = np.random.default_rng(0).permutation(len(X))[:450]
    return dots(fitted(X)[rows], [GREY if labels[row] < 0 else PALETTE[labels[row] % 8] for row in rows], 2.6)


def border() -> list[str]:
    """Two kinds of flower, and what a support vector machine says everywhere."""
    frame = load("iris").frame()
    kept = frame[frame["species"] != "setosa"]
    X = kept[["petal length (cm)", "petal width (cm)"]].to_numpy()
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    y = (kept["species"] == "virginica").to_numpy().astype(int)
    model = MODELS["RBF SVM"]().fit(X, 0, y, "classification").estimator
    span = 4.6 * np.array([1, TALL / WIDE])
    across, down = 64, 36
    grid = np.stack(np.meshgrid(np.linspace(-span[0], span[0], across) / 2, np.linspace(span[1], -span[1], down) / 2), axis=-1)
    said = model.predict(grid.reshape(-1, 2)).reshape(down, across)
    size = WIDE / across
    back = [rect for row, labels in enumerate(said) for rect in band(labels, row, size)]
    places = X / span * [WIDE, -TALL] + [WIDE / 2, TALL / 2]
    inside = (places > 3).all(axis=1) & (places < [WIDE - 3, TALL - 3]).all(axis=1)
    return back + dots(places[inside], [PALETTE[one] for one in y[inside]], 3)


def band(labels: np.ndarray, row: int, size: float) -> Iterable[str]:
    """A row of the grid, one rectangle for each run of equal answers."""
    starts = [0, *(np.flatnonzero(np.diff(labels)) + 1), len(labels)]
    for start, end in itertools.pairwise(starts):
        x, y, wide = start * size, row * size, (end - start) * size
        yield f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{size:.1f}" fill="{PALETTE[labels[start]]}" fill-opacity="0.22"/>'


def cliff() -> list[str]:
    """The walk that Q-learning has found along the cliff."""
    world = WORLDS["cliff"]()
    learned = AGENTS["Q-learning"]().fit(world, seed=0)
    path = walk(world, learned.policy, 0).cells
    rows, columns = world.shape
    size = min((WIDE - 2 * EDGE) / columns, (TALL - 2 * EDGE) / rows)
    left, top = (WIDE - size * columns) / 2, (TALL - size * rows) / 2
    values = learned.values
    low, high = np.nanpercentile(values, [10, 100])
    parts = []
    for cell, kind in enumerate(world.kinds()):
        x, y = left + cell % columns * size, top + cell // columns * size
        bright = float(np.clip((values[cell] - low) / (high - low), 0, 1)) if np.isfinite(values[cell]) else 0
        fill = {"cliff": "#B4440A", "goal": "#009E73"}.get(kind, PALETTE[0])
        opacity = 0.9 if kind in {"cliff", "goal"} else 0.12 + 0.6 * bright
        parts.append(
            f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="{size - 2:.1f}" height="{size - 2:.1f}" rx="3" fill="{fill}" fill-opacity="{opacity:.2f}"/>'
        )
    line = " ".join(f"{left + (cell % columns + 0.5) * size:.1f},{top + (cell // columns + 0.5) * size:.1f}" for cell in path)
    return [
        *parts,
        f'<polyline points="{line}" fill="none" stroke="{PALETTE[1]}" stroke-width="4" stroke-linejoin="round" stroke-linecap="round"/>',
    ]


def bundle() -> list[str]:
    """Fits of a polynomial to many training sets, their mean, and the truth."""
    found = simulate(TRUTHS["sine"](), FITS["polynomial"](), n=25, noise=0.3, rounds=60, seed=0)
    fits = found.predictions[5]

    def line(y: np.ndarray, colour: str, width: float, opacity: float) -> str:
        places = np.stack([EDGE + found.at * (WIDE - 2 * EDGE), TALL / 2 - np.clip(y, -9, 9) * 48], axis=1)
        told = " ".join(f"{x:.0f},{y:.1f}" for x, y in places)
        return f'<polyline points="{told}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-opacity="{opacity}"/>'

    thin = [line(fit, PALETTE[0], 1, 0.25) for fit in fits[:25]]
    return [*thin, line(found.truth, PALETTE[2], 3.5, 1), line(fits.mean(axis=0), PALETTE[5], 2.5, 1)]


def spirals() -> list[str]:
    """Two spirals, and the part of the plane that is nearest to each of their points."""
    points = made(POINTS["spiral"](noise=10), 110, seed=0)
    high = 5.6
    wide = high * WIDE / TALL
    found = cells(points.X, np.array([[-wide, wide], [-high, high]]))
    kind = {tuple(place): one for place, one in zip(points.X.tolist(), points.y, strict=True)}
    corners = (found.corners / [wide, -high] + 1) / 2 * [WIDE, TALL]
    parts = []
    for place, ring in zip(found.points.tolist(), found.rings, strict=True):
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners[ring])
        parts.append(
            f'<polygon points="{told}" fill="{PALETTE[kind[tuple(place)]]}" fill-opacity="0.25" stroke="{GREY}" stroke-width="0.6"/>'
        )
    places = (points.X / [wide, -high] + 1) / 2 * [WIDE, TALL]
    return parts + dots(places, [PALETTE[one] for one in points.y], 2.6)


def downhill() -> list[str]:
    """Four optimizers from one start on Himmelblau's surface, over its lines of equal height."""
    surface = SURFACES["Himmelblau"]()
    low, high = np.array([-5.4, -4.4]), np.array([7.4, 2.8])
    x, y = (np.linspace(low[axis], high[axis], many) for axis, many in ((0, 129), (1, 73)))
    heights = np.log1p(surface.value(np.stack(np.meshgrid(x, y))))

    def placed(at: np.ndarray) -> np.ndarray:
        return (at - low) / (high - low) * [WIDE, -TALL] + [0, TALL]

    lines = (line for level in np.arange(1, 7, 0.6) for line in contour(heights, x, y, level).reshape(-1, 2, 2))
    ends = (placed(line) for line in lines)
    hill = "".join(f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}" for a, b in ends)
    parts = [f'<path d="{hill}" stroke="{GREY}" stroke-width="0.7" fill="none"/>']
    raced = {"SGD": 0.008, "momentum": 0.005, "Adam": 0.2, "RMSProp": 0.05}
    walks = race(surface, [OPTIMIZERS[name](learning_rate=rate) for name, rate in raced.items()], (0.2, -3.6), 90)
    for found, colour in zip(walks, PALETTE, strict=False):
        way = placed(found.path)
        told = " ".join(f"{a:.1f},{b:.1f}" for a, b in way)
        parts.append(f'<polyline points="{told}" fill="none" stroke="{colour}" stroke-width="2.4" stroke-linejoin="round"/>')
        parts.append(f'<circle cx="{way[-1][0]:.1f}" cy="{way[-1][1]:.1f}" r="4.5" fill="{colour}"/>')
    return parts


def royals() -> list[str]:
    """king - man + woman in the plane of the three, with the nearest words to where it ends."""
    words = embed.load()
    man, king, woman = words.units([words.row(word) for word in ("man", "king", "woman")])
    plane = through(man, king, woman)
    near = [word for word, _ in words.analogy("man", "king", "woman", n=1)]
    names = ["man", "king", "woman", *near]
    places = plane.place(np.vstack([words.units([words.row(name) for name in names]), king - man + woman]))
    low, high = places.min(axis=0), places.max(axis=0)
    size = np.array([WIDE - 90, TALL - 64])
    x, y = ((places - low) / (high - low) * size * [1, -1] + [45, TALL - 22]).T
    parts = [
        f'<line x1="{x[a]:.0f}" y1="{y[a]:.0f}" x2="{x[b]:.0f}" y2="{y[b]:.0f}" stroke="{PALETTE[1]}" stroke-width="2.5"/>'
        for a, b in ((0, 1), (2, -1))
    ]
    parts += [f'<circle cx="{x[-1]:.0f}" cy="{y[-1]:.0f}" r="5" fill="none" stroke="{PALETTE[1]}" stroke-width="2.5"/>']
    for at, name in enumerate(names):
        colour = PALETTE[2] if name == near[0] else PALETTE[0]
        parts.append(f'<circle cx="{x[at]:.0f}" cy="{y[at]:.0f}" r="4" fill="{colour}"/>')
        parts.append(
            f'<text x="{x[at]:.0f}" y="{y[at] - 9:.0f}" text-anchor="middle" font-family="sans-serif" font-size="15" fill="{colour}">{name}</text>'
        )
    return parts


PICTURES = {
    "map": digits,
    "clustering": moons,
    "train": border,
    "words": royals,
    "bias_variance": bundle,
    "boundaries": spirals,
    "gradient_descent": downhill,
    "agents": cliff,
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, draw in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(svg(draw()), encoding="utf-8")


if __name__ == "__main__":
    main()

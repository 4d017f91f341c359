"""A task as plain code: which rows are held out, how the others are cut into folds, and how each fold is encoded, all written out."""

from collections.abc import Sequence

from mllab.data.table import Column
from mllab.models.task._folds import Fold
from mllab.models.task._rows import Rows
from mllab.models.task._task import Task
from mllab.script import Script

NUMPY, PANDAS = "import numpy as np", "import pandas as pd"

HELD_OUT = {
    "random": "test = np.sort(rng.choice(n, round(n * share), replace=False))",
    "stratified": """\
order = np.lexsort((rng.random(n), y))  # rows class by class; each gives its share
chosen = order[np.diff(np.floor(np.arange(n + 1) * share + rng.random() * (1 - 1e-9))) > 0]
test = np.sort(chosen[np.bincount(y)[y[chosen]] > 1])""",
    "group": """\
order = rng.permutation(np.unique(groups))
sizes = np.array([(groups == group).sum() for group in order]).cumsum()
wanted = round(n * share)
test = np.flatnonzero(np.isin(groups, order[: min(len(order) - 2, np.searchsorted(sizes, wanted) + 1) if wanted else 0]))""",
    "time": 'test = np.sort(np.argsort(np.nan_to_num(time, nan=-np.inf), kind="stable")[n - round(n * share) :])',
}
PLACED = {
    "random": "place[np.argsort(rng.random(len(train)))] = np.arange(len(train)) % count",
    "stratified": "place[np.lexsort((rng.random(len(train)), y[train]))] = np.arange(len(train)) % count",
    "group": """\
names, inverse, sizes = np.unique(groups[train], return_inverse=True, return_counts=True)
    filled, home = np.zeros(count), np.empty(len(names), int)
    for group in np.lexsort((rng.random(len(names)), -sizes)):  # the biggest group to the emptiest fold
        home[group] = filled.argmin()
        filled[home[group]] += sizes[group]
    place = home[inverse]""",
}
FORWARD = """\
moments = np.nan_to_num(time[train], nan=-np.inf)
parts = np.array_split(train[np.argsort(moments, kind="stable")], count + 1)
folds = [(np.sort(np.concatenate(parts[: i + 1])), np.sort(parts[i + 1])) for i in range(count)]"""


def cut(rows: Rows, task: Task, folds: Sequence[Fold], columns: Sequence[Column], count: int, repeats: int) -> Script:
    """Code that makes `frame`, `y`, `train`, `test`, `folds` and `matrices`, one (n, d) per fold, from the `frame` of all rows. O(n d folds)."""
    lines = [_answers(rows, task), _ties(task), _held_out(task), _folds(task, count, repeats)]
    return Script("\n".join(line for line in lines if line), (NUMPY, PANDAS)) + _encoded(rows, folds, columns, task)


def held_out(rows: Rows, task: Task) -> Script:
    """Code that makes `y`, `train` and `test` from the `frame` of all rows, of which it keeps those with an answer."""
    return Script("\n".join(filter(None, (_answers(rows, task), _ties(task), _held_out(task)))), (NUMPY, PANDAS))


def _answers(rows: Rows, task: Task) -> str:
    if not rows.classes:
        return (
            f'y = pd.to_numeric(frame[{task.target!r}].astype("float64"), errors="coerce").to_numpy(float)\n'
            "frame, y = frame[np.isfinite(y)], y[np.isfinite(y)]"
        )
    return (
        f"answers = frame[{task.target!r}]\n"
        'y = answers.astype("str").where(answers.notna()).astype("category").cat.codes.to_numpy().astype(int)\n'
        f"frame, y = frame[y >= 0], y[y >= 0]\nk = {rows.k}"
    )


def _ties(task: Task) -> str:
    by = f"frame[{task.by!r}]"
    if task.split == "group":
        return f'groups = {by}.astype("str").where({by}.notna()).astype("category").cat.codes.to_numpy().astype(int)'
    if task.split == "time":
        return (
            f'time = {by} if pd.api.types.is_numeric_dtype({by}) else pd.to_datetime({by}, errors="coerce")\n'
            'time = np.where(time.isna(), np.nan, time.astype("datetime64[s]" if time.dtype.kind == "M" else float).to_numpy().astype(float))'
        )
    return ""


def _held_out(task: Task) -> str:
    begin = f"n, share, rng = len(y), {task.test}, np.random.default_rng({task.seed})"
    return f"{begin}\n{HELD_OUT[task.split]}\ntrain = np.setdiff1d(np.arange(n), test)  # the rows of `test` are for the very end"


def _folds(task: Task, count: int, repeats: int) -> str:
    if task.split == "time":
        return f"count = {count}\n{FORWARD}"
    return (
        f"count, folds = {count}, []\n"
        f"for repeat in range({repeats}):\n"
        f"    rng, place = np.random.default_rng([{task.seed}, repeat, 1]), np.empty(len(train), int)\n"
        f"    {PLACED[task.split]}\n"
        "    folds += [(train[place != fold], train[place == fold]) for fold in range(count)]"
    )


def _encoded(rows: Rows, folds: Sequence[Fold], columns: Sequence[Column], task: Task) -> Script:
    """A function that encodes, one for each way in which the folds' columns are understood: usually a single one."""
    from mllab.data.matrix._columns import roles
    from mllab.data.matrix._script import function

    ways: dict[tuple[object, ...], int] = {}
    used, made = [], Script()
    for fold in folds:
        found = roles(rows.frame.iloc[fold.train], columns, asked=True, text=task.text)[0]
        told = tuple(
            (role.name, role.form, role.missing, role.clock, role.components, role.words, role.length, role.read, role.most)
            for role in found
        )
        if told not in ways:
            ways[told] = len(ways) + 1
            made += function(found, task.seed, "encode" if len(ways) == 1 else f"encode_{len(ways)}")
        used.append("encode" if ways[told] == 1 else f"encode_{ways[told]}")
    if len(ways) == 1:
        return made + Script("matrices = [encode(frame, train, valid) for train, valid in folds]  # each fitted inside of its fold")
    listed = ", ".join(used)
    return made + Script(
        f"ways = [{listed}]\nmatrices = [encode(frame, *fold) for encode, fold in zip(ways, folds)]  # each fitted inside of its fold"
    )

"""What each output of the matrix is, in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mllab.data.matrix._columns import Role

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

PARTS = {
    "year": "year",
    "month": "month",
    "day": "day",
    "hour": "hour",
    "total_seconds": "time",
    "month_circular_0": "month (sine)",
    "month_circular_1": "month (cosine)",
    "day_circular_0": "day of month (sine)",
    "day_circular_1": "day of month (cosine)",
    "hour_circular_0": "hour (sine)",
    "hour_circular_1": "hour (cosine)",
    "weekday_circular_0": "weekday (sine)",
    "weekday_circular_1": "weekday (cosine)",
}


def named(pipeline: "Pipeline", roles: Sequence[Role]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The name and the source column of every output, in the order of the matrix."""
    made = pipeline.named_steps["vectorize"].input_to_outputs_
    outputs = [(role, f"c{i}", output) for i, role in enumerate(roles) for output in made[f"c{i}"]]
    return tuple(_name(role, code, output) for role, code, output in outputs), tuple(role.name for role, _, _ in outputs)


def _name(role: Role, code: str, output: str) -> str:
    if "missingindicator_" in output:
        return f"{role.name} is missing"
    rest = (
        output.split("__")[-1].removeprefix(code).removeprefix("_") if role.form == "date" else output.removeprefix(code).removeprefix("_")
    )
    if role.form == "category":
        return f"{role.name} = {rest}"
    if role.form == "date":
        return f"{role.name}: {PARTS.get(rest, rest)}"
    if role.read == "words":
        return f"{role.name}: {rest}"
    return f"{role.name} ~ {int(rest) + 1}" if role.form == "text" else role.name

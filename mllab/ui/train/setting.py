"""What stands in the sidebar: the task, and how it is judged."""

from dataclasses import dataclass, field

from mllab.models.task import Task

Query = dict[str, str | list[str]]


@dataclass(frozen=True)
class Setting:
    """A task with the folds that judge it.

    query    what a link needs to show it again; what is as proposed stays out
    columns  the key of the picker of columns, for buttons that change it
    without  whether that picker holds the columns that are left out, as it does for wide tables
    """

    task: Task
    folds: int
    repeats: int
    query: Query = field(hash=False)
    columns: str
    without: bool = False

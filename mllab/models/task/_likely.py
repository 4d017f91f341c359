"""Which column of a table one would most likely want to predict."""

import re

from mllab.data.table import Table

# Names by which tables call what is to be found out; the plainest first.
NAMES = (
    "target", "label", "labels", "class", "classes", "outcome", "y", "response", "result", "survived", "survival", "churn", "churned", "attrition", "exited",
    "default", "defaulted", "loanstatus", "approved", "fraud", "isfraud", "spam", "isspam", "clicked", "converted", "purchased", "bought", "subscribed",
    "cancelled", "canceled", "left", "readmitted", "diagnosis", "disease", "species", "variety", "quality", "grade", "rating", "price", "saleprice", "medv",
    "income", "salary", "sales", "revenue", "mpg",
)  # fmt: skip


def likely_target(table: Table) -> str:
    """A column that is called like an answer; else the last one that is a class, or a number, or whatever is last. O(columns)."""
    usable = {column.name for column in table.columns if column.kind not in {"identifier", "text", "date"}}
    called = {_plain(name): name for name in reversed(table.names) if name in usable}
    named = next((called[name] for name in NAMES if name in called), None)
    return named or (table.of_kind("category", "boolean") or table.of_kind("number") or table.names)[-1]


def _plain(name: str) -> str:
    """Letters and digits alone, in lower case: "Sale Price" and "sale_price" are one."""
    return re.sub(r"[^a-z0-9]+", "", name[:100].lower())

"""The pieces of the Tables page: bringing a table, seeing what was understood of it, changing that, and keeping order."""

from mllab.ui.tables.bring import bring
from mllab.ui.tables.decisions import decisions
from mllab.ui.tables.mine import manage, mine
from mllab.ui.tables.understood import about, rejects, understood

__all__ = ["about", "bring", "decisions", "manage", "mine", "rejects", "understood"]

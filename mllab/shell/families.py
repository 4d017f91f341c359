"""The families that a shell can use: where the catalog is, and which method is meant when none is named."""

from dataclasses import dataclass
from importlib import import_module

from mllab.registry import Catalog


@dataclass(frozen=True)
class Family:
    """A family of methods: `package` holds `catalog_name`; `default` is the method when none is named, `takes` what it works on."""

    package: str
    catalog_name: str
    default: str
    takes: str = "FILE"

    def catalog(self) -> Catalog:
        """The catalog, imported now."""
        found: Catalog = getattr(import_module(self.package), self.catalog_name)
        return found


FAMILIES = {
    "cluster": Family("mllab.cluster", "CLUSTERERS", "k-means"),
    "reduce": Family("mllab.reduce", "REDUCERS", "PCA"),
    "act": Family("mllab.agents", "AGENTS", "Q-learning", takes="--world cliff"),
}

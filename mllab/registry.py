"""Adding a thing is adding one file: a folder is scanned and what it defines is the catalog."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any

from mllab.errors import ParamError


class Catalog(Mapping[str, Any]):
    """Name -> class, in the order of the names; an unknown name is refused with the ones there are.

    Typed loosely on purpose: every class has knobs of its own, so its call cannot be told to a type checker here.
    """

    def __init__(self, title: str, classes: Mapping[str, type]) -> None:
        self.title = title
        self._classes = dict(sorted(classes.items(), key=lambda item: item[0].lower()))

    def __getitem__(self, name: str) -> Any:
        try:
            return self._classes[name]
        except KeyError:
            raise ParamError(f"There is no {self.title} called {name!r}. There are: {', '.join(self._classes)}.") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._classes)

    def __len__(self) -> int:
        return len(self._classes)

    def __contains__(self, name: object) -> bool:
        return name in self._classes

    def __repr__(self) -> str:
        return f"<{self.title}s: {', '.join(self)}>"


def catalog(package: str, base: type) -> Catalog:
    """Every named subclass of `base` defined in the modules of `package` (those starting with _ are passed over)."""
    folder = importlib.import_module(package)
    classes: dict[str, type] = {}
    for found in pkgutil.iter_modules(folder.__path__):
        if found.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package}.{found.name}")
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, base) and thing.__module__ == module.__name__ and vars(thing).get("name"):
                name = vars(thing)["name"]
                if name in classes:
                    raise TypeError(f"{package} has two things called {name!r}: {classes[name].__module__} and {module.__name__}.")
                classes[name] = thing
    return Catalog(base.__name__.lower(), classes)

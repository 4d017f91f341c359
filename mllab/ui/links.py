"""Every view is a link: what a page needs to show the same thing again, as a query."""

from collections.abc import Mapping
from urllib.parse import urlencode

from mllab.params import Params, knobs


def query(table: str, thing: Params | None = None, key: str = "", default: str = "", **more: str) -> dict[str, str]:
    """The query of a view of `table` with `thing` chosen by the picker `key`; what equals a default stays out, as widgets do."""
    found = {"table": table, **more}
    if thing is not None:
        if thing.name != default:
            found[key] = thing.name
        for name, declared in knobs(type(thing)).items():
            if (value := getattr(thing, name)) != declared.default:
                found[knob_key(key, thing, name)] = spoken(value)
    return found


def link(page: str, items: Mapping[str, str]) -> str:
    """The address of `page` (its url path) with this query, relative to the app."""
    return f"{page}?{urlencode(items)}" if items else page


def knob_key(key: str, thing: Params | type[Params], name: str) -> str:
    """The key of a knob's widget, which is also its name in the link: `k-means.k`; a second picker adds its own key in front."""
    slug = thing.name.replace(" ", "-")
    return f"{slug}.{name}" if key in {"", "algorithm", "model", "reducer"} else f"{key}.{slug}.{name}"


def spoken(value: object) -> str:
    """A knob's value as widgets write it in the link."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)

"""Pages as AppTest runs them, Streamlit's own start paid once."""

from collections.abc import Iterator
from functools import cache

import pytest
from fresh import Fresh
from streamlit.components.v2 import manifest_scanner


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once() -> Iterator[None]:
    """Streamlit asks every installed package for components at each start of an app: a third of the time of a page, and always the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fresh]:
    """Runs the scripts of pages in processes that know nothing of mllab."""
    made = Fresh(tmp_path_factory.mktemp("fresh"))
    yield made
    made.close()

"""The app opens in a real browser, from its first page and from a deep link, and asks no other machine for anything."""

import pytest


@pytest.mark.parametrize(("which", "path"), [("own_server", "clustering"), ("running", ""), ("running", "tables")])
def test_a_page_opens_as_the_first_visit_with_its_navigation(request, page, which, path):
    """A deep link as the first that a server is ever asked for; the others as the first of a new browser."""
    page.goto(f"{request.getfixturevalue(which).url}/{path}")
    page.get_by_role("heading").first.wait_for()
    page.get_by_test_id("stSidebarNav").wait_for()
    assert page.get_by_test_id("stException").count() == 0


def test_a_request_to_another_machine_would_be_noticed(browser, server):
    """The guard itself: what the `context` fixture listens to does see a foreign request."""
    context = browser.new_context()
    seen = []
    context.on("request", lambda request: seen.append(request.url))
    page = context.new_page()
    page.goto(server)
    page.evaluate("fetch('http://localhost:9/elsewhere', {mode: 'no-cors'}).catch(() => 0)")
    context.close()
    assert any("localhost:9/elsewhere" in url for url in seen)

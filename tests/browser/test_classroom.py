"""A link for a class in a real browser: predicted, locked, hidden, solved; and two ways of training compared."""

from urllib.parse import parse_qs, urlsplit

from driving import BUSY, opened, settled
from playwright.sync_api import expect

TASK = (
    "net_points=gauss&net_layers=2&net_rate=0.1&task=Part+the+clouds+%3Cb%3Ewith+two+neurons%3C/b%3E&task_goal=test+loss+<+0.05,+hidden+neurons+<=+2"
    "&task_ask=Is+one+layer+enough?|yes|no&task_hide=net_noise&task_lock=net_layers,net_points,net-weights"
)


def test_a_task_is_predicted_solved_and_made(page, server):
    opened(page, f"{server}/playground?{TASK}")
    root, play = page.locator(".play"), page.get_by_role("button", name="Play", exact=True)
    expect(page.get_by_text("Part the clouds <b>with two neurons</b>")).to_be_visible()
    expect(page.get_by_text("hidden neurons at most 2")).to_be_visible(timeout=BUSY)
    expect(play).to_be_disabled()
    expect(page.locator(".st-key-net_noise")).to_be_hidden()
    expect(page.locator(".st-key-net_layers")).to_have_attribute("data-locked-by-task", "")
    assert page.locator(".st-key-net_layers").evaluate("one => one.inert")
    expect(page.get_by_role("button", name="One neuron more in hidden layer 1")).to_be_disabled()
    page.get_by_text("yes", exact=True).click()
    page.get_by_role("button", name="That is my prediction").click()
    expect(page.get_by_text("You predicted: yes")).to_be_visible(timeout=BUSY)
    expect(play).to_be_enabled()
    play.click()
    expect(page.get_by_text("The task is solved.")).to_be_visible(timeout=BUSY)
    expect(root).to_have_attribute("data-solved", "true")
    settled(page)
    page.get_by_text("For a class: make a task of this page").click()
    page.get_by_label("Task, in words").fill("Another one")
    page.get_by_role("combobox", name="Batch", exact=True).select_option("hidden")
    said = parse_qs(urlsplit(page.get_by_label("The link for the class").input_value()).query)
    assert said["task"] == ["Another one"]
    assert set(said["task_hide"][0].split(",")) == {"net_noise", "net_batch"}
    assert set(said["task_lock"][0].split(",")) == {"net_layers", "net_points", "net-weights"}
    assert said["net_points"] == ["gauss"]


def test_a_way_is_forked_and_compared(page, server):
    opened(page, f"{server}/playground?net_points=gauss&net_layers=3")
    root = page.locator(".play")
    expect(root).to_have_attribute("data-epoch", "0", timeout=BUSY)
    for epoch in "123":
        page.get_by_role("button", name="Step", exact=True).click()
        expect(root).to_have_attribute("data-epoch", epoch)
    page.get_by_role("slider", name="Back along the training").press("ArrowLeft")
    expect(root).to_have_attribute("data-epoch", "2")
    page.get_by_role("button", name="Fork here").click()
    expect(page.get_by_text("epoch 3, test loss")).to_be_visible()
    expect(page.get_by_text("epoch 2, test loss")).to_be_visible()
    kept = root.get_attribute("data-test")
    page.get_by_role("button", name="Go on from its end").click()
    expect(root).to_have_attribute("data-epoch", "3")
    assert root.get_attribute("data-test") != kept
    page.get_by_role("button", name="Let go").click()
    expect(page.get_by_role("button", name="Let go")).to_have_count(0)

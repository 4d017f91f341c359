"""The playground in a real browser: played to a solved spiral, paused, begun anew, changed by hand, and opened by a link of TensorFlow Playground."""

import re

from driving import BUSY, linked, opened
from playwright.sync_api import expect

SPIRAL = "net_points=spiral&net_inputs=x₁&net_inputs=x₂&net_inputs=sin+x₁&net_inputs=sin+x₂&net_layers=8,+8&net_optimizer=Adam&net_rate=0.01&net_below=0.02"


def test_it_is_played_to_a_solved_spiral_and_back(page, server):
    opened(page, f"{server}/playground?{SPIRAL}")
    root = page.locator(".play")
    expect(root).to_have_attribute("data-epoch", "0", timeout=BUSY)
    began = float(root.get_attribute("data-test"))
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_text("The test loss is below your bound.")).to_be_visible(timeout=BUSY)
    expect(root).to_have_attribute("data-playing", "false")
    assert float(root.get_attribute("data-test")) < 0.02 < 0.3 < began
    assert int(root.get_attribute("data-epoch")) > 5
    page.get_by_role("slider", name="Back along the training").press("Home")
    expect(root).to_have_attribute("data-epoch", "0")
    assert float(root.get_attribute("data-test")) == began
    page.get_by_role("button", name="Step", exact=True).click()
    expect(root).to_have_attribute("data-epoch", "1")
    page.get_by_role("button", name="Hidden layer 2, neuron 3").press("Enter")
    page.get_by_label("Bias").fill("2.5")
    page.get_by_label("Bias").press("Tab")
    expect(root).not_to_have_attribute("data-test", str(began))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(root).to_have_attribute("data-epoch", "0")
    assert float(root.get_attribute("data-test")) == began


def test_a_link_of_tensorflow_playground_opens_and_buttons_build_the_network(page, server):
    opened(
        page,
        f"{server}/playground#activation=relu&batchSize=20&dataset=xor&learningRate=0.1&networkShape=3&noise=10&problem=classification",
    )
    linked(page, "net_points=xor", "net_layers=3", "net_activation=ReLU", "net_batch=20", "net_noise=10")
    root = page.locator(".play")
    expect(page.get_by_role("button", name=re.compile("^Hidden layer 1, neuron"))).to_have_count(3)
    page.get_by_role("button", name="One neuron more in hidden layer 1").click()
    linked(page, "net_layers=4")
    page.get_by_role("button", name="One hidden layer more").click()
    expect(page.get_by_role("button", name=re.compile("^Hidden layer 2, neuron"))).to_have_count(2)
    page.get_by_role("button", name="One neuron less in hidden layer 2").click()
    linked(page, "net_layers=4%2C+1")
    page.get_by_role("button", name="Input x₁x₂, not used").click()
    expect(page.get_by_role("button", name="Input x₁x₂", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Hidden layer 2, neuron"))).to_have_count(1)
    page.get_by_role("button", name="Play", exact=True).click()
    expect(root).not_to_have_attribute("data-epoch", "0")
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(root).to_have_attribute("data-playing", "false")

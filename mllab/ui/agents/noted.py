"""Every training on the page is noted as a run, once, so that it can be found and reopened."""

from mllab import runs
from mllab.agents import worth
from mllab.ui.agents.trained import View
from mllab.ui.links import query
from mllab.ui.noted import once, titled

WORLD, AGENT = "cliff", "Q-learning"  # what links leave out


def note(view: View) -> None:
    """Record the training with its knobs, its figures and the link back."""
    if not once(("agents", repr(view.world), repr(view.agent), view.seed)):
        return
    back = {**query("", view.world, "world", WORLD), **query("", view.agent, "agent", AGENT)}
    del back["table"]
    if view.seed:
        back["seed"] = str(view.seed)
    spec = {**view.agent.spec(), "seed": view.seed, "world": view.world.spec()}
    runs.record(titled(view.agent), view.world.name, "agents", {**back}, spec, _result(view), view.seconds, str(view.script()))


def _result(view: View) -> dict[str, object]:
    real = worth(view.world, view.result.policy)
    found: dict[str, object] = {"worth of the best moves": "never arrives" if real != real else real, "best possible": view.optimum}
    return found | ({"return while learning": float(view.result.returns[-100:].mean())} if view.walks else {})

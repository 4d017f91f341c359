"""A known truth: many training sets, their fits, and what the error is made of while complexity is turned."""

from mllab.learning import Fit, Truth
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.bias_variance.against import ensembles, more
from mllab.ui.learning.bias_variance.one import shown
from mllab.ui.learning.bias_variance.setting import Setting, choose_fit, choose_setting, simulated
from mllab.ui.learning.stated import asks
from mllab.ui.which import which


def known() -> None:
    """One fit, the same with more data, or two ways to average many; only the one that is chosen is computed."""
    VIEWS[which("View", VIEWS, "bv-view")]()


def _one() -> None:
    asks("Why do a fit that is too simple and one that is too rich both fail? Turn it, and see which part of the error moves.")
    setting, fit = choose_setting(choose_fit)
    shown(simulated(setting, fit), setting.truth, fit, setting.same)
    code(script(setting, fit), name="bias_variance.py")


VIEWS = {"One fit": _one, "Four times the data": more, "Bagging against boosting": ensembles}


def script(setting: Setting, fit: Fit) -> Script:
    """The same figures by a call of mllab."""
    truth: Truth = setting.truth
    body = f"""found = {setting.call(fit)}
for value, (bias, variance, noise), error in zip(found.values, found.parts.T, found.error):
    print(f"{fit.turned} {{value:g}}: bias² {{bias:.4f}} + variance {{variance:.4f}} + noise {{noise:.4f}} = {{bias + variance + noise:.4f}}, measured {{error:.4f}}")"""
    return Script(body, setting.imports(type(truth), type(fit)))

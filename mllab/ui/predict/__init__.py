"""The pieces of the page "Predict": the kept model, a table of new rows, a form for one."""

from mllab.ui.predict.about import about
from mllab.ui.predict.begin import begin
from mllab.ui.predict.chosen import choose_kept
from mllab.ui.predict.many import many
from mllab.ui.predict.one import one

__all__ = ["about", "begin", "choose_kept", "many", "one"]

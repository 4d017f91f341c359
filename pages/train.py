"""Train and compare: a column is predicted from the others, by several models judged on the same folds."""

from mllab.ui import page, pick_table
from mllab.ui.train import ask, board, choose_models, choose_task, held_out, note, script

with page("Train and compare", "Predict a column from the others: which model does it best, and how sure that is."):
    table = pick_table()
    setting = choose_task(table)
    view = board(table, setting, choose_models(setting.task, setting.query))
    held_out(view)
    ask(view)
    script(view)
    note(view, setting.query)

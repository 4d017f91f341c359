"""Map: every row a point."""

from mllab.ui import code, page, pick_table
from mllab.ui.map import ask, choose_beside, choose_map, note, show

with page("Map", "Every row is a point, and similar rows lie close together: many columns seen as one picture."):
    table = pick_table()
    chosen = choose_map(table)
    view = show(chosen, choose_beside(chosen.reducer))
    ask(view)
    code(chosen.script())
    note(view)

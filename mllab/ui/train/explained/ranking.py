"""How well rows are ranked, whatever the threshold: ROC, precision over recall, lift."""

import streamlit as st

from mllab.charts import curves
from mllab.models.explain import sweep
from mllab.models.metrics import METRICS
from mllab.ui import chart
from mllab.ui.train.explained.judged import UNSEEN, class_box, judged
from mllab.ui.train.explained.mistakes import THRESHOLD
from mllab.ui.train.view import View


def show(view: View) -> None:
    """Three curves of one class against the rest, with the threshold in use."""
    rows = judged(view)
    code = class_box(view)
    hit, p = rows.y == code, rows.predicted[:, code]
    found = sweep(hit, p)
    place = found.at(float(st.session_state.get(THRESHOLD, 0.5)))
    drawn = found.drawn()
    t = found.thresholds[drawn]
    pair = rows.predicted[:, [0, 0]].copy()
    pair[:, 0], pair[:, 1] = 1 - p, p
    area = METRICS["ROC AUC"].score(hit.astype(int), pair)
    mean = METRICS["average precision"].score(hit.astype(int), pair)
    at = (float(found.fpr[place]), float(found.recall[place]))
    roc, precision, lift = st.columns(3, gap="medium")
    with roc:
        st.markdown(f"**ROC**, area {area:.3f}", help=METRICS["ROC AUC"].about)
        chart(curves.roc(found.fpr[drawn], found.recall[drawn], t, at), alt=f"ROC curve, area {area:.3f}")
    with precision:
        st.markdown(f"**Precision and recall**, {mean:.3f}", help=METRICS["average precision"].about)
        where = (float(found.recall[place]), float(found.precision[place]))
        chart(
            curves.precision_recall(found.recall[drawn], found.precision[drawn], t, float(hit.mean()), where),
            alt=f"Precision over recall, average precision {mean:.3f}",
        )
    with lift:
        tenth = found.gain[max(int((found.found <= 0.1).nonzero()[0][-1]), 1)]
        st.markdown(
            f"**Lift**, {tenth:.1f} in the first tenth",
            help="When rows are taken in the order of their probability, how many times more often the class is met than among all rows.",
        )
        chart(curves.lift(found.found[drawn], found.gain[drawn], t, (float(found.found[place]), float(found.gain[place]))), alt="Lift")
    st.caption(f"The dot is the threshold of “Mistakes”. {len(hit):,} rows, {int(hit.sum()):,} of the class.", help=UNSEEN)

"""The whole job of a model in a real browser: set the task, compare, move knobs, read why, predict a new file, take it home, find it again.

One file goes the whole way, on a server that is started again in between. With the others only what hangs on the file is asked again: the task,
what matters, and that the model answers alike on the page and elsewhere.
"""

import csv
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pytest
from driving import BUSY, box, choose, linked, settled
from playwright.sync_api import Page, expect

from mllab.data import store
from mllab.paths import app_root

SHARED = Path(__file__).parents[3] / "shared" / "data"
LONG = 180_000  # a board on a busy machine
VERDICT = re.compile(r"is best by .*: ")
QUICK = ["baseline", "logistic regression", "decision tree"]
LOOKED_AT = "decision tree"

ELSEWHERE = """
import csv, json, sys
import numpy as np, onnxruntime

rows = list(csv.DictReader(open(sys.argv[2], encoding="utf-8-sig", newline="")))
session = onnxruntime.InferenceSession(sys.argv[1])
TRUTH = {"": float("nan"), "true": 1.0, "false": 0.0}
def column(given):
    told = [row[given.name] for row in rows]
    if given.type == "tensor(string)":
        return np.array([[text] for text in told], dtype=object)
    return np.array([[TRUTH[text.lower()] if text.lower() in TRUTH else float(text)] for text in told])
label, chances = session.run(["label", "probabilities"], {one.name: column(one) for one in session.get_inputs()})
classes = json.loads(session.get_modelmeta().custom_metadata_map["classes"])
assert not [name for name in sys.modules if name.partition(".")[0] in ("mllab", "sklearn", "skops")]
print(json.dumps({"label": label.ravel().tolist(), "chances": chances.tolist(), "classes": classes}))
"""


@dataclass(frozen=True)
class Case:
    """A file with what is to be predicted from which columns; `matters` are columns that are known to tell the answer."""

    path: Path
    target: str
    columns: tuple[str, ...]
    matters: tuple[str, ...]


CASES = {
    "customers": Case(
        app_root() / "datasets" / "customers.csv",
        "churned",
        ("region", "plan", "age", "monthly_spend", "discount", "visits", "support_tickets", "satisfaction", "newsletter"),
        ("satisfaction", "monthly_spend", "discount", "visits", "support_tickets"),
    ),
    "titanic": Case(SHARED / "titanic.csv", "Survived", ("Pclass", "Sex", "Age", "SibSp", "Parch", "Fare", "Embarked"), ("Sex",)),
    "penguins": Case(
        SHARED / "penguins.csv",
        "species",
        ("island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex"),
        ("bill_length_mm", "flipper_length_mm", "island"),
    ),
}


@pytest.mark.timeout(900)
def test_from_a_file_to_a_model_in_use_and_back_after_a_restart(own_server, page, tmp_path):
    case = CASES["customers"]
    said = trained(page, own_server.url, uploaded(page, own_server.url, case), case, QUICK)
    moved(page)
    explained(page, case)
    taken = taken_home(page, tmp_path, ("skops", "ONNX", "script", "model card, HTML"))
    assert [path.suffix for path in taken.values()] == [".skops", ".onnx", ".py", ".html"]
    assert LOOKED_AT in taken["model card, HTML"].read_text(encoding="utf-8")
    compile(taken["script"].read_text(encoding="utf-8"), "script.py", "exec")
    answered = predicted(page, case, tmp_path)
    the_same_elsewhere(taken["ONNX"], answered, tmp_path)
    own_server.restart()
    found_again(page, own_server.url, case, said)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("name", ["titanic", "penguins"])
def test_from_a_file_of_ones_own_to_a_model_in_use(name, borrowed, page, tmp_path):
    case = CASES[name]
    if not case.path.exists():
        pytest.skip(f"{case.path} is not here")
    table = store.add(case.path.read_bytes(), case.path.name)
    trained(page, borrowed.url, table.id, case, ["baseline", LOOKED_AT], predict=case.target)
    what_matters(page, case)
    taken = taken_home(page, tmp_path, ("ONNX",))
    the_same_elsewhere(taken["ONNX"], predicted(page, case, tmp_path), tmp_path)


def uploaded(page: Page, url: str, case: Case) -> str:
    """Bring the file; the id of its table."""
    page.goto(f"{url}/tables")
    page.locator("input[type=file]").first.set_input_files(case.path)
    page.wait_for_url(re.compile(r"[?&]table="), timeout=BUSY)
    settled(page)
    return re.search(r"table=([a-z0-9-]+)", page.url)[1]


def trained(page: Page, url: str, table: str, case: Case, models: list[str], **more: str) -> str:
    """Set the task, by hand or, where it tells `predict`, by the link; wait for the board; the verdict."""
    asked = {"table": table, "folds": 3, "models-classification": models, f"from-{table}-{case.target}": case.columns, **more}
    page.goto(f"{url}/train?{urlencode(asked, doseq=True)}")
    expect(page.get_by_role("heading", name="Train and compare")).to_be_visible(timeout=BUSY)
    settled(page)
    if box(page, "Predict").locator("input").input_value() != case.target:
        choose(page, "Predict", case.target)
    said = page.get_by_text(re.compile(f"^Predict {case.target} .* from {len(case.columns)} columns; "))
    expect(said).to_be_visible(timeout=BUSY)
    verdict = board(page)
    choose(page, "Look at", LOOKED_AT)
    linked(page, "looked-at=decision+tree")
    return verdict


def board(page: Page) -> str:
    """What the board says once it is done."""
    expect(page.get_by_text(VERDICT)).to_be_visible(timeout=LONG)
    settled(page)
    return page.get_by_text(VERDICT).inner_text()


def pressed(page: Page, name: str) -> None:
    """Press one of several that stand in a row."""
    page.get_by_role("radio", name=name, exact=True).or_(page.get_by_role("button", name=name, exact=True)).first.click()
    settled(page)


def moved(page: Page) -> None:
    """Three knobs by keyboard; each time the model is trained anew, and said and drawn as it then is."""
    pressed(page, "Move a knob")
    for knob, key, told in (("depth", "Home", "depth=1"), ("leaf", "End", "leaf="), ("pruning", "End", "pruning=")):
        choose(page, "Knob", knob)
        expect(page.get_by_text("with all columns, on the first fold")).to_be_visible(timeout=BUSY)
        expect(page.locator(".st-key-boundary [aria-label*='What decision tree says']").first).to_be_visible(timeout=BUSY)
        page.get_by_role("slider", name=re.compile(f"^{knob}", re.IGNORECASE)).press(key)
        expect(page.locator(".st-key-boundary").get_by_text(told).first).to_be_visible(timeout=BUSY)
        settled(page)


def explained(page: Page, case: Case) -> None:
    """The tree itself, which column it needs most, and which rows it gets wrong."""
    what_matters(page, case)
    pressed(page, "Where it is wrong")
    expect(page.get_by_text("The rows of a cell")).to_be_visible(timeout=BUSY)


def what_matters(page: Page, case: Case) -> None:
    """The tree itself, and the column that it needs most."""
    pressed(page, "What it looks at")
    expect(page.get_by_text("The way of this row")).to_be_visible(timeout=BUSY)
    pressed(page, "Which columns")
    most = page.get_by_text(re.compile(" matters most: without it, ROC AUC goes from "))
    expect(most).to_be_visible(timeout=LONG)
    assert most.inner_text().split(" matters most")[0] in case.matters


def taken_home(page: Page, folder: Path, forms: tuple[str, ...]) -> dict[str, Path]:
    """Keep the model, and download it in these forms."""
    pressed(page, "Use and keep")
    taken = {}
    for form in forms:
        choose(page, "As", form)
        button = page.locator(".st-key-keep-download").get_by_role("button", name="Download")
        expect(button).to_be_enabled(timeout=BUSY)
        with page.expect_download(timeout=BUSY) as got:
            button.click()
        taken[form] = folder / got.value.suggested_filename
        got.value.save_as(taken[form])
        if form == "ONNX":
            expect(page.get_by_text(re.compile(r"columns as they are: .* by \de[+-]\d\d at most"))).to_be_visible()
    page.get_by_role("button", name="Keep this model").click()
    expect(page.get_by_text("Kept. It stays here also after a restart.")).to_be_visible(timeout=BUSY)
    return taken


def predicted(page: Page, case: Case, folder: Path) -> list[dict[str, str]]:
    """Answer a new file on the page Predict, and download it with its answers."""
    page.get_by_role("link", name="Predict new rows with it").click()
    expect(page.get_by_role("heading", name="Predict", exact=True)).to_be_visible(timeout=BUSY)
    settled(page)
    expect(page.get_by_text(f"A decision tree that predicts the class {case.target}")).to_be_visible(timeout=BUSY)
    new = folder / f"new {case.path.name}"
    new.write_bytes(case.path.read_bytes())
    page.get_by_test_id("stMain").locator("input[type=file]").first.set_input_files(new)
    button = page.get_by_role("button", name=re.compile("^Download [\\d,]+ rows with answers"))
    expect(button).to_be_visible(timeout=LONG)
    settled(page)
    with page.expect_download(timeout=BUSY) as got:
        button.click()
    got.value.save_as(folder / "answers.csv")
    with (folder / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def the_same_elsewhere(model: Path, answered: list[dict[str, str]], folder: Path) -> None:
    """A Python that knows only onnxruntime and NumPy says the same of the same rows."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", ELSEWHERE, model, folder / "answers.csv"], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    there = json.loads(done.stdout)
    chances = np.array([[float(row[f"probability of {name}"]) for name in there["classes"]] for row in answered])
    assert len(answered) > 300
    np.testing.assert_allclose(there["chances"], chances, atol=1e-5)
    (said,) = (name for name in answered[0] if name.startswith("predicted"))
    assert [row[said] for row in answered] == there["label"]


def found_again(page: Page, url: str, case: Case, said: str) -> None:
    """After a restart: the run is searched for, and one click brings the board back as it was; the kept model answers, too."""
    page.goto(f"{url}/runs?find={case.target}+models")
    expect(page.get_by_role("heading", name="Runs", exact=True)).to_be_visible(timeout=BUSY)
    settled(page)
    page.get_by_test_id("stDataFrame").click(position={"x": 18, "y": 52})
    page.get_by_test_id("stMain").get_by_role("link", name="Reopen").click()
    expect(page.get_by_role("heading", name="Train and compare")).to_be_visible(timeout=BUSY)
    assert board(page) == said
    page.goto(f"{url}/predict")
    expect(page.get_by_text(f"A decision tree that predicts the class {case.target}")).to_be_visible(timeout=BUSY)

"""The samples: each is what its card says, and the messy one holds what was planted in it."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from mllab.data import samples
from mllab.data.samples import SAMPLES
from mllab.errors import DataError
from mllab.paths import app_root

DATASETS = app_root() / "datasets"


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLLAB_HOME", str(path))
        yield path


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DATASETS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return _script("make_customers")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_what_its_card_says(name: str) -> None:
    sample, table = SAMPLES[name], samples.load(name)
    assert table.id == f"sample-{name}" == sample.id
    assert (table.rows, len(table.columns)) == (sample.rows, sample.columns) == table.frame().shape
    assert sample.target in table.names
    assert table.name == sample.title
    assert table.origin == sample.origin


@pytest.mark.parametrize("name", SAMPLES)
def test_a_card_tells_origin_licence_units_and_faults(name: str) -> None:
    sample = SAMPLES[name]
    assert re.search(r"\b(19|20)\d\d\b", sample.origin + sample.card), "an origin has a year"
    assert sample.licence
    assert sample.about
    assert sample.features_for
    assert "| column" in sample.card
    assert "unit" in sample.card
    assert "known faults" in sample.card.lower()


@pytest.mark.parametrize("name", SAMPLES)
def test_every_column_stands_in_the_card(name: str) -> None:
    """Written out, or within a range such as pixel_0_0 ... pixel_7_7 or x1 ... x50; breast cancer names its ten properties once."""
    card = SAMPLES[name].card
    for column in samples.load(name).names:
        known = column in card or column.removeprefix("mean ").removeprefix("worst ").removesuffix(" error") in card
        assert known or re.fullmatch(r"pixel_\d_\d|s\d|x\d+", column), f"{name} does not explain {column}"


@pytest.mark.parametrize(
    ("name", "loader"),
    [
        ("iris", "load_iris"),
        ("wine", "load_wine"),
        ("breast-cancer", "load_breast_cancer"),
        ("digits", "load_digits"),
        ("diabetes", "load_diabetes"),
    ],
)
def test_the_bundled_ones_hold_the_numbers_of_scikit_learn(name: str, loader: str) -> None:
    import sklearn.datasets

    X, y = getattr(sklearn.datasets, loader)(return_X_y=True)
    frame = samples.load(name).frame()
    target = SAMPLES[name].target
    np.testing.assert_array_equal(frame.drop(columns=target).to_numpy(float), X)
    codes = frame[target] if name == "diabetes" else pd.factorize(frame[target])[0]
    assert pd.Series(codes).groupby(y).nunique().max() == 1


def test_iris_follows_fisher_and_not_the_uci_file() -> None:
    """Fisher 1936, table I: the 35th and 38th setosa; the UCI file has 0.1 for the petal of the one, and 3.1 and 1.5 in the other."""
    rows = samples.load("iris").frame().iloc[[34, 37], :4].to_numpy().tolist()
    assert rows == [[4.9, 3.1, 1.5, 0.2], [4.9, 3.6, 1.4, 0.1]]


def test_classes_are_categories_and_measurements_are_numbers() -> None:
    table = samples.load("iris")
    assert table.column("species").kind == "category"
    assert table.of_kind("number") == table.names[:4]
    assert {column.sql for column in samples.load("digits").columns[:-1]} == {"BIGINT"}


def test_an_unknown_sample_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(DataError, match=r"no sample called 'titanic'\. There are: .*customers, .*wine"):
        samples.load("titanic")


@pytest.mark.parametrize("name", ["iris", "customers"])
def test_a_second_load_reads_nothing_again(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = samples.load(name)
    monkeypatch.setattr(samples, "_keep", lambda *_: pytest.fail("read again"))
    assert samples.load(name) == first


def test_a_sample_read_by_two_processes_at_once_is_whole(tmp_path: Path) -> None:
    code = "from mllab.data import samples; print(len(samples.load('iris').frame()))"
    env = {**os.environ, "MLLAB_HOME": str(tmp_path), "PYTHONPATH": str(app_root())}
    running = [subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate(timeout=100)[0].strip() for process in running] == ["150", "150"]
    assert [path.name.split("-")[0] for path in (tmp_path / "samples").iterdir()] == ["iris"], "nothing half made is left"


def test_listing_the_samples_loads_nothing_heavy() -> None:
    code = "import sys; from mllab.data import samples; print([m for m in ('pandas', 'duckdb', 'sklearn', 'pyarrow') if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(app_root())}
    )
    assert found.stdout.strip() == "[]"


# the customers


def test_the_customers_are_made_again_byte_for_byte(script: ModuleType) -> None:
    made = script.export()
    assert made == (DATASETS / "customers.csv").read_bytes()
    assert len(made) < 600_000
    assert script.export(seed=1) != made


def test_the_customers_are_read_as_what_they_are() -> None:
    table = samples.load("customers")
    kinds = {column.name: column.kind for column in table.columns}
    assert kinds == {
        "customer_id": "identifier",
        "signup_date": "date",
        "region": "category",
        "plan": "category",
        "age": "number",
        "monthly_spend": "number",
        "discount": "number",
        "visits": "number",
        "support_tickets": "number",
        "last_contact": "date",
        "satisfaction": "number",
        "newsletter": "boolean",
        "currency": "category",
        "comment": "text",
        "cancellation_reason": "category",
        "churned": "boolean",
        "lifetime_value": "number",
    }


def test_no_customer_is_lost_or_changed_in_reading(script: ModuleType) -> None:
    """Every customer of the generator is in the table with its number, date and comment, or among what did not fit."""
    frame = samples.load("customers").frame().drop_duplicates().set_index("customer_id")
    made, _ = script.rows()
    odd = frame.index.duplicated().sum()
    assert odd == 0
    assert set(frame.index) <= {row["customer_id"] for row in made}
    missing = [row["customer_id"] for row in made if row["customer_id"] not in frame.index]
    raws = "\n".join(samples.load("customers").rejects["raw"])
    assert all(id in raws for id in missing)
    assert len(missing) <= 4
    for row in made:
        if (
            row["customer_id"] in frame.index
            and row["customer_id"] not in raws
            and frame.loc[row["customer_id"], "monthly_spend"] == frame.loc[row["customer_id"], "monthly_spend"]
        ):
            read = frame.loc[row["customer_id"]]
            assert read["monthly_spend"] == float(row["monthly_spend"].removesuffix(" €").replace(".", "").replace(",", "."))
            assert ("" if pd.isna(read["comment"]) else read["comment"]).replace("\r\n", "\n") == row["comment"]
            if pd.notna(read["signup_date"]):
                assert f"{read['signup_date']:%d.%m.%Y}" == row["signup_date"]


def test_what_did_not_fit_is_listed_with_its_line() -> None:
    """The faults that the card lists: four broken lines, two amounts and two dates that are none."""
    found = samples.load("customers").rejects
    text = (DATASETS / "customers.csv").read_bytes().decode("utf-8-sig")  # as bytes, so that CRLF stays
    physical = text.split("\n")
    for raw in ("on request", "31.02.2023", "00.00.0000"):
        rows = found[found["raw"] == raw]
        assert len(rows) == text.count(raw), raw
        assert all(raw in "\n".join(physical[line - 1 : line + 3]) for line in rows["line"].astype(int))
    broken = [line for line in physical if re.fullmatch(r'C-\d+(;[^;"\r]*){17}\r', line) or re.fullmatch(r"C-\d+(;[^;]*){8}\r", line)]
    assert len(broken) == 4
    for line in broken:
        assert any(line.strip() in raw for raw in found["raw"]), line


def test_four_groups_can_be_found_without_being_told(script: ModuleType) -> None:
    """scikit-learn's k-means on the plain numbers of the generator: the planted segments come out, and the silhouette prefers four."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score, silhouette_score
    from sklearn.preprocessing import StandardScaler

    made, segments = script.rows()
    frame = pd.DataFrame(made)
    amounts = frame[["monthly_spend", "discount", "lifetime_value"]].apply(
        lambda column: column.str.rstrip(" €%").str.replace(".", "").str.replace(",", ".").astype(float)
    )
    counts = frame[["age", "visits", "support_tickets", "satisfaction"]].apply(pd.to_numeric, errors="coerce")
    since = pd.to_datetime(frame["signup_date"], dayfirst=True).astype("int64") / 1e9
    X = StandardScaler().fit_transform(pd.concat([amounts, counts.fillna(counts.median()), since], axis=1))
    labels = {k: KMeans(k, n_init=4, random_state=0).fit_predict(X) for k in range(2, 7)}
    assert adjusted_rand_score(segments, labels[4]) > 0.9
    scores = {k: silhouette_score(X, found, sample_size=1200, random_state=0) for k, found in labels.items()}
    assert max(scores, key=scores.__getitem__) == 4


def test_the_reason_leaks_the_class() -> None:
    frame = samples.load("customers").frame()
    fitting = frame[frame["churned"].notna()]
    assert (fitting["cancellation_reason"].notna() == fitting["churned"].astype(bool)).mean() > 0.998


def test_what_is_missing_depends_on_something(script: ModuleType) -> None:
    made, _ = script.rows()
    early = [row["age"] == "" for row in made if row["signup_date"][6:] < "2020"]
    late = [row["age"] == "" for row in made if row["signup_date"][6:] >= "2020"]
    assert np.mean(early) > 4 * np.mean(late)
    rare = [row["satisfaction"] == "n/a" for row in made if int(row["visits"]) <= 3]
    often = [row["satisfaction"] == "n/a" for row in made if int(row["visits"]) > 10]
    assert np.mean(rare) > 4 * np.mean(often)


# the bakery


def test_the_bakery_is_made_again_byte_for_byte() -> None:
    made = _script("make_bakery").export()
    assert made == (DATASETS / "bakery.csv").read_bytes()


def test_the_messages_are_made_again_byte_for_byte_and_read_as_they_are() -> None:
    made = _script("make_spam")
    assert made.export() == (DATASETS / "spam.csv").read_bytes()
    assert samples.load("spam").frame().to_numpy().tolist() == [list(row) for row in made.rows()]
    assert samples.load("spam").rejects.empty


def test_a_filter_learns_from_the_messages_and_is_not_perfect() -> None:
    """Made to be learned from, not to be parted by a word: no single word is as good as a filter, and no filter is right about all."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.model_selection import cross_val_predict
    from sklearn.naive_bayes import MultinomialNB
    from sklearn.pipeline import make_pipeline

    frame = samples.load("spam").frame()
    spam = (frame["label"] == "spam").to_numpy()
    right = cross_val_predict(make_pipeline(CountVectorizer(), MultinomialNB()), frame["text"], spam, cv=5) == spam
    assert 0.93 < right.mean() < 0.98
    there = CountVectorizer().fit_transform(frame["text"]).toarray() > 0
    one_word = np.maximum((there == spam[:, None]).mean(axis=0), (there != spam[:, None]).mean(axis=0))
    assert one_word.max() < 0.8
    money = frame["text"].str.contains(r"\b(?:euros|free|prize|won|urgent|bank)\b", case=False)
    assert money[~spam].mean() > 0.3, "friends write about money, too"


def test_a_clean_file_is_read_as_pandas_reads_it() -> None:
    table = samples.load("bakery")
    expected = pd.read_csv(DATASETS / "bakery.csv", parse_dates=["date"], true_values=["yes"], false_values=["no"])
    read = table.frame().assign(date=lambda frame: pd.to_datetime(frame["date"]))
    pd.testing.assert_frame_equal(read, expected, check_dtype=False)
    assert table.rejects.empty
    assert table.of_kind("date") == ["date"]
    assert table.of_kind("boolean") == ["holiday", "school_break"]


def test_days_follow_each_other_and_bread_follows_the_weekday() -> None:
    frame = samples.load("bakery").frame()
    assert (pd.to_datetime(frame["date"]).diff().dropna() == pd.Timedelta(days=1)).all()
    assert frame.groupby("weekday")["loaves"].mean().idxmax() == "Saturday"
    assert frame["temperature"].corr(frame["iced_coffees"], method="spearman") > 0.7

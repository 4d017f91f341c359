"""The same things from a shell."""

import subprocess
import sys

import numpy as np
import pytest

from mllab.__main__ import main


@pytest.fixture
def clouds(tmp_path):
    """A CSV of 90 points in three clouds, and which cloud each came from."""
    rng = np.random.default_rng(0)
    truth = np.arange(90) % 3
    points = np.array([[0, 0], [9, 0], [0, 9]])[truth] + rng.normal(0, 0.4, (90, 2))
    file = tmp_path / "clouds.csv"
    file.write_text("x,y\n" + "\n".join(f"{x:.4f},{y:.4f}" for x, y in points) + "\n")
    return file, truth


def test_cluster_prints_its_states_and_writes_the_groups(clouds, tmp_path, capsys):
    file, truth = clouds
    out = tmp_path / "labels.csv"
    assert main(["cluster", str(file), "--method", "k-means", "--k", "3", "--seed", "0", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "KMeans(k=3" in said
    assert said.count("inertia") >= 2
    rows = np.loadtxt(out, delimiter=",", skiprows=1, dtype=int)
    assert rows[:, 0].tolist() == list(range(90))
    assert len(set(zip(truth.tolist(), rows[:, 1].tolist(), strict=True))) == 3  # one group per cloud, whatever its number


def test_reduce_says_what_each_axis_keeps_and_writes_the_places(clouds, tmp_path, capsys):
    out = tmp_path / "places.csv"
    assert main(["reduce", str(clouds[0]), "--method", "PCA", "--out", str(out)]) == 0
    assert "axis 1 keeps" in capsys.readouterr().out
    assert np.loadtxt(out, delimiter=",", skiprows=1).shape == (90, 3)


def test_compare_prints_a_board_best_first_and_writes_it_with_every_metric(clouds, tmp_path, capsys):
    file, truth = clouds
    points = file.read_text().splitlines()
    file.write_text("\n".join([f"{points[0]},cloud", *(f"{line},c{group}" for line, group in zip(points[1:], truth, strict=True))]) + "\n")
    out = tmp_path / "board.csv"
    models = "decision tree(depth=1), Gaussian naive Bayes"
    assert (
        main(["compare", str(file), "--target", "cloud", "--models", models, "--folds", "3", "--metric", "accuracy", "--out", str(out)])
        == 0
    )
    said = capsys.readouterr().out
    names = ("Gaussian naive Bayes", "decision tree(depth=1)", "baseline")
    assert [name for line in said.splitlines() for name in names if line.strip().startswith(name)] == list(names)
    lines = out.read_text().splitlines()
    assert len(lines) == 4
    assert "log loss" in lines[0]
    assert lines[1].startswith("Gaussian naive Bayes,1.0,"), "clouds that lie far apart"


def test_compare_asks_for_a_quantile(clouds, capsys):
    models = "quantile regression, gradient boosting(members=20)"
    assert main(["compare", str(clouds[0]), "--target", "x", "--quantile", "0.8", "--models", models, "--folds", "2"]) == 0
    said = capsys.readouterr().out
    assert "pinball loss (0.8)" in said.splitlines()[0]
    assert "gradient boosting(members=20, quantile=0.8)" in said
    assert main(["compare", str(clouds[0]), "--target", "x", "--quantile", "0.8", "--kind", "classification"]) == 2
    assert "classes have none" in capsys.readouterr().err


def test_compare_reads_texts_as_it_is_told(tmp_path, capsys):
    """The words tell the answer wholly; a few components of so many like texts do not, and a number beside them makes components the proposal."""
    rng = np.random.default_rng(0)
    words = np.array([f"{a}{b}{c}" for a in "klmn" for b in "aeio" for c in "prst"])
    lines = [(i % 2, rng.normal(), " ".join(rng.choice(words, 12)) + (" good" if i % 2 else " fine")) for i in range(120)]
    file = tmp_path / "texts.csv"
    file.write_text("answer,size,text\n" + "\n".join(f"{'yes' if yes else 'no'},{size},{text}" for yes, size, text in lines) + "\n")
    asked = ["compare", str(file), "--target", "answer", "--models", "TF-IDF + linear", "--folds", "2", "--metric", "ROC AUC"]
    found = {}
    for reading in ("components", "words"):
        assert main([*asked, "--text", reading, "--out", str(tmp_path / f"{reading}.csv")]) == 0
        found[reading] = float((tmp_path / f"{reading}.csv").read_text().splitlines()[1].split(",")[1])
    assert found["words"] > found["components"] + 0.1
    capsys.readouterr()


def test_compare_refuses_a_model_that_is_none_by_name(clouds, capsys):
    assert main(["compare", str(clouds[0]), "--target", "x", "--models", "crystal ball"]) == 2
    assert "There is no model 'crystal ball'" in capsys.readouterr().err


def test_read_prints_decisions_and_what_did_not_fit(tmp_path, capsys):
    file = tmp_path / "odd.csv"
    file.write_text("name;price\nAda;1,5\nBob;2,5\nCid;3,5;4\nDan;4,5\n")
    assert main(["read", str(file)]) == 0
    said = capsys.readouterr().out
    assert "elimiter" in said
    assert "line 4" in said


def test_a_decision_of_the_reader_can_be_taken_from_the_shell(tmp_path, capsys):
    file = tmp_path / "a.csv"
    file.write_text("1,2\n3,4\n")
    assert main(["read", str(file), "--header-rows", "0"]) == 0
    assert "2 rows, 2 columns" in capsys.readouterr().out


def test_profile_describes_every_column(clouds, capsys):
    assert main(["profile", str(clouds[0])]) == 0
    said = capsys.readouterr().out
    assert "90 rows, 2 columns" in said
    assert "'x'" in said
    assert "'y'" in said


def test_a_knob_out_of_range_is_refused_with_the_knobs_own_words(clouds, capsys):
    assert main(["cluster", str(clouds[0]), "--method", "k-means", "--k", "99"]) == 2
    assert capsys.readouterr().err == "mllab: k-means: k must be at most 50, got 99.\n"


def test_an_unknown_method_is_refused_with_the_ones_there_are(clouds, capsys):
    assert main(["cluster", str(clouds[0]), "--method", "k-moons"]) == 2
    assert "k-means" in capsys.readouterr().err


def test_a_missing_file_is_a_message_and_not_a_traceback(capsys):
    assert main(["profile", "/no/such/file.csv"]) == 2
    assert "There is no file" in capsys.readouterr().err


def test_help_of_a_command_shows_the_knobs_of_the_method_that_is_named(capsys):
    with pytest.raises(SystemExit):
        main(["cluster", "--method", "DBSCAN", "--help"])
    assert "--min-points" in capsys.readouterr().out


def test_list_names_every_method_and_every_sample(capsys):
    from mllab.cluster import CLUSTERERS
    from mllab.data.samples import SAMPLES
    from mllab.reduce import REDUCERS

    assert main(["list"]) == 0
    said = capsys.readouterr().out
    assert [name for name in (*CLUSTERERS, *REDUCERS, *SAMPLES) if name not in said] == []


def test_a_taken_port_is_refused(capsys):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(["app", "--headless", "--port", str(taken.getsockname()[1])]) == 2
    assert "--port" in capsys.readouterr().err


def test_version_and_a_closed_pipe_are_quiet():
    from mllab import __version__

    done = subprocess.run([sys.executable, "-m", "mllab", "--version"], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.strip() == f"mllab {__version__}"
    piped = subprocess.run(
        f"{sys.executable} -m mllab list | head -n 1", shell=True, capture_output=True, text=True, timeout=60, check=True
    )
    assert "Traceback" not in piped.stderr


def test_reduce_by_labels_leaves_them_out_of_what_is_reduced(capsys):
    assert main(["reduce", "sample:wine", "--method", "LDA", "--labels", "cultivar"]) == 0
    said = capsys.readouterr().out
    assert "on 178 rows, 13 columns" in said
    assert main(["reduce", "sample:wine", "--method", "LDA"]) == 2
    assert "Choose a column of kinds" in capsys.readouterr().err

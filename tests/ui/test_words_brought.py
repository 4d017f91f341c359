"""Embeddings that were brought: files that lie on the disk are moved, and never held in memory."""

import tracemalloc

import pytest

from mllab.ui.words import brought


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path / "home"))


def test_a_file_on_the_disk_is_the_same_as_its_bytes_and_is_moved(tmp_path):
    content = {"vectors.tsv": b"1\t2\n3\t4\n", "metadata.tsv": b"cat\ndog\n"}
    kept = brought.keep(list(content.items()))
    for name, held in content.items():
        (tmp_path / f"{name}.taken").write_bytes(held)
    again = brought.keep([(name, tmp_path / f"{name}.taken") for name in content])
    assert again == kept
    assert not list(tmp_path.glob("*.taken"))
    assert {path.name: path.read_bytes() for path in kept.path.parent.glob("*.tsv")} == content
    assert brought.listing() == [kept]


def test_a_name_never_becomes_a_path(tmp_path):
    (tmp_path / "taken").write_bytes(b"cat 1 2\n")
    kept = brought.keep([("../../evil.txt", tmp_path / "taken")])
    assert kept.path.parent.parent == brought.shelf()


def test_memory_stays_flat_for_a_big_file(tmp_path):
    big = tmp_path / "taken"
    with big.open("wb") as file:
        file.truncate(64 << 20)
    tracemalloc.start()
    brought.keep([("big.txt", big)])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20

"""Downloads from a server on this machine: interrupted and gone on with, refused when they are not what was published."""

import hashlib
import re
import zipfile

import numpy as np
import pytest

from mllab import embed
from mllab.embed import fetch
from mllab.embed.fetch import transfer
from mllab.embed.fetch.registry import Entry
from mllab.embed.fetch.transfer import Download, download
from mllab.errors import DataError

BODY = np.random.default_rng(0).bytes(300_000)


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Small pieces, and no waiting between tries."""
    monkeypatch.setattr(transfer, "PIECE", 10_000)
    monkeypatch.setattr(transfer, "PAUSE", 0.0)
    monkeypatch.setattr(transfer, "PATIENCE", 5.0)


@pytest.fixture
def server(serve):
    """A server of BODY."""
    with serve(BODY) as (address, how):
        yield address, how


def wanted(address, tmp_path, body=BODY, algorithm="sha1", **more):
    given = {"address": address, "target": tmp_path / "got" / "file.txt", "size": len(body)}
    return Download(**given | {"checksum": f"{algorithm}:{hashlib.new(algorithm, body).hexdigest()}"} | more)


def left(one):
    return sorted(path.name for path in one.target.parent.iterdir())


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256"])
def test_a_download_tells_how_far_it_is_and_is_there_when_it_was_checked(server, tmp_path, algorithm):
    one = wanted(server[0], tmp_path, algorithm=algorithm)
    states = list(download(one))
    assert one.target.read_bytes() == BODY
    assert left(one) == ["file.txt"]
    doing = [done for what, done in states if what == "downloading"]
    assert doing == sorted(doing)
    assert doing[-1] == len(BODY)
    assert states[-1] == ("checking", len(BODY))


def test_an_interrupted_download_goes_on_where_it_stopped(server, tmp_path):
    address, how = server
    one = wanted(address, tmp_path)
    states = download(one)
    while next(states)[1] < 100_000:
        pass
    states.close()  # as Ctrl-C does
    assert left(one) == ["file.txt.part", "file.txt.part.json"]
    have = one.part.stat().st_size
    assert 100_000 <= have < len(BODY)
    list(download(one))
    assert how.asked == [None, f"bytes={have}-"]
    assert one.target.read_bytes() == BODY


def test_a_connection_that_breaks_is_taken_up_again_by_itself(server, tmp_path):
    address, how = server
    how.cut = 70_000
    one = wanted(address, tmp_path)
    list(download(one))
    assert how.asked == [None, "bytes=70000-", "bytes=140000-", "bytes=210000-", "bytes=280000-"]
    assert one.target.read_bytes() == BODY


def test_a_server_without_ranges_is_asked_from_the_start(server, tmp_path):
    address, how = server
    how.ranges = False
    one = wanted(address, tmp_path)
    states = download(one)
    while next(states)[1] < 100_000:
        pass
    states.close()
    list(download(one))
    assert one.target.read_bytes() == BODY


def test_another_version_on_the_server_is_not_put_behind_the_first(server, tmp_path):
    address, how = server
    how.tag, old = '"old"', how.body
    how.body = bytes(len(BODY))
    one = wanted(address, tmp_path)
    states = download(one)
    while next(states)[1] < 100_000:
        pass
    states.close()
    how.tag, how.body = '"new"', old
    list(download(one))
    assert one.target.read_bytes() == BODY


def test_a_wrong_checksum_is_refused_and_removed(server, tmp_path):
    one = wanted(server[0], tmp_path, checksum=f"sha1:{'0' * 40}")
    with pytest.raises(DataError, match=f"not what was published: its sha1 is {hashlib.sha1(BODY).hexdigest()}, expected 000"):
        list(download(one))
    assert left(one) == []


def test_another_size_is_refused_before_it_is_downloaded(server, tmp_path):
    one = wanted(server[0], tmp_path, size=len(BODY) + 1)
    with pytest.raises(DataError, match=r"has 300,000 bytes, and 300,001 were published"):
        list(download(one))
    assert left(one) == []


def test_a_server_that_never_sends_all_is_given_up_and_the_part_stays(server, tmp_path):
    address, how = server
    how.cut = 0
    one = wanted(address, tmp_path)
    with pytest.raises(DataError, match="0 of 300,000 bytes are here; the same command goes on"):
        list(download(one))
    assert len(how.asked) == transfer.TRIES


@pytest.mark.parametrize(("status", "tries", "told"), [(404, 1, "404 Not Found"), (403, 1, "403"), (503, 5, "503")])
def test_errors_of_the_server(server, tmp_path, status, tries, told):
    address, how = server
    how.status = status
    with pytest.raises(DataError, match=told):
        list(download(wanted(address, tmp_path)))
    assert len(how.asked) == tries


def test_nobody_there(serve, tmp_path):
    with serve(BODY) as (address, _):
        pass  # it has gone
    with pytest.raises(DataError, match=r"cannot be read.*refused"):
        list(download(wanted(address, tmp_path)))


def test_redirections_are_followed_but_not_to_where_nothing_is_encrypted(server, tmp_path):
    address, how = server
    how.location = address
    list(download(wanted(address.replace("/file.txt", "/moved"), tmp_path)))
    import urllib.request

    request = urllib.request.Request("https://example.org/a")
    with pytest.raises(DataError, match="not encrypted"):
        transfer._Safe().redirect_request(request, None, 302, "", {}, "http://example.org/a")


def test_no_room_is_told_before_anything_is_asked(server, tmp_path):
    address, how = server
    with pytest.raises(DataError, match="bytes free, and"):
        list(download(wanted(address, tmp_path, size=1 << 60)))
    assert how.asked == []


def test_a_fetched_embedding_is_loaded_by_its_name_and_never_downloaded_by_loading(serve, tmp_path, monkeypatch, home):
    packed = tmp_path / "x.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.2d.txt", "a 1 2\nb 3 4\n")
        archive.writestr("x.3d.txt", "a 1 2 3\nb 4 5 6\nc 7 8 9\n")
    body = packed.read_bytes()
    with serve(body) as (address, how):
        entry = Entry("tiny", address, len(body), f"sha1:{hashlib.sha1(body).hexdigest()}", 2, 2, "two words", "none", "x.2d.txt")
        monkeypatch.setitem(fetch.REGISTRY, "tiny", entry)
        with pytest.raises(DataError, match="mllab words fetch tiny"):
            embed.load("tiny")
        assert how.asked == []
        states = list(fetch.fetching("tiny"))
        assert states[-1].path == fetch.stored("tiny") == home / "words" / "fetched" / "file.txt"
        assert list(embed.load("tiny").vocabulary) == ["a", "b"]
        assert fetch.words("tiny", member="x.3d.txt").dimension == 3
        assert fetch.fetch("tiny") == states[-1].path
    assert how.asked == [None]


def test_every_entry_has_an_encrypted_address_a_size_and_a_whole_checksum():
    lengths = {"md5": 32, "sha1": 40, "sha256": 64}
    for name, entry in fetch.REGISTRY.items():
        assert re.fullmatch(r"[a-z0-9-]+", name)
        assert entry.address.startswith(("https://nlp.stanford.edu/", "https://github.com/piskvorky/gensim-data/releases/download/"))
        algorithm, digest = entry.checksum.split(":")
        assert re.fullmatch(rf"[0-9a-f]{{{lengths[algorithm]}}}", digest)
        assert entry.size > 10_000_000
        assert entry.file.endswith(".zip") == (entry.member is not None)
    same = {(entry.file, entry.size, entry.checksum) for entry in fetch.REGISTRY.values()}
    assert len(same) == len({file for file, _, _ in same}), "entries of one archive agree on it"


def test_a_name_that_is_none():
    with pytest.raises(DataError, match=r"no embedding 'glove' to fetch\. There are: glove-6b,"):
        fetch.stored("glove")

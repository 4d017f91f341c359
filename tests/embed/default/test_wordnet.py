"""WordNet's files are read as wndb(5WN) describes them; lines copied from WordNet 3.0, shortened to what is in the small dictionary."""

import io
import lzma
import tarfile
from pathlib import Path

import pytest

from mllab.embed.default import inputs
from mllab.embed.default.wordnet import WordNet, read
from mllab.errors import DataError

LICENCE = "  1 This software and database is being provided to you, the LICENSEE, by  \n"
NOUNS = (
    "00000100 18 n 02 king 0 male_monarch 0 002 @ 00000200 n 0000 ! 00000300 n 0101 | a male sovereign; ruler of a kingdom  \n"
    '00000200 18 n 01 ruler 0 001 ~ 00000100 n 0000 | a person who rules; "the ruler of the land"; "Rulers rule."  \n'
    "00000300 18 n 01 queen 0 001 ! 00000100 n 0101 | a female sovereign  \n"
)
FILES = {
    "data.noun": LICENCE + NOUNS,
    "data.verb": LICENCE + "00000500 38 v 01 go 0 000 02 + 01 00 + 02 00 | move away  \n",
    "data.adj": LICENCE + "00000700 00 s 01 fond(p) 0 000 | having love for  \n",
    "data.adv": LICENCE,
    "index.noun": LICENCE + "king n 2 2 @ ! 2 1 00000100 00000200  \nruler n 1 1 ~ 1 0 00000200  \nqueen n 1 1 ! 1 1 00000300  \n",
    "index.verb": LICENCE + "go v 1 0 1 1 00000500  \n",
    "index.adj": LICENCE + "fond a 1 0 1 0 00000700  \n",
    "index.adv": LICENCE,
    "cntlist.rev": "king%1:18:00:: 1 21\nfond%5:00:00:loving:00 1 3\ngo%2:38:00:: 1 7\n",
    "noun.exc": "",
    "verb.exc": "went go\n",
    "adj.exc": "",
    "adv.exc": "",
}


@pytest.fixture(scope="module")
def small() -> WordNet:
    return read(FILES)


def test_synsets_have_their_lemmas_definition_and_examples(small):
    assert small.lemmas == [["king", "male_monarch"], ["ruler"], ["queen"], ["go"], ["fond"]]
    assert small.definitions[0] == ["a", "male", "sovereign", "ruler", "of", "a", "kingdom"]
    assert small.examples[1] == [["the", "ruler", "of", "the", "land"], ["rulers", "rule"]]


def test_pointers_go_from_row_to_row(small):
    assert (0, 1, "@") in small.pointers
    assert (1, 0, "~") in small.pointers
    assert len(small.pointers) == 4


def test_a_sense_weighs_what_it_was_seen_and_half_a_place_in_its_rank(small):
    assert small.senses["king", "n"] == [(0, 21.5), (1, 0.25)]
    assert small.senses["fond", "a"] == [(4, 3.5)], "a satellite adjective is counted under the digit 5"
    assert small.counts["king"] == 21


def test_forms_are_led_back_to_their_lemma(small):
    assert small.bases("kings") == [("king", "n")]
    assert small.bases("went") == [("go", "v")]
    assert small.bases("going") == [("go", "v")]
    assert small.bases("unheard") == []


def packed(members: dict[str, bytes]) -> bytes:
    """A Debian package with these files, as `ar` and `tar` write them."""
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(f"./usr/share/wordnet/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    out = b"!<arch>\n"
    for name, content in ((b"debian-binary", b"2.0\n"), (b"control.tar.xz", b"odd"), (b"data.tar.xz", lzma.compress(inner.getvalue()))):
        out += (
            name.ljust(16)
            + b"0".ljust(12)
            + b"0".ljust(6)
            + b"0".ljust(6)
            + b"100644".ljust(8)
            + str(len(content)).encode().ljust(10)
            + b"`\n"
        )
        out += content + b"\n" * (len(content) % 2)
    return out


def test_a_package_and_its_folder_hold_the_same(tmp_path: Path, monkeypatch):
    contents = {name: text.encode() for name, text in FILES.items()}
    (tmp_path / "wordnet.deb").write_bytes(packed(contents))
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(inputs, "check", lambda *_: None)
    assert inputs.dictionary(tmp_path / "wordnet.deb") == inputs.dictionary(tmp_path) == FILES


def test_another_dictionary_is_refused(tmp_path: Path):
    (tmp_path / "wordnet.deb").write_bytes(packed({name: text.encode() for name, text in FILES.items()}))
    with pytest.raises(DataError, match="the build wants 95f97f87"):
        inputs.dictionary(tmp_path / "wordnet.deb")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no archive", "is no Debian package"),
        (b"!<arch>\n" + b"data.tar.xz".ljust(48) + b"many".ljust(10) + b"`\n", "is no Debian package"),
        (packed({})[:90], "is no Debian package"),
        (packed({}), "lacks index.noun"),
        (packed({}).replace(b"\xfd7zXZ", b"abcdef"), "cannot be unpacked"),
    ],
)
def test_what_is_no_package_is_refused(tmp_path: Path, content: bytes, said: str):
    (tmp_path / "some.deb").write_bytes(content)
    with pytest.raises(DataError, match=said):
        inputs.dictionary(tmp_path / "some.deb")


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(DataError, match="There is no"):
        inputs.dictionary(tmp_path / "some.deb")

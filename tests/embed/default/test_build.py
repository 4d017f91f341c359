"""The whole build: its command, and the shipped file made again where the inputs are at hand (MLLAB_WORDNET names wordnet-base's .deb or folder)."""

import os

import pytest

from mllab.__main__ import main
from mllab.embed.default import build, file
from mllab.sentences import installed

WORDNET = os.environ.get("MLLAB_WORDNET", "")


def test_the_command_says_what_is_missing(tmp_path, capsys):
    for name in ("model.safetensors", "vocab.txt", "config.json"):
        (tmp_path / name).write_text("other weights")
    assert main(["words", "build", "--minilm", str(tmp_path), "--wordnet", "nowhere.deb"]) == 2
    assert "model.safetensors has the checksum" in capsys.readouterr().err
    assert main(["words", "build", "--minilm", "nowhere", "--wordnet", "nowhere.deb"]) == 2
    assert "nowhere lacks model.safetensors" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.skipif(
    not (WORDNET and installed()), reason="needs MLLAB_WORDNET and the extra text: two minutes, and inputs that are not shipped"
)
def test_the_shipped_file_is_made_again():
    *_, last = build.building(None, WORDNET)
    assert "The same 26,000 words" in build.compared(last.built, file.read())

"""Opening an embedding, on the page and in its scripts."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from mllab import embed
from mllab.embed import Words
from mllab.neighbors import Told
from mllab.script import Script
from mllab.ui.words.pictures import Pictures, note
from mllab.ui.words.worked import worked

CALLED = "_words_called"  # of this session: what the entries of each embedding are, by its digest
OPENED = "_words_opened"  # of this session: how a script opens each embedding, by its digest
IMPORT = "from mllab import embed"
DEFAULT = Script("words = embed.load()", (IMPORT,))


@dataclass(frozen=True)
class Source:
    """Where an embedding comes from: `id` names it in the link, `title` on the page; `read` opens it, `script` does so in a script.

    `path` is the file that it is read from, where it is one that was brought; `make` makes it and says how far it is, where that takes a while;
    `pictures` draw its rows where they are images. `things` is what its entries are, in the plural.
    """

    id: str
    title: str
    read: Callable[[], Words]
    script: Script
    path: Path | None = None
    make: Callable[[Told], Words] | None = None
    pictures: Pictures | None = None
    things: str = "words"


def default() -> Source:
    """The embedding that comes with mllab."""
    return Source(embed.DEFAULT, "The default embedding", embed.load, DEFAULT)


def of_file(id: str, name: str, path: Path) -> Source:
    """An embedding that is read from a file."""
    return Source(id, name, lambda: embed.load(path), Script(f"words = embed.load({str(path)!r})", (IMPORT,)), path)


def opened(source: Source, strict: bool = False) -> Words:
    """The words of a source, read once for all sessions; a file that was not read before shows how far it is.

    Raises DataError for a file that holds no word vectors and, when `strict`, for the first line that does not fit.
    """
    mark = "" if source.path is None else f"{source.path.stat().st_mtime_ns}-{strict}"
    if source.path is not None:
        _watched(source.path, strict)
    if source.make is not None:
        words = worked(("embedding", source.id), f"Making {source.title}", source.make)
    else:
        words = _read(source, source.id, mark)
    st.session_state.setdefault(OPENED, {})[words.digest] = source.script
    st.session_state.setdefault(CALLED, {})[words.digest] = source.things
    note(words, source.pictures)
    return words


def called(words: Words) -> str:
    """What the entries of an embedding are: words, or the rows, texts, categories or products of a table."""
    things: str = st.session_state.get(CALLED, {}).get(words.digest, "words")
    return things


def one_of(words: Words) -> str:
    """The same, one of them."""
    things = called(words)
    return "category" if things == "categories" else things.removesuffix("s")


def _watched(path: Path, strict: bool) -> None:
    """Read a file with its progress in sight; one that was read before takes a moment."""
    from mllab.embed.read import reading

    place = st.empty()
    for state in reading(path, strict=strict):
        if state.share < 1:
            place.progress(state.share, f"{path.name}: {state.doing}, {state.words:,} words so far")
    place.empty()


@st.cache_resource(max_entries=6, show_spinner="Opening the embedding")
def _read(_source: Source, id: str, mark: str) -> Words:
    return _source.read()


def script(words: Words, body: str, *imports: str) -> Script:
    """A script that opens these words as `words` and then does `body`."""
    opens: Script = st.session_state.get(OPENED, {}).get(words.digest, DEFAULT)
    return opens + Script(body, imports)

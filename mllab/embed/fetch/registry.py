"""Well-known embeddings that can be downloaded: where from, how large, and by what the bytes are known.

Addresses and sizes as published, looked up in November 2026. The checksums of gensim-data are its maintainers' own (list.json of
github.com/piskvorky/gensim-data, MD5). Stanford publishes none for GloVe; those here are the SHA-1 that Apache MXNet shipped for the same
archives (python/mxnet/contrib/text/_constants.py, 2018). MD5 and SHA-1 find a damaged or exchanged download; against somebody who makes a
second file with the same sum on purpose they are weak, and HTTPS is what protects. Left out for want of any published checksum: the files of
fasttext.cc and ConceptNet Numberbatch 19.08, which can be downloaded by hand and read as they are.
"""

from dataclasses import dataclass

from mllab.errors import DataError

GENSIM = "https://github.com/piskvorky/gensim-data/releases/download"
STANFORD = "https://nlp.stanford.edu/data"
PDDL = "Open Data Commons PDDL 1.0 (public domain)"
GLOVE = "GloVe (Pennington, Socher and Manning 2014)"
WIKIPEDIA = f"{GLOVE}, Wikipedia 2014 and Gigaword 5"
TWITTER = f"{GLOVE}, 2 billion tweets"


@dataclass(frozen=True)
class Entry:
    """One embedding: its address, size in bytes and checksum (`algorithm:hex digits`), and which member of a zip it is."""

    name: str
    address: str
    size: int
    checksum: str
    words: int
    dimension: int
    told: str
    licence: str
    member: str | None = None

    @property
    def file(self) -> str:
        """The name of the file on the disk; entries of one archive share it."""
        return self.address.rsplit("/", 1)[-1]

    @property
    def checked(self) -> str:
        """How the bytes are known, for people."""
        algorithm, digest = self.checksum.split(":")
        return f"its size of {self.size:,} bytes and its {algorithm.upper()} {digest}"


def _stanford(name: str, file: str, size: int, sha1: str, words: int, dimension: int, told: str, member: str) -> Entry:
    return Entry(name, f"{STANFORD}/{file}", size, f"sha1:{sha1}", words, dimension, told, PDDL, member)


def _gensim(name: str, size: int, md5: str, words: int, dimension: int, told: str, licence: str) -> Entry:
    return Entry(name, f"{GENSIM}/{name}/{name}.gz", size, f"md5:{md5}", words, dimension, told, licence)


def _six_billion(name: str, dimension: int) -> Entry:
    sha1 = "b64e54f1877d2f735bdd000c1d7d771e25c7dfdc"
    return _stanford(name, "glove.6B.zip", 862_182_613, sha1, 400_000, dimension, WIKIPEDIA, f"glove.6B.{dimension}d.txt")


def _tweets(name: str, dimension: int) -> Entry:
    sha1 = "dce69c404025a8312c323197347695e81fd529fc"
    return _stanford(
        name, "glove.twitter.27B.zip", 1_520_408_563, sha1, 1_193_514, dimension, TWITTER, f"glove.twitter.27B.{dimension}d.txt"
    )


ENTRIES = (
    _six_billion("glove-6b", 300),
    _six_billion("glove-6b-200", 200),
    _six_billion("glove-6b-100", 100),
    _six_billion("glove-6b-50", 50),
    _tweets("glove-twitter-27b", 200),
    _stanford(
        "glove-840b",
        "glove.840B.300d.zip",
        2_176_768_927,
        "8084fbacc2dee3b1fd1ca4cc534cbfff3519ed0d",
        2_196_017,
        300,
        f"{GLOVE}, Common Crawl, with capitals",
        "glove.840B.300d.txt",
    ),
    _gensim("glove-wiki-gigaword-50", 69_182_535, "c289bc5d7f2f02c6dc9f2f9b67641813", 400_000, 50, WIKIPEDIA, PDDL),
    _gensim("glove-wiki-gigaword-100", 134_300_434, "40ec481866001177b8cd4cb0df92924f", 400_000, 100, WIKIPEDIA, PDDL),
    _gensim("glove-wiki-gigaword-200", 264_336_934, "59652db361b7a87ee73834a6c391dfc1", 400_000, 200, WIKIPEDIA, PDDL),
    _gensim("glove-wiki-gigaword-300", 394_362_229, "29e9329ac2241937d55b852e8284e89b", 400_000, 300, WIKIPEDIA, PDDL),
    _gensim("glove-twitter-25", 109_885_004, "50db0211d7e7a2dcd362c6b774762793", 1_193_514, 25, TWITTER, PDDL),
    _gensim("glove-twitter-50", 209_216_938, "c168f18641f8c8a00fe30984c4799b2b", 1_193_514, 50, TWITTER, PDDL),
    _gensim("glove-twitter-100", 405_932_991, "b04f7bed38756d64cf55b58ce7e97b15", 1_193_514, 100, TWITTER, PDDL),
    _gensim("glove-twitter-200", 795_373_100, "e52e8392d1860b95d5308a525817d8f9", 1_193_514, 200, TWITTER, PDDL),
    _gensim(
        "word2vec-google-news-300",
        1_743_563_840,
        "a5e5354d40acb95f9ec66d5977d140ef",
        3_000_000,
        300,
        "word2vec (Mikolov et al. 2013), Google News, with capitals and phrases",
        "not stated by Google",
    ),
    _gensim(
        "fasttext-wiki-news-subwords-300",
        1_005_007_116,
        "de2bb3a20c46ce65c9c131e1ad9a77af",
        999_999,
        300,
        "fastText (Mikolov et al. 2018), Wikipedia 2017, UMBC and news, with capitals",
        "CC BY-SA 3.0",
    ),
    _gensim(
        "conceptnet-numberbatch-17-06-300",
        1_225_497_562,
        "fd642d457adcd0ea94da0cd21b150847",
        1_917_247,
        300,
        "ConceptNet Numberbatch (Speer, Chin and Havasi 2017), many languages, as /c/en/word",
        "CC BY-SA 4.0",
    ),
)
REGISTRY = {entry.name: entry for entry in ENTRIES}


def entry(name: str) -> Entry:
    """The entry of a name. Raises DataError with those there are."""
    if name not in REGISTRY:
        raise DataError(f"There is no embedding {name!r} to fetch. There are: {', '.join(REGISTRY)}.")
    return REGISTRY[name]

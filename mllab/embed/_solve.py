"""Analogies: a is to b as c is to ..."""

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from mllab.embed._ask import named
from mllab.embed._terms import rows_of, unit_of
from mllab.embed.search import direction, product, top
from mllab.errors import ParamError

if TYPE_CHECKING:
    from mllab.embed.words import Words

Method: TypeAlias = Literal["3CosAdd", "3CosMul", "pair direction"]
METHODS: tuple[Method, ...] = get_args(Method)


def analogy(words: "Words", a: str, b: str, c: str, n: int, method: Method, inputs: bool, among: int | None) -> list[tuple[str, float]]:
    """See `Words.analogy`."""
    if method not in METHODS:
        raise ParamError(f"An analogy is solved by {', '.join(METHODS)}, got {method!r}.")
    first, second, third = (unit_of(words, word) for word in (a, b, c))
    own = set() if inputs else {row for word in (a, b, c) for row in rows_of(words, word)}
    left_out = {*own, *words.hidden}
    if method == "3CosAdd":
        return named(words, top(words, second - first + third, n, "cosine", left_out, among))
    if method == "3CosMul":
        return named(words, product(words, [second, third], [first], n, left_out, among))
    return named(words, direction(words, second - first, third, n, left_out, among))

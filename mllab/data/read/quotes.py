"""Whether the quotes of a block stand where quotes are expected."""


def well_quoted(block: bytes, quote: str, delimiter: str) -> bool:
    """Whether every quote opens or closes a whole cell, or is doubled within one; then the block ends outside quotes too. O(n)."""
    sign = quote.encode()
    if sign not in block:
        return True
    return _paired(block, sign, delimiter) or _paired(block.replace(sign + sign, b""), sign, delimiter)


def _paired(block: bytes, sign: bytes, delimiter: str) -> bool:
    import numpy as np

    found = np.frombuffer(block, np.uint8)
    places = np.flatnonzero(found == sign[0])
    if len(places) % 2:
        return False
    border = np.zeros(256, bool)
    border[[ord(delimiter), 10, 13]] = True
    opening, closing = places[::2], places[1::2]
    before = border[found[opening - 1]] | (opening == 0)
    behind = border[found[(closing + 1) % len(found)]] | (closing == len(found) - 1)
    return bool(before.all() and behind.all())

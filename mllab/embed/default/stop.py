"""The stop list: words of the default embedding that are never suggested. Typing one still answers.

Two kinds: slurs and crude words, kept as hashes so that nobody has to read them, and fragments and initials of two or three letters, which
BERT's vocabulary is full of and which crowd lists of neighbors without telling anything.
"""

from collections import Counter
from hashlib import blake2b

import numpy as np

from mllab.embed.default.wordnet import WordNet

RARE = 2  # times in WordNet's texts below which three letters that WordNet does not define are a fragment
TWO = """
    of in to he is as on by it at an be my or me up no we so if do us go am tv mr dr oh hi ha ma pa ok uk un eu ad ox ax cd pc dj vs
"""
THREE = """
    hey hmm dan kim roy hal eva lou zoe mel ava vic val eli ned gil wes pam nat abe ren jen rae ali dee kay mae jun mia leo
    nfl nba nhl nbc cbs cnn mtv bmw hbo wwe fifa php sql xml pdf sms dvd gps usa nyc usd app wii aka asa ltd
"""
# blake2b of six bytes, in hexadecimal
HASHES = """
    01c78bd6cb78 025f9693d993 036a78e22d5e 03b8e4f43bab 03f2d3b958a9 07f8393934ac 0835d6ba5b9a 08bc7350403b
    0bc1e6946736 0e553ea93148 0e56f4d8790f 0e5e98b118c4 0e66889c487b 0f1eecaf5d0c 0f82ed9d18df 1117b9c095d0
    1352097c29c7 138779e8e931 168955aea204 16b6be61bab6 19fd5adc96a9 1c5d0a683872 1c6916ee27b3 1d4c62487b0e
    1db39e91bbd8 1e699add013b 1ecb2dd0cec4 20457afd0e54 20cc8965c47e 20d4b0fa3551 20f1dd1d5481 22fefeb27e94
    2561f60372bd 268282b50a9f 26b80949c419 26f5de8ac3a6 26f85c137928 298ff16b8ffb 2baa9064cad6 2c82350076cb
    2cd033918158 2dc96e2a08f7 2e46f8d56572 2e565c44e39b 2eeb475b5f55 3407115b2d25 3705dcb2d8d7 379c71ff03e4
    3a1a2f107aa0 3a5188b6b3f1 3bf71d2bd0bf 3c17d83f271a 3f8110d8ffb4 3fc3cdc9aaaa 3fc737c31f00 4247eaf10d09
    42b5a5bfb04c 438ed034be55 474c0f86599a 49c08ac52d75 4a103c5b1bff 4b96588b6974 4d8244a9b21f 4f9f764a5c58
    50eeb459d451 51ad754d1b08 51e3cfe8d2c8 52a7cffc8293 52dd9b8d77e1 532980da6f3a 53d617f709bb 5473d39e6325
    5527352cb27f 587d000c23e8 59ec90b65ac3 607a1c6e3dfa 6192c42b144f 621485e48926 6276af483481 632c71874ef6
    63611715488c 6498b84ff053 651b53f2704f 6a0391e1cec9 6f10e75e9e70 70f2a5b0d326 715b9d8577dc 725fbabc16a1
    73139fb1568e 736446d392f1 737722cb5fd8 74995522a433 754b0dff881f 77a8fc330694 7a66da15a716 7acf1f37ca38
    7b31a9d4f152 7cbe913fd81f 7f05f4dac0dc 82a2c78f97d3 85356d5672a3 85d63d5fd8c6 867d2b5a0068 87b3b74cfa5f
    8888ee92b9d4 8c881c58dc1e 8cce27f0aa15 8e236ca175d6 90a07d8f12f7 90ed78e2f9a1 92808a4ea241 929df7f71e99
    9431c69de414 9433e62d266f 99b9be49d724 9c50eec86bc1 9eba73ee4d5d a083dfbde399 a1cc9775ebfe a3377497598b
    a4149a6bc0f1 a46a47ebbd5d a4fb0f70bbfd a65c8acfe565 a66ded2474fc a6d46978cd3f a6e45c0c82a5 a8f9d9bd4338
    a95c2bbce736 aa7c4ca5b1f9 ac64ab67675b ac6ee90fc3b6 ac9306574c2e accd397438d3 b65e79168656 b70890b11c70
    b7b712b99e71 b7c8cd9deab0 ba17376f05e6 bb7dcf599868 bea2c86aa1a0 c10437ec0f71 c3df5609b63e c4a824938a78
    c5197d88e183 c6597134c36d c8b79e46e55b ca20a7def80d cdee2bbfd52e ceb15b92ab8c d0d621c47858 d18f7d132793
    d2377ae13798 d517d2ba03f4 d62a062cc015 d6bd6084a012 d79a68ec8e1a d81baafc3143 d94cf6642995 da075443acc5
    da632b0453e7 ddd3a9ae48ba e24c4e06111f e331ccd5628e e39b5a435057 e3ad7ca817f9 e533a067cd5c e693fcb97536
    e7e9ee28e7d1 e87951d9ad84 e88221c0efd7 eb28ee5e0fa0 ede228c381d3 eee34e80631a ef8b8d72a5ac efc490fc31f5
    efe913d0934b f1ef2d1220c3 f1f5af33c062 f248d66d8d1f f5e4532b3d33 f64f4f163f4d f6e0a34bd72d f759f05acb11
    f7eee42d8e9f f9ca3b968d4c f9e83e4af7a0 fa0997f1d832 fc250b5f621e fe3f36a9a684 ffee078e10f7
"""
KEPT = frozenset(f"{TWO} {THREE}".split())
CRUDE = frozenset(HASHES.split())


def stopped(words: tuple[str, ...], wordnet: WordNet) -> np.ndarray:
    """The rows of `words` that are not to be suggested, ascending. O(n)."""
    seen = Counter(word for sentence in wordnet.sentences() for word in sentence)
    return np.array([row for row, word in enumerate(words) if is_crude(word) or _is_fragment(word, wordnet, seen)], np.int32)


def is_crude(word: str) -> bool:
    """Whether a word is on the list of slurs and crude words."""
    return blake2b(word.encode(), digest_size=6).hexdigest() in CRUDE


def _is_fragment(word: str, wordnet: WordNet, seen: Counter[str]) -> bool:
    if len(word) == 2 or word in KEPT:
        return word not in KEPT
    return len(word) == 3 and seen[word] < RARE and not wordnet.bases(word)

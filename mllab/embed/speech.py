"""Parts of speech, as an embedding that knows them tells them of its words."""

PARTS = ("not known", "noun", "verb", "adjective", "adverb", "function word")

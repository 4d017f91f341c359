"""Every error that mllab raises on purpose.

    MllabError
    ├── ParamError(ValueError)        a knob outside its type or range
    ├── DataError(ValueError)         a file, table or array that cannot be used as asked
    └── MissingExtra(ImportError)     an optional package that is not installed

A message says what is wrong, what was given and what to do: "k-means needs at least k=3 points, got 2. Lower k."
Anything else that escapes is a bug and keeps its traceback.
"""


class MllabError(Exception):
    """What the user can mend; shown as a message, never as a traceback."""


class ParamError(MllabError, ValueError):
    """A knob was given a value of the wrong type or outside its range."""


class DataError(MllabError, ValueError):
    """A file, table or array cannot be used as asked."""


class MissingExtra(MllabError, ImportError):
    """A feature needs an optional package that is not installed."""

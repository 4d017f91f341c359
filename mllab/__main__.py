"""The same things from a shell: `mllab cluster customers.csv --method k-means --k 4`."""

import os
import sys
from collections.abc import Sequence

from mllab.errors import MllabError
from mllab.shell import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, or 2 when what was asked cannot be done. An MllabError becomes a line on stderr."""
    try:
        run(list(sys.argv[1:] if arguments is None else arguments))
    except MllabError as error:
        print(f"mllab: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output has gone, as in `mllab list | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

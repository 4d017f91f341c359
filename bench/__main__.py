"""`make bench`: every benchmark of this folder, each in a process of its own. `make bench ARGS="pollock PATH"` runs one, with its arguments.

A benchmark exits with 0 when it ran, with 2 when it needs something that it was not given (it says what), with anything else when it failed.
"""

import pkgutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
NOT_RUN = 2


def main(given: list[str]) -> int:
    """Run one benchmark with its arguments, or all without; 1 when one failed, 2 when none ran."""
    there = sorted(found.name for found in pkgutil.iter_modules([str(FOLDER)]) if not found.name.startswith("_"))
    if given and given[0] not in there:
        print(f"There is no benchmark {given[0]!r}. There are: {', '.join(there)}.", file=sys.stderr)
        return NOT_RUN
    if given:
        return _run(given[0], given[1:])
    statuses = {name: _run(name, []) for name in there}
    for name, status in statuses.items():
        print(f"{name}: {({0: 'ran', NOT_RUN: 'not run, see above'}).get(status, 'failed')}")
    if set(statuses.values()) <= {NOT_RUN}:
        return NOT_RUN
    return int(bool(set(statuses.values()) - {0, NOT_RUN}))


def _run(name: str, arguments: list[str]) -> int:
    print(f"== {name}", flush=True)
    return subprocess.run([sys.executable, "-m", f"bench.{name}", *arguments], cwd=FOLDER.parent, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Pieces of code join into one script, imports on top and once."""

import subprocess
import sys

from mllab.script import Script

READ = Script("xs = np.array([3, 1, 2])", ("import numpy as np",))
SORT = Script("print(np.sort(xs).tolist(), sqrt(16))", ("from math import sqrt", "import numpy as np"))


def test_imports_come_first_and_only_once():
    assert str(READ + SORT) == (
        "import numpy as np\nfrom math import sqrt\n\nxs = np.array([3, 1, 2])\n\nprint(np.sort(xs).tolist(), sqrt(16))\n"
    )


def test_joining_with_nothing_changes_nothing():
    assert READ + Script() == READ
    assert Script() + READ == READ


def test_joining_is_associative():
    end = Script("print('end')")
    assert (READ + SORT) + end == READ + (SORT + end)


def test_the_joined_script_runs_in_a_fresh_interpreter():
    done = subprocess.run([sys.executable, "-c", str(READ + SORT)], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[1, 2, 3] 4.0\n"

"""Interpreters that know nothing of mllab, for the scripts that pages show: their packages are imported once, and each script runs in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

# What the scripts import, which takes seconds; a process that is forked off here has it at once.
PACKAGES = (
    "numpy", "pandas", "pyarrow.parquet", "scipy.stats", "skrub", "numba", "sklearn.cluster", "sklearn.compose", "sklearn.decomposition",
    "sklearn.ensemble", "sklearn.impute", "sklearn.linear_model", "sklearn.manifold", "sklearn.mixture", "sklearn.model_selection",
    "sklearn.neighbors", "sklearn.pipeline", "sklearn.tree",
)  # fmt: skip
FORKS = """
import json, os, sys, traceback, warnings
warnings.simplefilter("ignore")
for package in sys.argv[1:]:
    __import__(package)
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if child:
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        continue
    code = 1
    try:
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        for descriptor, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(asked[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
        exec(compile(asked["code"], "<script>", "exec"), {"__name__": "__main__"})
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
"""


class Fresh:
    """Runs scripts: `fresh(code, folder)` is what one has printed; what it raises fails the test."""

    def __init__(self, notes: Path):
        self.notes = notes
        self.server: subprocess.Popen[str] | None = None

    def __call__(self, code: str, folder: Path) -> str:
        if not sys.platform.startswith("linux"):  # elsewhere a library may not bear to be forked
            done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=folder, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            return done.stdout
        out, err = self.notes / "out", self.notes / "err"
        asked = {"code": code, "folder": str(folder), "out": str(out), "err": str(err), "environment": dict(os.environ)}
        server = self._running()
        print(json.dumps(asked), file=server.stdin, flush=True)
        told = server.stdout.readline()
        assert told, "the interpreter is gone"
        assert int(told) == 0, err.read_text()
        return out.read_text()

    def _running(self) -> "subprocess.Popen[str]":
        if self.server is None:
            command = [sys.executable, "-c", FORKS, *PACKAGES]
            self.server = subprocess.Popen(command, cwd=self.notes, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self.server

    def close(self) -> None:
        if self.server is not None:
            self.server.stdin.close()
            self.server.wait(20)
            self.server.stdout.close()

"""The wheel carries the whole app: installed anywhere, `mllab app` opens it from any folder."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout, built without the network."""
    pytest.importorskip("hatchling", reason="building the wheel needs the dev extra")
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)], cwd=ROOT, check=True, capture_output=True, timeout=60
    )
    return next(out.glob("mllab-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The python of a fresh environment with only the wheel in it; what it depends on is seen in this environment, after it."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    inside = Path(_ask(python, "import sysconfig; print(sysconfig.get_path('purelib'))"))
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)],
        check=True,
        timeout=60,
    )
    # A plain .pth line adds a folder without reading the .pth files in it: the checkout's editable install stays unseen.
    (inside / "outer.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    return python


def _ask(python, code, **more):
    return subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True, timeout=60, **more).stdout.strip()


def test_the_wheel_carries_pages_samples_and_settings(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = ["app.py", ".streamlit/config.toml", *(f"pages/{page.name}" for page in ROOT.glob("pages/*.py"))]
    wanted += [f"datasets/{file.name}" for file in ROOT.glob("datasets/*.*")]
    wanted += [f"datasets/words/{file.name}" for file in ROOT.glob("datasets/words/*.*")]
    assert [name for name in wanted if f"mllab/_app/{name}" not in names] == []
    modules = [str(path.relative_to(ROOT)) for path in ROOT.glob("mllab/**/*") if path.is_file() and "__pycache__" not in path.parts]
    assert [name for name in modules if name not in names] == []


def test_it_is_the_installed_package_that_runs(installed, tmp_path):
    found = Path(_ask(installed, "import mllab; print(mllab.__file__)", cwd=tmp_path))
    assert installed.parent.parent in found.parents
    assert Path(_ask(installed, "from mllab.paths import app_root; print(app_root())", cwd=tmp_path)) == found.parent / "_app"


def test_its_samples_are_there(installed, tmp_path):
    done = _ask(installed, "from mllab.data.samples import SAMPLES; print(*SAMPLES)", cwd=tmp_path)
    assert "iris" in done.split()


def test_mllab_app_opens_from_any_folder(installed, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(installed.parent / "mllab"), "app", "--port", str(port), "--headless"]
    log = (tmp_path / "log").open("w+")
    environment = {**os.environ, "MLLAB_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)}
    server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        assert _get(f"http://127.0.0.1:{port}/_stcore/health", server) == "ok"
        assert "<title>" in _get(f"http://127.0.0.1:{port}/clustering", server)
    finally:
        server.terminate()
        server.wait(15)
        log.seek(0)
        said = log.read()
        log.close()
    assert "Traceback" not in said


def _get(url, server, patience=40.0):
    until = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until or server.poll() is not None:
                raise
            time.sleep(0.1)

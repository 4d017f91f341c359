"""Where the heavy arithmetic runs."""

import ctypes
import subprocess
import sys

import pytest

from mllab import device
from mllab.errors import ParamError


@pytest.fixture
def with_gpu(monkeypatch):
    monkeypatch.delenv("MLLAB_DEVICE", raising=False)
    monkeypatch.setattr(device, "has_cuda", lambda: True)


@pytest.fixture
def without_gpu(monkeypatch):
    monkeypatch.delenv("MLLAB_DEVICE", raising=False)
    monkeypatch.setattr(device, "has_cuda", lambda: False)


def test_many_rows_go_to_the_gpu_and_few_do_not(with_gpu):
    assert device.device(100_000) == "cuda"
    assert device.device(device.FEW) == "cpu"


def test_without_a_gpu_all_stays_on_the_processor(without_gpu):
    assert device.device(10**6) == "cpu"


def test_the_variable_overrides(with_gpu, monkeypatch):
    monkeypatch.setenv("MLLAB_DEVICE", "cpu")
    assert device.device(10**6) == "cpu"
    monkeypatch.setenv("MLLAB_DEVICE", "CUDA")
    assert device.device(3) == "cuda"


def test_what_cannot_be_is_refused_and_not_passed_over(without_gpu, monkeypatch):
    monkeypatch.setenv("MLLAB_DEVICE", "cuda")
    with pytest.raises(ParamError, match="finds no CUDA GPU"):
        device.device(10)
    monkeypatch.setenv("MLLAB_DEVICE", "tpu")
    with pytest.raises(ParamError, match="cpu or cuda, got 'tpu'"):
        device.device(10)


def test_pytorch_is_loaded_only_where_a_driver_is_installed(monkeypatch):
    monkeypatch.delenv("MLLAB_DEVICE", raising=False)
    code = "import sys; from mllab.device import device; device(10**6); print('torch' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == str(_driver())


def _driver():
    try:
        ctypes.CDLL("libcuda.so.1")
    except OSError:
        return False
    return True

"""Where the heavy arithmetic runs: on a CUDA GPU where there is one, else on the processor. Decided here and nowhere else."""

import ctypes
import os
import sys
from functools import cache
from typing import Literal

from mllab.errors import ParamError

Device = Literal["cpu", "cuda"]
VARIABLE = "MLLAB_DEVICE"
FEW = 2_000  # rows up to which the way to the GPU and back is not worth taking


def device(rows: int) -> Device:
    """ "cuda" or "cpu" for work on `rows` rows: the GPU where PyTorch has one and there are more than 2,000 rows.

    The environment variable MLLAB_DEVICE=cpu keeps all on the processor, MLLAB_DEVICE=cuda takes even few rows to the GPU. The same
    numbers come out up to rounding; a layout magnifies rounding, so a picture is repeatable on one kind of device. Raises ParamError for
    another word, and for "cuda" where there is no CUDA GPU.
    """
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if wanted not in {"", "cpu", "cuda"}:
        raise ParamError(f"{VARIABLE} is cpu or cuda, got {wanted!r}. Unset it to use a GPU where there is one.")
    if wanted == "cuda" and not has_cuda():
        raise ParamError(f"{VARIABLE}=cuda, but PyTorch finds no CUDA GPU here. Unset it, or set it to cpu.")
    if wanted:
        return "cuda" if wanted == "cuda" else "cpu"
    return "cuda" if rows > FEW and has_cuda() else "cpu"


@cache
def has_cuda() -> bool:
    """Whether PyTorch can use a CUDA GPU; PyTorch is imported only where the driver of one is installed."""
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    import torch

    return torch.cuda.is_available()

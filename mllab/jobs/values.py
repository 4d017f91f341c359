"""Named values at rest: one .npz of arrays, numbers and texts. Nothing is pickled, neither written nor read."""

import json
import os
import zipfile
from functools import lru_cache
from pathlib import Path

import numpy as np

from mllab.errors import DataError
from mllab.jobs.state import Values

PLAIN = "plain.json"  # the numbers and texts, inside the archive


def write(path: Path, values: Values) -> None:
    """Replace `path` by these values, in one piece: a reader sees the old file or the new one. DataError for what is no array, number or text."""
    arrays, plain = _parted(values)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(PLAIN, json.dumps(plain))
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as stream:
                np.lib.format.write_array(stream, array, allow_pickle=False)
    draft.replace(path)


def read(path: Path) -> Values | None:
    """The values at `path`, arrays read-only, or None when there is no such file or it is not whole."""
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            values: Values = dict(json.loads(archive.read(PLAIN)))
            for name in archive.namelist():
                if name != PLAIN:
                    with archive.open(name) as part:
                        array = np.lib.format.read_array(part, allow_pickle=False)
                        array.flags.writeable = False
                        values[name.removesuffix(".npy")] = array
            return values
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None


@lru_cache(maxsize=4)
def kept(path: Path, changed: int) -> Values | None:
    """The values at `path`, last changed at `changed` (ns), kept in memory: what is done is asked for by every run of a page."""
    return read(path)


def plain(values: Values) -> Values:
    """The numbers and texts among the values, ready for JSON."""
    return _parted(values)[1]


def _parted(values: Values) -> tuple[dict[str, np.ndarray], Values]:
    arrays: dict[str, np.ndarray] = {}
    plain: Values = {}
    for name, value in values.items():
        if isinstance(value, np.ndarray) and value.ndim and not value.dtype.hasobject:
            arrays[name] = value
        elif isinstance(value, np.generic) or (isinstance(value, np.ndarray) and not value.ndim and not value.dtype.hasobject):
            plain[name] = value.item()
        elif value is None or isinstance(value, bool | int | float | str):
            plain[name] = value
        else:
            raise DataError(
                f"The value {name!r} of a job's state must be an array of numbers or texts, a number or a text, got {type(value).__name__}."
            )
    return arrays, plain

"""Starting work: what was asked for before is not done again."""

import hashlib
import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np

import mllab
from mllab.errors import DataError
from mllab.jobs import arrays, folder, sweep
from mllab.jobs.job import Job
from mllab.jobs.queue import MEASURES


def start(
    function: str, spec: dict[str, Any], given: dict[str, np.ndarray], title: str = "", again: bool = True, behind: bool = False
) -> Job:
    """Have `function` ("module:generator") done with this JSON spec and these arrays, out of this process; returns at once.

    The same function, spec and arrays are the same job: one that is done or under way is returned as it is. One that was stopped,
    failed or lost is begun anew, unless `again` is False. What nobody waits for is put `behind` all other work. Costs a digest of the arrays, and writing those not seen before: O(bytes).
    Raises DataError when the spec is no JSON or an array holds objects.
    """
    digests = {name: arrays.digest(name, array) for name, array in given.items()}
    job = Job(identity(function, spec, digests))
    fresh = folder.read(job.folder / "spec.json") is None
    if not fresh and not again:
        return job
    try:
        for name, array in given.items():
            arrays.keep(array, digests[name])
        if fresh:
            told = {
                "function": function, "spec": spec, "arrays": digests, "title": title or function, "made": time.time(), "id": job.id,
                "behind": behind,
            }  # fmt: skip
            _made(job.folder, told)
    except OSError as error:
        raise DataError(f"The job cannot be written to {folder.root()}: {error}. Make room there, or use another --home.") from None
    if fresh:
        job.put()
        sweep.now_and_then()
    else:
        job.again()
    return job


def identity(function: str, spec: dict[str, Any], digests: dict[str, str]) -> str:
    """The id of a job. DataError when the spec is no JSON."""
    try:
        told = json.dumps([mllab.__version__, function, spec, digests], sort_keys=True, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise DataError(f"The spec of a job must be plain JSON: {error}.") from None
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def known(function: str, spec: dict[str, Any], given: dict[str, np.ndarray]) -> Job | None:
    """The job that `start` would return when it was started before, or None. Costs a digest of the arrays, O(bytes)."""
    return find(identity(function, spec, {name: arrays.digest(name, array) for name, array in given.items()}))


def find(id: str) -> Job | None:
    """The job of this id, or None when there is none in this workspace."""
    known = len(id) == 16 and set(id) <= set("0123456789abcdef") and (folder.root() / id / "spec.json").exists()
    return Job(id) if known else None


def listing() -> list[Job]:
    """The jobs of this workspace, the last one started first; measurements of what work will cost are not among them."""
    told = [found for home in folder.homes() if (found := folder.read(home / "spec.json")) is not None]
    return [Job(one["id"]) for one in told if one["function"] != MEASURES]


def _made(home: Path, told: dict[str, Any]) -> None:
    draft = home.with_name(f".{home.name}.{os.getpid()}.{os.urandom(3).hex()}")
    draft.mkdir()
    folder.write(draft / "spec.json", told)
    try:
        draft.rename(home)
    except OSError:  # another window has just made the same
        shutil.rmtree(draft)

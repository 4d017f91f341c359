"""Long work, out of the page's process: on worker processes of this machine, or on a Dask cluster by the same call.

    job = jobs.start("mllab.reduce.work:embed", {"method": "t-SNE", "seed": 0}, {"X": X}, title="t-SNE of iris")
    job.status()       # Status(state="running", share=0.17, rate=85.0, left=4.2, ...)
    job.newest()       # {"positions": ..., "step": 130, "of": 750}
    job.stop()
    job.result()       # the last state, once it is done
    jobs.estimate("mllab.reduce.work:embed", {...}, {"X": X})    # Estimate(seconds=41.0, memory=1.3e9), measured on a few rows

The work is a module-level generator function of (spec, arrays) that yields `State`s; the last one is the result. Everything about a
job lies in its folder (mllab/jobs/folder.py says what), written where the work happens; closing the browser changes nothing. The
worker processes are the app's own and end with it: what they were doing then is shown as lost, and can be started again.

MLLAB_SCHEDULER   tcp://host:port of an existing Dask cluster to work on
MLLAB_WORKERS     number of worker processes (one per core that has 2 GB of memory); 0 works in a thread of this process
MLLAB_JOB_MEMORY  the most memory one job may use, like 4GB
MLLAB_WARM        0 starts workers at the first job only, and warms none
MLLAB_THREADS     the threads that each job's compiled loops use
"""

from mllab.jobs.cost import Estimate, estimate, estimated, estimating
from mllab.jobs.job import Job
from mllab.jobs.served import close, warm
from mllab.jobs.starting import find, known, listing, start
from mllab.jobs.state import State, Status

__all__ = [
    "Estimate",
    "Job",
    "State",
    "Status",
    "close",
    "estimate",
    "estimated",
    "estimating",
    "find",
    "known",
    "listing",
    "start",
    "warm",
]

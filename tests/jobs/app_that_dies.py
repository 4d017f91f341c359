"""An app for tests to kill: it starts one job that is done, one under way and one that waits, tells them, and sleeps."""

import json
import signal
import sys
import time

import numpy as np
import psutil

from mllab import jobs


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in what a shell began in its background
    X = {"X": np.arange(6.0).reshape(3, 2)}
    done = jobs.start("job_works:count", {"of": 1}, X)
    assert done.wait(60).state == "done"
    working = jobs.start(sys.argv[1], {"of": 5000, "pause": 0.02}, X)
    waiting = jobs.start("job_works:count", {"of": 1, "number": 2}, X)
    while working.newest() is None:
        time.sleep(0.02)
    pids = [child.pid for child in psutil.Process().children(recursive=True)]
    told = {
        "done": done.id,
        "working": working.id,
        "waiting": waiting.id,
        "pids": pids,
        "states": [j.status().state for j in (working, waiting)],
    }
    print(json.dumps(told), flush=True)
    time.sleep(300)


if __name__ == "__main__":
    main()

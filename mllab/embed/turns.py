"""One compiled kernel at a time: a server asks from several threads, and numba's simplest pool of threads must not be entered twice."""

import threading

TURN = threading.Lock()  # a kernel uses all cores, so waiting for the turn costs nothing

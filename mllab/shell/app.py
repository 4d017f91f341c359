"""`mllab app`: serve the pages on this machine and open them in the browser."""

import argparse
import os
import socket
import sys
import threading
import time
import webbrowser

from mllab.errors import DataError


def arguments(parser: argparse.ArgumentParser, given: list[str]) -> None:
    """The options of the command."""
    parser.add_argument("--port", type=int, default=8501, help="the port to listen on (8501)")
    parser.add_argument("--address", default="127.0.0.1", help="the address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--headless", action="store_true", help="do not open the browser")
    parser.add_argument("--home", metavar="DIR", help="where tables and runs are kept (~/.mllab, or the variable MLLAB_HOME)")


def run(options: argparse.Namespace) -> None:
    """Serve until stopped. Raises DataError when the port is taken."""
    if options.home:
        os.environ["MLLAB_HOME"] = options.home
    _check_free(options.address, options.port)
    if not options.headless:
        threading.Thread(target=_open_when_there, args=(options.address, options.port), daemon=True, name="browser").start()
    _serve(options.address, options.port)


def _check_free(address: str, port: int) -> None:
    """Streamlit would move on to another port without a word that a script could read; a taken port is refused instead."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except (OSError, OverflowError) as error:
            raise DataError(f"Cannot listen on {address}, port {port}: {error}. Choose another with --port or --address.") from None


def _serve(address: str, port: int) -> None:
    from mllab.paths import app_root

    # The settings are those of the .streamlit folder beside the script that was started: this one, whatever the current folder.
    sys.argv = [str(app_root() / "app.py")]
    from mllab.ui.server import app

    app.run(config={"server.port": port, "server.address": address, "server.headless": True})


def _open_when_there(address: str, port: int, patience: float = 60.0) -> None:
    """Open the browser once somebody answers."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
    until = time.monotonic() + patience
    while time.monotonic() < until:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            if probe.connect_ex((host, port)) == 0:
                webbrowser.open(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
                return
        time.sleep(0.1)

"""Requests a second of a stored sheet page, beside the same bytes as a static file of WhiteNoise.

    python benchmarks/serve_page.py [SECONDS]

Builds the fictional city in a temporary folder, serves it with two workers on a loopback
port, and asks in turn for either address: with ``wrk`` where it is installed (eight connections
that stay open, as browsers hold them), else with eight threads of Python, which themselves reach
no more than some 1,500 a second.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

PROGRAM = "from shirube.commands.main import app; app()"
PAGE = "/999997/e/2024-1/program/32/"
STATIC = "/static/look/shirube.css"
THREADS = 8


def asked_by_wrk(address: str, seconds: float) -> str:
    """What wrk says: answers a second, and that all were answers."""
    run = ["wrk", "-t1", f"-c{THREADS}", f"-d{seconds:.0f}s", "--latency", address]
    said = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    p99 = re.search(r"99%\s+(\S+)", said)
    wrong = re.search(r"Non-2xx.*|Socket errors.*", said)
    assert rate is not None, said
    assert p99 is not None, said
    return f"{float(rate[1]):6.0f}/s  p99 {p99[1]}  {wrong[0] if wrong else 'all answered'}"


def asked(address: str, seconds: float) -> tuple[int, list[float]]:
    """How many answers came in that time, and how long each took."""
    took: list[float] = []
    end = time.perf_counter() + seconds

    def ask() -> None:
        while time.perf_counter() < end:
            begun = time.perf_counter()
            with urllib.request.urlopen(address) as answer:
                answer.read()
            took.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(took), sorted(took)


def wait_for(address: str) -> None:
    """Until the server answers; half a minute at most."""
    for _ in range(60):
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(address)


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        run = [sys.executable, "-c", PROGRAM]
        subprocess.run([*run, "demo", "--no-serve"], cwd=folder, check=True, capture_output=True)
        home = str(Path(folder) / "shirube-demo")
        serve = [*run, "--home", home, "serve", "--port", str(port)]
        server = subprocess.Popen(serve, stderr=subprocess.DEVNULL, env=os.environ)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            for _ in range(2):
                for name, path in (("stored page", PAGE), ("static file", STATIC)):
                    address = f"http://127.0.0.1:{port}{path}"
                    if shutil.which("wrk"):
                        print(f"{name}: {asked_by_wrk(address, seconds)}")
                        continue
                    count, took = asked(address, seconds)
                    p99 = took[int(len(took) * 0.99)] * 1000
                    median = statistics.median(took) * 1000
                    rate = f"{count / seconds:6.0f}/s"
                    print(f"{name}: {rate}  median {median:.1f} ms  p99 {p99:.1f} ms")
        finally:
            server.terminate()
            server.wait()


main()

"""Runs a program as `python PROGRAM ...` would, and collects garbage when it is sent SIGUSR1.

So that memory at rest is compared without what only waits to be collected.
"""

import gc
import runpy
import signal
import sys
from pathlib import Path

if __name__ == "__main__":
    program = sys.argv[1]
    sys.argv = sys.argv[1:]
    sys.path[0] = str(Path(program).resolve().parent)
    signal.signal(signal.SIGUSR1, lambda *_: gc.collect())
    runpy.run_path(program, run_name="__main__")

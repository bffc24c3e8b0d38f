"""Read by Python at the start of each process of the drill of clocks, and by nothing else: gives it a clock that jumps.

The product has no such door. Who may set PYTHONPATH for a process may run anything in it anyway.
"""

import os
import threading
import time
from pathlib import Path

import time_machine

_file = Path(os.environ["DRILL_CLOCK"])
_traveller = time_machine.travel(time.time(), tick=True).start()
_real = time_machine.escape_hatch.time.time


def _follow() -> None:
    """Set the clock whenever the number of seconds in the file changes."""
    shift = 0.0
    while True:
        wanted = float(_file.read_text() or 0)
        if wanted != shift:
            shift = wanted
            _traveller.move_to(_real() + wanted, tick=True)
        time.sleep(0.05)


def _watch() -> None:
    threading.Thread(target=_follow, daemon=True, name="clock").start()


_watch()
os.register_at_fork(after_in_child=_watch)

"""What the guard costs, with twice the room that is promised: the machine of a test is busy with other things.

`bedside bench guard` measures it. Times are of the processor.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

import bedside.policy.guard as guard
from bedside.policy.guard.figures import quantiles

ROOM = 2.0
MS_500, MS_LONG, MB, LOAD = 5.0, 250.0, 150.0, 1.0
LONG = 20_000
SENTENCES = (
    "I walked to the mill on Monday and my brother John came along, he is 91 now.",
    "Has anyone tried pacing with a heart rate monitor? I crash two days later every time.",
    "Saw a 45M with chest pain this morning, troponin 3.2, home after four days.",
    "The nurse said that Anna Kowalski from Alder Creek has MRN 12345678.",
    "We use 5 mg twice a day, no side effects so far, see NCT01234567.",
    "my mum was worried since last night, should I call someone?",
)
HOSTILE = (
    "a", "1", "1 ", "a.", "@", "((((", "a@", "1-", "http://", "\u200b", "\u00e9\u0301", "Mr. A. ", "she is the only ",
    "not ", "Alder Creek, ", "MRN ", "12/12/", "+44 ", "'s ", "&amp;", "#PrayForAnna", "my patient ", "\n",
    "my son John ", "on 3/14 ", "1 Rue Aa 1 ",
)  # fmt: skip
LOADED = (
    "import json, re, time; from pathlib import Path; from bedside.policy import guard; guard.inspect('Ready?');"
    "status = Path('/proc/self/status').read_text();"
    "print(json.dumps([time.process_time(), int(re.search(r'VmRSS:\\s+(\\d+)', status)[1]) / 1024]))"
)


def milliseconds(text: str) -> float:
    """Give the time for one text; the better of two, because the first may be disturbed."""
    times = []
    for _ in range(2):
        begun = time.thread_time_ns()
        guard.inspect(text, guard.Facts())
        times.append((time.thread_time_ns() - begun) / 1e6)
    return min(times)


def test_a_usual_post_is_read_in_time() -> None:
    chance = Random(1)
    texts = [" ".join(chance.choices(SENTENCES, k=9))[:500] for _ in range(60)]
    guard.inspect(texts[0])
    assert quantiles([milliseconds(text) for text in texts])["p95"] <= ROOM * MS_500


@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_no_long_text_takes_long(unit: str) -> None:
    assert milliseconds((unit * LONG)[:LONG]) <= ROOM * MS_LONG


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell the memory of a process")
def test_a_process_with_the_guard_is_small_and_soon_ready() -> None:
    source = str(Path(guard.__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, env={"PYTHONPATH": source}
    )
    seconds, megabytes = json.loads(done.stdout)
    assert seconds <= ROOM * LOAD
    assert megabytes <= MB

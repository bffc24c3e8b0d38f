"""What the guard costs, beside a piece of plain work that is timed with it: the machine of a test is busy, or slow.

`bedside bench guard` measures it in milliseconds. Times are of the processor.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import bedside.policy.guard as guard
from bedside.policy.guard.figures import quantiles

MB = 150.0
# In pieces of `plain_work`, twice what they are: a usual post here is full of names and numbers, and costs 100 to 120.
USUAL, LONGEST = 240.0, 9_000.0
LOAD = 5.0  # seconds of the processor, five times what is promised: nothing is timed beside it
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


def plain_work() -> None:
    """Count the letters of some words: what a reader of texts in Python does most."""
    counts: dict[str, int] = {}
    for sentence in SENTENCES * 4:
        for word in sentence.lower().split():
            counts[word] = counts.get(word, 0) + len(word)


def timed(work: Callable[[], object]) -> float:
    """Give the time of the processor for `work` in milliseconds."""
    begun = time.thread_time_ns()
    work()
    return (time.thread_time_ns() - begun) / 1e6


def pieces(text: str) -> float:
    """Give the cost of one text in pieces of plain work, timed right before and after; the better of two."""
    costs = []
    for _ in range(2):
        before = timed(lambda: [plain_work() for _ in range(10)])
        took = timed(lambda: guard.inspect(text, guard.Facts()))
        costs.append(took * 20 / (before + timed(lambda: [plain_work() for _ in range(10)])))
    return min(costs)


def test_a_usual_post_is_read_in_time() -> None:
    chance = Random(1)
    texts = [" ".join(chance.choices(SENTENCES, k=9))[:500] for _ in range(60)]
    guard.inspect(texts[0])
    assert quantiles([pieces(text) for text in texts])["p95"] <= USUAL


@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_no_long_text_takes_long(unit: str) -> None:
    assert pieces((unit * LONG)[:LONG]) <= LONGEST


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell the memory of a process")
def test_a_process_with_the_guard_is_small_and_soon_ready() -> None:
    source = str(Path(guard.__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, env={"PYTHONPATH": source}
    )
    seconds, megabytes = json.loads(done.stdout)
    assert seconds <= LOAD
    assert megabytes <= MB

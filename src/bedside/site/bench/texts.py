"""The benchmark of the guard: usual posts, hostile texts of 20,000 characters, and what a process with it costs."""

import json
import subprocess
import sys
import time
from random import Random
from typing import Any

from bedside.policy import guard
from bedside.site.bench.cost import MS, percentile

USUAL, LONG = 500, 20_000
# Pieces of posts, as people write them; put together by chance they make texts that differ.
SENTENCES = (
    "I walked to the mill on Monday and my brother John came along, he is 91 now.",
    "His number is 07700 900 123, or write to jo at mail dot example.",
    "Has anyone tried pacing with a heart rate monitor? I crash two days later every time.",
    "Saw a 45M with chest pain this morning, troponin 3.2, home after four days.",
    "The nurse said my patient Anna Kowalski has MRN 12345678.",
    "We use 5 mg twice a day, 120/80, no side effects so far, see NCT01234567.",
    "our only beekeeper in the valley, rare case, can't say more",
    "Look at www.news.example/jo for the study, n = 312, p < 0.01.",
    "Admitted to St Mary's in Leeds on 3 May 2024, discharged after a week.",
    "my mum isn't breathing well since last night, should I call someone?",
)
LOAD = (
    "import json, re, time; from pathlib import Path; from bedside.policy import guard; guard.inspect('Ready?');"
    "status = Path('/proc/self/status').read_text();"
    "print(json.dumps([time.process_time(), int(re.search(r'VmRSS:\\s+(\\d+)', status)[1]) / 1024]))"
)
# What makes naive patterns go back and forth: long runs of one kind of sign, and things that nearly are something.
HOSTILE = (
    "a",
    "1",
    "1 ",
    "a@",
    "a.",
    "1-",
    "@a.b",
    "http://",
    "((((",
    "my patient ",
    "é\u0301",
    "\u200b",
    "\uff11",
    "Mr. A. ",
    "John Smith ",
    "#PrayForAnna",
    "Alder Creek, ",
    "she is the only ",
    "not ",
    "'s ",
    "MRN ",
    "+44 ",
    "12/12/",
    "a-",
    "\n",
)


def inspect(*, rounds: int, each: int, chance: Random) -> dict[str, Any]:
    """The guard's time for one text, whatever it says of it."""
    usual = [_timed(_text(chance)) for _number in range(rounds * each)]
    hostile = [_timed((unit * LONG)[:LONG]) for unit in HOSTILE]
    return {
        "characters": USUAL,
        "p50_ms": round(percentile(usual, 50), 3),
        "p95_ms": round(percentile(usual, 95), 3),
        **_loaded(),
        "hostile_characters": LONG,
        "hostile_worst_ms": round(max(hostile), 1),
        "hostile_worst": repr(HOSTILE[hostile.index(max(hostile))]),
    }


def _loaded() -> dict[str, float]:
    """What a new process costs up to its first answer: processor seconds from its start, and megabytes."""
    command = [sys.executable, "-c", LOAD]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own words
    seconds, megabytes = json.loads(done.stdout)
    return {"load_s": round(seconds, 2), "memory_mb": round(megabytes, 1)}


def _text(chance: Random) -> str:
    return " ".join(chance.choices(SENTENCES, k=USUAL // 40))[:USUAL]


def _timed(text: str) -> float:
    began = time.thread_time_ns()
    guard.inspect(text, guard.Facts(role="clinician", audience="public"))
    return (time.thread_time_ns() - began) / MS

"""The benchmark of the guard: a usual post, and hostile texts of 20,000 characters."""

import time
from random import Random
from typing import Any

from bedside.policy import guard
from bedside.site.bench.cost import MS, percentile

USUAL, LONG = 500, 20_000
WORDS = (
    "I walked to the mill on Monday and my brother John came along he is 91 his number is 07700 900 123 write to jo at "
    "mail.example or look at www.example.org/jo on 3 May 2024 the nurse said my patient Anna has MRN 12345678"
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
)


def inspect(*, rounds: int, each: int, chance: Random) -> dict[str, Any]:
    """The guard's time for one text, whatever it says of it."""
    usual = [_timed(_text(chance)) for _number in range(rounds * each)]
    hostile = [_timed((unit * LONG)[:LONG]) for unit in HOSTILE]
    return {
        "characters": USUAL,
        "p50_ms": round(percentile(usual, 50), 3),
        "p95_ms": round(percentile(usual, 95), 3),
        "hostile_characters": LONG,
        "hostile_worst_ms": round(max(hostile), 1),
        "hostile_worst": repr(HOSTILE[hostile.index(max(hostile))]),
    }


def _text(chance: Random) -> str:
    return " ".join(chance.choices(WORDS.split(), k=USUAL // 3))[:USUAL]


def _timed(text: str) -> float:
    began = time.thread_time_ns()
    guard.inspect(text, guard.Facts(role="patient", audience="public"))
    return (time.thread_time_ns() - began) / MS

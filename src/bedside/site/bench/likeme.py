"""The benchmark of "people like me": one question to a pool of invented candidates, all of whom are looked at."""

import time
from typing import Any, Final

import numpy as np

from bedside.policy.similarity import KINDS, Pool, Profile, people_like_me, pool_of_columns
from bedside.site.bench.cost import percentile

FACTS, TRAITS, COURSES = 40, 18, 6
HELD: Final = 0.2  # of the candidates hold each fact and trait
MS, MB = 1_000_000, 1_000_000
SEED = 2


def likeme(*, people: int, rounds: int) -> dict[str, Any]:
    """Processor time of a question, with the drawing, the bands and the reasons, and what the pool takes in memory."""
    pool = invented(people)
    times = [_asked(pool, key) for key in range(max(1, rounds) * 4)]
    return {
        "candidates": people,
        "features": len(pool.names),
        "questions": len(times),
        "cpu_ms_p50": round(percentile(times, 50), 1),
        "cpu_ms_p95": round(percentile(times, 95), 1),
        "memory_mb": round(pool.columns.nbytes / MB),
    }


def invented(people: int) -> Pool:
    """Candidates who hold facts and traits by chance."""
    rng = np.random.default_rng(SEED)
    kinds = sum(((kind,) * many for kind, many in zip(KINDS, (FACTS, TRAITS, COURSES), strict=True)), ())
    columns = np.empty((len(kinds), people), np.float32)
    for column in columns:
        column[:] = rng.random(people, dtype=np.float32) < HELD
    names = tuple(f"{kind} {number}" for number, kind in enumerate(kinds))
    ids = np.arange(people, dtype=np.uint64)
    return pool_of_columns(ids=ids, columns=columns, names=names, kinds=kinds, likeness={})


def _asked(pool: Pool, key: int) -> float:
    """Milliseconds of processor time, of all threads, for one question of the candidate of that number."""
    row = key % len(pool.ids)
    mine = [name for name, has in zip(pool.names, pool.columns[:, row], strict=True) if has]
    me = Profile(
        facts=frozenset(name for name in mine if name.startswith("fact")),
        traits=frozenset(name for name in mine if name.startswith("trait")),
        course=next((name for name in mine if name.startswith("course")), None),
    )
    began = time.process_time_ns()
    people_like_me(pool, me, key=key, unwelcome={row})
    return (time.process_time_ns() - began) / MS

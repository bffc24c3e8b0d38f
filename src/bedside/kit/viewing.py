"""For whom the statements of this moment run: what row-level security in PostgreSQL asks.

A persona's id, 0 for a visitor without an account, or SYSTEM. It is declared for a stretch of code (`viewing`,
`as_system`) or for a whole process that serves nobody in particular (`declare_process`: the worker, commands). Where
nothing is declared, statements on protected tables fail. `kit.database` tells it to the connection.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

VISITOR = 0
SYSTEM = -1

_declared: ContextVar[int | None] = ContextVar("viewer", default=None)
_of_process: int | None = SYSTEM if os.environ.get("BEDSIDE_SERVES") == "nobody" else None


def current() -> int | None:
    """Return for whom statements run now; None when nobody said so."""
    declared = _declared.get()
    return _of_process if declared is None else declared


@contextmanager
def viewing(persona_id: int) -> Iterator[None]:
    """Run the statements of this stretch for a persona, or for a visitor (0)."""
    before = _declared.set(persona_id)
    try:
        yield
    finally:
        _declared.reset(before)


@contextmanager
def as_system(why: str) -> Iterator[None]:
    """Run the statements of this stretch past row-level security; `why` says what other people's rows are needed for.

    For small steps whose rights were asked before, such as taking a deleted post out of everybody's lists.
    """
    if not why:
        raise ValueError("say why")
    with viewing(SYSTEM):
        yield


def declare_process(persona_id: int | None) -> None:
    """Say for whom statements run in this process where nothing else is declared."""
    global _of_process
    _of_process = persona_id

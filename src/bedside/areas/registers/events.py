"""News about registers: keys only."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class RegisterChanged(Event):
    """A file of the register `register` was taken in. `queries.inactive_among` tells which numbers have ended."""

    register: str
    import_id: int

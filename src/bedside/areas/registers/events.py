"""News about registers: keys only."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class RegisterChanged(Event):
    """A file of the register `register` was taken in. `queries.inactive_among` tells which numbers have ended."""

    register: str
    import_id: int


@dataclass(frozen=True)
class ExclusionsChanged(Event):
    """A list of excluded persons was taken in. `queries.excluded_among` tells which numbers stand on it."""

    register: str
    import_id: int

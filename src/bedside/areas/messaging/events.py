"""News about channels. Ids only: who reads an event learns no word, and asks again what may be shown."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class Wrote(Event):
    """A patient, or who acts for her, wrote to a practice."""

    thread_id: int
    practice_id: int
    message_id: int
    urgent: bool


@dataclass(frozen=True)
class Answered(Event):
    """A practice wrote to its patient."""

    thread_id: int
    patient_id: int
    message_id: int


@dataclass(frozen=True)
class CareWrote(Event):
    """A practice wrote to the other practices of a care team."""

    thread_id: int
    message_id: int

"""What may be read of moderation, and by whom: emergencies, the desk, one's own decisions, public counts."""

from bedside.areas.moderation.queries.appeals import Second, Waiting, appeals, second_look
from bedside.areas.moderation.queries.desk import Line, Queue, View, queue, view, works_here
from bedside.areas.moderation.queries.emergency import (
    PAGE,
    EmergencyLine,
    Look,
    LookPage,
    asked,
    line_of,
    looks_at_mine,
    open_accesses,
    read_under,
    to_answer,
    to_read,
    to_review,
    unreviewed,
    waiting,
)
from bedside.areas.moderation.queries.flood import Sample, Wave, can, samples, wave, waves
from bedside.areas.moderation.queries.own import Decision, Sent, decision, decisions, reported, suspension
from bedside.areas.moderation.queries.press import undoable
from bedside.areas.moderation.queries.public import Month, months
from bedside.areas.moderation.queries.things import Found, found

__all__ = [
    "PAGE",
    "Decision",
    "EmergencyLine",
    "Found",
    "Line",
    "Look",
    "LookPage",
    "Month",
    "Queue",
    "Sample",
    "Second",
    "Sent",
    "View",
    "Waiting",
    "Wave",
    "appeals",
    "asked",
    "can",
    "decision",
    "decisions",
    "found",
    "line_of",
    "looks_at_mine",
    "months",
    "open_accesses",
    "queue",
    "read_under",
    "reported",
    "samples",
    "second_look",
    "suspension",
    "to_answer",
    "to_read",
    "to_review",
    "undoable",
    "unreviewed",
    "view",
    "waiting",
    "wave",
    "waves",
    "works_here",
]

"""Every read of escalations and of the rota: the viewer first."""

from bedside.areas.escalations.queries.boards import (
    BoardLine,
    Case,
    GlassLine,
    ReviewLine,
    StepLine,
    board,
    glasses,
    one,
    reviews,
    reviews_asked,
)
from bedside.areas.escalations.queries.counts import MonthRow, public_counts
from bedside.areas.escalations.queries.duty import gaps_ahead, nobody_until, on_duty, stands_in, trained
from bedside.areas.escalations.queries.own import (
    Card,
    Mine,
    Thread,
    ThreadMessage,
    card,
    card_for,
    duty_reads,
    mine,
    own_open,
    thread,
    unread_for,
)
from bedside.areas.escalations.queries.planned import AbsenceLine, RotaPage, ShiftLine, may_plan, on_rota
from bedside.areas.escalations.queries.planned import page as rota

__all__ = [
    "AbsenceLine",
    "BoardLine",
    "Card",
    "Case",
    "GlassLine",
    "Mine",
    "MonthRow",
    "ReviewLine",
    "RotaPage",
    "ShiftLine",
    "StepLine",
    "Thread",
    "ThreadMessage",
    "board",
    "card",
    "card_for",
    "duty_reads",
    "gaps_ahead",
    "glasses",
    "may_plan",
    "mine",
    "nobody_until",
    "on_duty",
    "on_rota",
    "one",
    "own_open",
    "public_counts",
    "reviews",
    "reviews_asked",
    "rota",
    "stands_in",
    "thread",
    "trained",
    "unread_for",
]

"""What is done with trials of one's own: planned, lived, ended, given to the figure of many, taken out again."""

from bedside.areas.trials.actions.ending import delete_trial, stop_trial
from bedside.areas.trials.actions.giving import give, make_figures, take_out
from bedside.areas.trials.actions.living import note, say, say_crash
from bedside.areas.trials.actions.planning import Wish, begin, look

__all__ = [
    "Wish",
    "begin",
    "delete_trial",
    "give",
    "look",
    "make_figures",
    "note",
    "say",
    "say_crash",
    "stop_trial",
    "take_out",
]

"""Reading one's own trials: nobody else reads them, staff neither."""

from bedside.areas.trials.queries.own import Note, OwnTrial, many, protocol_index, trial, trial_rows, trials

__all__ = ["Note", "OwnTrial", "many", "protocol_index", "trial", "trial_rows", "trials"]

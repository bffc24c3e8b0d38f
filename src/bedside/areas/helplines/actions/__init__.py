"""Every write about crisis lines."""

from bedside.areas.helplines.actions.calling import forget_caller, record_answer, record_silence, remove
from bedside.areas.helplines.actions.importing import Taken, import_lines

__all__ = ["Taken", "forget_caller", "import_lines", "record_answer", "record_silence", "remove"]

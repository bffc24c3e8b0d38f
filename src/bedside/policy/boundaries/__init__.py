"""Who may do what to whom, and where: the one table of the house, and the decision that every door asks.

`ruling` answers from boundaries.csv (71 rows, spec clinicians.md section 5) and from house.csv, which holds what the
product does and that table does not speak of. A row that says allow_if, hold or transform has a guard: a pure function
of `Facts`. Outside `practice` nothing here knows who is whose patient.
"""

from bedside.policy.boundaries.deciding import NO_ROW, SECRET, check, find, ruling, words_of
from bedside.policy.boundaries.model import Answer, Decision, Facts, Row, Rule, Ruling, Words
from bedside.policy.boundaries.table import BrokenTable, table

__all__ = [
    "NO_ROW",
    "SECRET",
    "Answer",
    "BrokenTable",
    "Decision",
    "Facts",
    "Row",
    "Rule",
    "Ruling",
    "Words",
    "check",
    "find",
    "ruling",
    "table",
    "words_of",
]

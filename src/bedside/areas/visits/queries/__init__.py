"""Reading one's own sheets: what can stand on one, and the links that were made."""

from bedside.areas.visits.queries.facts import Chosen, Prepared, choices, conditions, facts_of, prepared, questionnaires
from bedside.areas.visits.queries.links import OwnLink, my_links

__all__ = [
    "Chosen",
    "OwnLink",
    "Prepared",
    "choices",
    "conditions",
    "facts_of",
    "my_links",
    "prepared",
    "questionnaires",
]

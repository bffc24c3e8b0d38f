"""Reading people like me: what one marked oneself, who is offered this week, and introductions that one is part of."""

from bedside.areas.likeme.queries.introductions import Standing, introductions
from bedside.areas.likeme.queries.naming import proper_names
from bedside.areas.likeme.queries.offers import Answer, Invitable, people
from bedside.areas.likeme.queries.own import Own, own

__all__ = ["Answer", "Invitable", "Own", "Standing", "introductions", "own", "people", "proper_names"]

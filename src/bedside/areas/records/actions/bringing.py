"""Illnesses that a file brings into a member's record: all that can be taken in one transaction, each of them once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.conditions import add_condition
from bedside.areas.records.errors import Unclear
from bedside.areas.records.queries.conditions import own_conditions
from bedside.kit.texts import BadText
from bedside.policy.conditions import Illness
from bedside.policy.fhir.illness import sameness


@dataclass
class Brought:
    """What became of the illnesses of a file. `refused` holds why, and never what."""

    added: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def bring_conditions(*, by: Viewer, illnesses: Iterable[Illness]) -> Brought:
    """Keep illnesses that a file brought, for their owner alone; what was brought before is not brought again.

    Raises NotAllowed before the mail is confirmed, and TooMany beyond 200: then nothing of the file is kept.
    """
    found, seen = Brought(), {sameness(one.illness) for one in own_conditions(by)}
    for illness in illnesses:
        if sameness(illness) in seen:
            found.known += 1
            continue
        seen.add(sameness(illness))
        try:
            add_condition(by=by, illness=illness, another=True)
        except (Unclear, BadText) as refused:
            found.refused.append(str(refused))
        else:
            found.added += 1
    return found

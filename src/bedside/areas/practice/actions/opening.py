"""A practice opens its desk: from then on it has a door, hours and a team, and patients can write to it."""

from dataclasses import dataclass

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.actions import steps
from bedside.areas.practice.models import Practice, TeamMember
from bedside.areas.spaces.models import Space
from bedside.areas.spaces.queries import as_steward
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.texts import taken_line
from bedside.policy.practice.hours import HoursError, zone_of
from bedside.policy.practice.roles import Right, Role
from bedside.policy.practice.workload import CAP, cap_problem


@dataclass(frozen=True)
class Facts:
    """What a practice says of itself."""

    time_zone: str
    country: str = ""
    telephone: str = ""
    stated_answer_time: str = ""
    accepting: bool = True
    substance_use: bool = False
    cap: int = CAP


@transaction.atomic
def open_desk(*, by: Viewer, space: Space, facts: Facts) -> Practice:
    """Open the desk of a space of kind "practice", with its steward as the owner; an open desk is returned as it is.

    Raises NotHere for who is no steward there, Refused for facts that can't be.
    """
    if space.kind != "practice":
        raise NotHere
    as_steward(by, space)
    fields = _checked(facts)
    practice, is_new = Practice.objects.get_or_create(space=space, defaults=fields)
    if is_new:
        TeamMember.objects.create(practice=practice, persona_id=by.persona_id, role=Role.OWNER.value, since=now())
        record("practice.opened", by=by.persona_id, about=("practice", space.id), subject=by.persona_id)
    return practice


@transaction.atomic
def change_facts(*, by: Viewer, practice_id: int, facts: Facts) -> None:
    """Change what a practice says of itself; raise NotHere, NotAllowed, or Refused for facts that can't be."""
    here = steps.seated(by, practice_id, Right.HOURS)
    Practice.objects.filter(space_id=practice_id).update(**_checked(facts))
    steps.note_down("practice.changed", by=by, here=here)


def _checked(facts: Facts) -> dict[str, str | bool | int]:
    try:
        zone_of(facts.time_zone)
    except HoursError as error:
        do = "Choose one from the list, such as Europe/London."
        raise Refused("This time zone is not known.", do=do, code="time_zone", field="time_zone") from error
    problem = cap_problem(facts.cap)
    if problem:
        raise Refused(problem, do="Sixty is a good start.", code="cap", field="cap")
    return {
        "time_zone": facts.time_zone,
        "country": taken_line(facts.country, field="country", name="The country", at_most=2).upper(),
        "telephone": taken_line(facts.telephone, field="telephone", name="The number", at_most=40),
        "stated_answer_time": taken_line(
            facts.stated_answer_time, field="stated_answer_time", name="This", at_most=120
        ),
        "accepting": facts.accepting,
        "substance_use": facts.substance_use,
        "cap": facts.cap,
    }

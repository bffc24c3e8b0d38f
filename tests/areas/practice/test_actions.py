"""A practice's own changes: who may make them, that a team keeps an owner, and that texts are agreed by another."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from bedside.areas.people.models import Persona
from bedside.areas.practice import actions
from bedside.areas.practice.models import Hours, Practice, TeamMember, TeamShift, Template
from bedside.areas.practice.queries import roles_in
from bedside.areas.practice.queries.working import away, on_duty, usable_templates
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.policy.practice.hours import Opening
from tests.areas.messaging.making import make_colleague, make_practice
from tests.factories import join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db
FACTS = actions.Facts(time_zone="Europe/London", country="gb", telephone="020 7946 0555")
DAY = timedelta(days=1)


@pytest.fixture
def practice() -> Practice:
    return make_practice()


@pytest.fixture
def owner(practice: Practice) -> Persona:
    return make_colleague(practice, "owner")


def test_the_steward_of_a_practice_opens_its_desk_once_and_owns_it() -> None:
    steward, space = make_persona(kind="organisation"), make_space(kind="practice")
    join(steward, space, role="steward")
    opened = [actions.open_desk(by=viewer_of(steward), space=space, facts=FACTS) for _time in range(2)]
    assert opened[0].pk == opened[1].pk == space.id
    assert roles_in(space.id, steward.id) == {"owner"}
    assert Practice.objects.get().country == "GB"


def test_nobody_else_opens_a_desk_and_no_other_space_has_one() -> None:
    steward, space = make_persona(), make_space(kind="community")
    join(steward, space, role="steward")
    for by, where in ((steward, space), (make_persona(), make_space(kind="practice"))):
        with pytest.raises(NotHere):
            actions.open_desk(by=viewer_of(by), space=where, facts=FACTS)


@pytest.mark.parametrize(("changes", "code"), [({"time_zone": "Mars/Base"}, "time_zone"), ({"cap": 3}, "cap")])
def test_facts_that_cannot_be_are_refused(
    practice: Practice, owner: Persona, changes: dict[str, Any], code: str
) -> None:
    facts = actions.Facts(**({"time_zone": "UTC"} | changes))
    with pytest.raises(Refused, match=code):
        actions.change_facts(by=viewer_of(owner), practice_id=practice.pk, facts=facts)


def test_only_an_owner_changes_the_team_hours_and_rota_and_others_find_nothing(practice: Practice) -> None:
    nurse, other = make_colleague(practice), make_colleague(make_practice(), "owner")
    for act, told in (
        (actions.add_member, {"handle": nurse.handle, "role": "owner"}),
        (actions.set_hours, {"openings": []}),
        (actions.close_days, {"first": date.today(), "last": date.today()}),
        (actions.add_shift, {"persona_id": nurse.id, "begins": now(), "ends": now() + DAY}),
        (actions.change_facts, {"facts": FACTS}),
    ):
        with pytest.raises(NotAllowed):
            act(by=viewer_of(nurse), practice_id=practice.pk, **told)
        with pytest.raises(NotHere):
            act(by=viewer_of(other), practice_id=practice.pk, **told)


def test_a_colleague_is_added_and_leaves_and_the_last_owner_stays(practice: Practice, owner: Persona) -> None:
    new, by = make_persona(kind="clinician"), viewer_of(owner)
    row = actions.add_member(by=by, practice_id=practice.pk, handle=f"@{new.handle}", role="responder")
    assert actions.add_member(by=by, practice_id=practice.pk, handle=new.handle, role="responder").id == row.id
    actions.add_shift(by=by, practice_id=practice.pk, persona_id=new.id, begins=now(), ends=now() + DAY)
    actions.end_role(by=by, practice_id=practice.pk, member_id=row.id)
    assert roles_in(practice.pk, new.id) == frozenset()
    assert not TeamShift.objects.exists()
    with pytest.raises(NotHere):
        actions.end_role(by=by, practice_id=practice.pk, member_id=row.id)
    mine = TeamMember.objects.get(persona=owner)
    with pytest.raises(Refused, match="last_owner"):
        actions.end_role(by=by, practice_id=practice.pk, member_id=mine.id)


@pytest.mark.parametrize(
    ("kind", "code"), [("patient", "not_staff"), ("carer", "not_staff"), ("personal", "not_staff")]
)
def test_a_persona_that_is_not_for_work_comes_on_no_team(
    practice: Practice, owner: Persona, kind: str, code: str
) -> None:
    other = make_persona(kind=kind)
    with pytest.raises(Refused, match="not_staff"):
        actions.add_member(by=viewer_of(owner), practice_id=practice.pk, handle=other.handle, role="responder")
    with pytest.raises(Refused, match="no_such_handle"):
        actions.add_member(by=viewer_of(owner), practice_id=practice.pk, handle="nobody", role="responder")


def test_new_hours_take_the_place_of_the_old(practice: Practice, owner: Persona) -> None:
    monday = [Opening(0, time(8), time(12)), Opening(0, time(13), time(17))]
    actions.set_hours(by=viewer_of(owner), practice_id=practice.pk, openings=monday)
    assert sorted(Hours.objects.values_list("weekday", "opens", "closes")) == [
        (0, time(8), time(12)),
        (0, time(13), time(17)),
    ]


def test_closed_days_come_and_go(practice: Practice, owner: Persona) -> None:
    by, today = viewer_of(owner), date.today()
    row = actions.close_days(by=by, practice_id=practice.pk, first=today, last=today + DAY, words="Holiday")
    with pytest.raises(Refused, match="days"):
        actions.close_days(by=by, practice_id=practice.pk, first=today, last=today - DAY)
    actions.drop_closure(by=by, practice_id=practice.pk, closure_id=row.id)
    with pytest.raises(NotHere):
        actions.drop_closure(by=by, practice_id=practice.pk, closure_id=row.id)


def test_who_is_on_call_is_asked_in_order_and_never_who_is_away(practice: Practice, owner: Persona) -> None:
    first, second, by = make_colleague(practice), make_colleague(practice), viewer_of(owner)
    for place, who in ((2, second), (1, first)):
        actions.add_shift(
            by=by, practice_id=practice.pk, persona_id=who.id, begins=now(), ends=now() + DAY, place=place
        )
    assert on_duty(practice.pk, at=now()) == [first.id, second.id]
    actions.go_away(by=viewer_of(first), practice_id=practice.pk, ends=now() + DAY, hands_to=second.id)
    assert on_duty(practice.pk, at=now()) == [second.id]
    actions.come_back(by=viewer_of(first), practice_id=practice.pk)
    assert away(practice.pk, first.id, at=now()) is None
    assert on_duty(practice.pk, at=now()) == [first.id, second.id]


def test_nobody_hands_over_to_herself_or_to_who_answers_nobody(practice: Practice, owner: Persona) -> None:
    nurse = make_colleague(practice)
    with pytest.raises(Refused, match="yourself"):
        actions.go_away(by=viewer_of(nurse), practice_id=practice.pk, ends=now() + DAY, hands_to=nurse.id)
    with pytest.raises(NotHere):
        actions.go_away(by=viewer_of(nurse), practice_id=practice.pk, ends=now() + DAY, hands_to=owner.id)
    with pytest.raises(Refused, match="span"):
        actions.go_away(by=viewer_of(nurse), practice_id=practice.pk, ends=now() - DAY, hands_to=None)


def test_a_text_is_used_once_somebody_else_agreed_to_these_very_words(practice: Practice, owner: Persona) -> None:
    editor, approver = make_colleague(practice, "editor", "approver"), make_colleague(practice, "approver")
    wrote = {"by": viewer_of(editor), "practice_id": practice.pk, "name": "Results"}
    row = actions.write_template(**wrote, words="Your result is fine.")
    read = row.changed_at.isoformat()
    agree = {"practice_id": practice.pk, "template_id": row.id}
    with pytest.raises(NotAllowed):
        actions.approve_template(by=viewer_of(editor), changed=read, **agree)
    actions.write_template(**wrote, words="Your result is not fine.")
    with pytest.raises(Refused, match="changed"):
        actions.approve_template(by=viewer_of(approver), changed=read, **agree)
    assert usable_templates(practice.pk) == []
    again = Template.objects.get().changed_at.isoformat()
    actions.approve_template(by=viewer_of(approver), changed=again, **agree)
    assert [one.words for one in usable_templates(practice.pk)] == ["Your result is not fine."]
    actions.write_template(**wrote, words="Once more changed.")
    assert usable_templates(practice.pk) == []
    actions.retire_template(by=viewer_of(editor), practice_id=practice.pk, template_id=row.id)
    with pytest.raises(NotHere):
        actions.retire_template(by=viewer_of(editor), practice_id=practice.pk, template_id=row.id)

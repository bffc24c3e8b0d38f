"""Who is told when a crash begins: who was named, said yes, is switched on and is near; in words without content."""

from datetime import timedelta

import pytest
import time_machine

from bedside.areas.consents import actions as consents
from bedside.areas.contacts import actions as contacts
from bedside.areas.notify.models import Notice, NoticeKind
from bedside.areas.notify.queries import notices
from bedside.areas.people.models import Persona
from bedside.areas.records import actions, queries
from bedside.areas.records.actions.carers import begin_crash_for
from bedside.areas.records.models import Told
from bedside.areas.records.queries import telling
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import deliver_now
from tests.areas.consents.test_grants import granted
from tests.factories import follow, make_persona, viewer_of

pytestmark = pytest.mark.django_db
HARD = (NoticeKind.HARD_TIME, NoticeKind.HARD_OVER)


class Near:
    """Joan; Ana who cares for her; Moss, whom she follows and who follows her."""

    def __init__(self) -> None:
        self.joan: Persona = make_persona(name="Joan Reed", handle="quiet_joan")
        self.ana: Persona = make_persona(kind="carer", name="Ana", handle="ana_cares")
        self.moss: Persona = make_persona(name="Moss", handle="moss")
        self.grant = granted(self.joan, self.ana, scopes=frozenset({"view record", "enter logs"}))
        follow(self.joan, self.moss)
        follow(self.moss, self.joan)
        self.hers = viewer_of(self.joan)

    def names(self, person: Persona, *, yes: bool = True, on: bool = True, end: bool = False) -> int:
        actions.ask_to_tell(by=self.hers, person_id=person.id)
        row = Told.objects.get(person_id=person.id)
        if yes:
            actions.answer_telling(by=viewer_of(person), told_id=row.id, yes=True)
        actions.switch_telling(by=self.hers, told_id=row.id, switch="is_on", on=on)
        actions.switch_telling(by=self.hers, told_id=row.id, switch="tells_end", on=end)
        return row.id

    def crashes(self) -> None:
        actions.begin_crash(by=self.hers)
        deliver_now()

    def read(self, person: Persona) -> list[str]:
        deliver_now()
        return [one.text for one in notices(viewer_of(person)).groups if one.kind in HARD]


@pytest.fixture
def near() -> Near:
    return Near()


def test_who_was_named_said_yes_and_is_on_is_told_in_words_without_content(near: Near) -> None:
    near.names(near.ana)
    near.crashes()
    assert near.read(near.ana) == ["Joan Reed asked that you be told: they are having a hard time."]
    assert near.read(near.moss) == []
    near.crashes()  # a second press begins no other
    assert Notice.objects.filter(kind=NoticeKind.HARD_TIME).count() == 1


@pytest.mark.parametrize("missing", ["yes", "on"])
def test_without_a_yes_or_the_switch_nobody_is_told(near: Near, missing: str) -> None:
    near.names(near.ana, **{missing: False})
    near.crashes()
    assert near.read(near.ana) == []


def test_the_end_is_told_only_where_it_is_wished(near: Near) -> None:
    near.names(near.ana)
    near.names(near.moss, end=True)
    with time_machine.travel(now(), tick=False) as clock:
        near.crashes()
        clock.shift(timedelta(days=2))
        actions.end_crash(by=near.hers)
        assert len(near.read(near.ana)) == 1
        assert near.read(near.moss)[0] == "Joan Reed asked that you be told: the hard time is over."


def test_a_slip_takes_back_what_was_told(near: Near) -> None:
    near.names(near.ana)
    with time_machine.travel(now(), tick=False) as clock:
        near.crashes()
        clock.shift(20)
        actions.end_crash(by=near.hers)
        assert near.read(near.ana) == []


def test_only_who_is_near_can_be_named(near: Near) -> None:
    stranger, doctor = make_persona(), make_persona(kind="clinician")
    follow(near.joan, stranger)  # one way
    follow(near.joan, doctor)
    follow(doctor, near.joan)
    herself = make_persona(account=near.joan.account)
    follow(near.joan, herself)
    follow(herself, near.joan)
    assert {one.id for one in telling.could_be_named(near.hers)} == {near.ana.id, near.moss.id}
    for other in (stranger, doctor, near.joan, herself):
        with pytest.raises(NotHere):
            actions.ask_to_tell(by=near.hers, person_id=other.id)


def test_a_fourth_is_refused(near: Near) -> None:
    for name in ("one", "two"):
        other = make_persona(handle=name)
        follow(near.joan, other)
        follow(other, near.joan)
        near.names(other)
    near.names(near.moss)
    with pytest.raises(Refused, match="most"):
        near.names(near.ana)


def test_either_side_ends_it(near: Near) -> None:
    first, second = near.names(near.ana), near.names(near.moss)
    actions.answer_telling(by=viewer_of(near.ana), told_id=first, yes=False)
    actions.drop_telling(by=near.hers, told_id=second)
    near.crashes()
    assert (near.read(near.ana), near.read(near.moss)) == ([], [])
    assert telling.named(near.hers) == []


def test_nobody_else_answers_or_switches(near: Near) -> None:
    row = near.names(near.ana, yes=False)
    with pytest.raises(NotHere):
        actions.answer_telling(by=near.hers, told_id=row, yes=True)  # nobody says yes to her own asking
    for other in (near.moss, near.ana):
        with pytest.raises(NotHere):
            actions.switch_telling(by=viewer_of(other), told_id=row, switch="is_on", on=True)
        with pytest.raises(NotHere):
            actions.drop_telling(by=viewer_of(other), told_id=row)
    with pytest.raises(NotHere):
        actions.answer_telling(by=viewer_of(near.moss), told_id=row, yes=True)


def test_a_block_ends_it_without_a_trace(near: Near) -> None:
    near.names(near.moss)
    near.crashes()
    contacts.block(by=viewer_of(near.moss), target_id=near.joan.id)
    deliver_now()
    assert (telling.named(near.hers), telling.asked_by(viewer_of(near.moss))) == ([], [])
    assert not Told.objects.exists()
    assert near.read(near.moss) == []
    assert near.moss.id not in {one.id for one in telling.could_be_named(near.hers)}


@pytest.mark.parametrize("who", ["ana", "moss"])
def test_who_is_no_longer_near_is_not_told(near: Near, who: str) -> None:
    person: Persona = getattr(near, who)
    near.names(person)
    if who == "ana":
        consents.stop(by=near.hers, grant_id=near.grant)
    else:
        contacts.unfollow(by=near.hers, target_id=near.moss.id)
    near.crashes()
    assert near.read(person) == []
    assert telling.named(near.hers) == []


def test_a_carer_begins_it_by_her_scope_and_is_not_told_what_she_knows(near: Near) -> None:
    near.names(near.ana)
    near.names(near.moss)
    begin_crash_for(by=viewer_of(near.ana), grant_id=near.grant)
    now_in = queries.own_crash(near.hers)
    assert now_in is not None
    assert now_in.proxy_id == near.ana.id
    assert (near.read(near.ana), len(near.read(near.moss))) == ([], 1)


def test_a_carer_without_the_scope_begins_none(near: Near) -> None:
    consents.stop(by=near.hers, grant_id=near.grant)
    grant = granted(near.joan, near.ana, scopes=frozenset({"view record"}))
    near.names(near.moss)
    with pytest.raises(NotHere):
        begin_crash_for(by=viewer_of(near.ana), grant_id=grant)
    assert queries.own_crash(near.hers) is None
    assert near.read(near.moss) == []


def test_another_name_of_the_account_is_not_given_away(near: Near) -> None:
    near.names(near.moss)
    other = make_persona(name="Nightjar", account=near.joan.account)
    actions.begin_crash(by=viewer_of(other))
    assert near.read(near.moss) == ["Joan Reed asked that you be told: they are having a hard time."]

"""A member keeps what she has; nobody else reads it, and a deleted one is gone with all its versions."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.errors import MaybeSame, TooLate, TooMany, Unclear
from bedside.areas.records.models import Condition
from bedside.areas.vocabulary.models import TermName, VocabularyTerm
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.policy.conditions import Confidence, Illness, Status
from bedside.policy.dates import part
from tests.factories import make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db
LUPUS = Illness(text="Lantern lupus", onset=part("2019"), diagnosed=part("2021-05"))


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona())


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now(), tick=False) as traveller:
        yield traveller


def texts(by: Viewer) -> list[str]:
    """The names of what somebody keeps."""
    return [one.illness.text for one in queries.own_conditions(by)]


def test_what_is_kept_is_sealed_and_only_its_owner_s(by: Viewer) -> None:
    kept = actions.add_condition(by=by, illness=LUPUS)
    assert queries.own_condition(by, kept).illness == LUPUS
    row = Condition.objects.get()
    assert b"antern" not in bytes(row.body)
    assert row.share == []


def test_every_persona_of_the_account_opens_it_and_nobody_else(by: Viewer) -> None:
    account = make_account()
    first, second = (viewer_of(make_persona(account=account)) for _ in range(2))
    kept = actions.add_condition(by=first, illness=LUPUS)
    assert queries.own_condition(second, kept).illness.text == "Lantern lupus"
    for other in (by, ANONYMOUS):
        assert queries.own_conditions(other) == ()
        with pytest.raises(NotHere):
            queries.own_condition(other, kept)


def test_a_change_keeps_what_was_said_before_for_its_owner(by: Viewer) -> None:
    kept = actions.add_condition(by=by, illness=LUPUS)
    actions.change_condition(by=by, condition_id=kept, illness=Illness(text="Lupus", confidence=Confidence.LIKELY))
    assert texts(by) == ["Lupus"]
    assert [one.illness.text for one in queries.earlier_conditions(by, kept)] == ["Lantern lupus"]


def test_a_form_that_is_sent_again_unchanged_makes_no_version(by: Viewer) -> None:
    kept = actions.add_condition(by=by, illness=LUPUS)
    actions.change_condition(by=by, condition_id=kept, illness=LUPUS)
    assert Condition.objects.count() == 1


def test_deleting_takes_all_versions(by: Viewer) -> None:
    kept = actions.add_condition(by=by, illness=LUPUS)
    actions.change_condition(by=by, condition_id=kept, illness=Illness(text="Lupus"))
    actions.delete_condition(by=by, condition_id=kept)
    assert not Condition.objects.exists()


def test_nobody_changes_undoes_or_deletes_another_s(by: Viewer) -> None:
    kept = actions.add_condition(by=viewer_of(make_persona()), illness=LUPUS)
    for act in (actions.undo_condition, actions.delete_condition):
        with pytest.raises(NotHere):
            act(by=by, condition_id=kept)
    with pytest.raises(NotHere):
        actions.change_condition(by=by, condition_id=kept, illness=LUPUS)


def test_one_that_may_be_the_same_is_asked_about_and_kept_when_it_is_another(by: Viewer) -> None:
    kept = actions.add_condition(by=by, illness=Illness(text="Broken arm"))
    with pytest.raises(MaybeSame) as asked:
        actions.add_condition(by=by, illness=Illness(text="broken arm"))
    assert asked.value.ids == (kept,)
    actions.add_condition(by=by, illness=Illness(text="broken arm"), another=True)
    assert texts(by) == ["Broken arm", "broken arm"]


def test_the_same_term_under_another_name_is_asked_about(by: Viewer) -> None:
    term = VocabularyTerm.objects.create(system="own", code="x1", label="zzz lamp ache", about="condition", version="1")
    for text in ("zzz lamp ache", "zzz ache of lamps"):
        TermName.objects.create(term=term, text=text, normalised=text, kind="label")
    kept = actions.add_condition(by=by, illness=Illness(text="Zzz lamp ache"))
    assert queries.own_condition(by, kept).illness.term_id == term.id
    with pytest.raises(MaybeSame):
        actions.add_condition(by=by, illness=Illness(text="zzz ache of lamps"))


def test_a_slip_is_undone_within_30_seconds(by: Viewer, clock: time_machine.Traveller) -> None:
    kept = actions.add_condition(by=by, illness=LUPUS)
    clock.shift(timedelta(hours=1))
    actions.change_condition(by=by, condition_id=kept, illness=Illness(text="Lupus"))
    assert actions.undo_condition(by=by, condition_id=kept)
    assert texts(by) == ["Lantern lupus"]
    with pytest.raises(TooLate):
        actions.undo_condition(by=by, condition_id=kept)


def test_a_new_one_that_is_undone_is_gone(by: Viewer) -> None:
    kept = actions.add_condition(by=by, illness=LUPUS)
    assert not actions.undo_condition(by=by, condition_id=kept)
    assert not Condition.objects.exists()


def test_since_when_it_is_over_stays_as_it_was_said_first(by: Viewer, clock: time_machine.Traveller) -> None:
    day = now().date()
    kept = actions.add_condition(by=by, illness=Illness(text="Flu", status=Status.RESOLVED))
    clock.shift(timedelta(days=3))
    actions.change_condition(by=by, condition_id=kept, illness=Illness(text="The flu", status=Status.RESOLVED))
    assert queries.own_condition(by, kept).over_said == day


@pytest.mark.parametrize(
    "illness",
    [Illness(text="flu", onset=part("2999")), Illness(text="flu", onset=part("2020"), diagnosed=part("2019"))],
)
def test_what_cannot_be_true_is_refused_and_changes_nothing(by: Viewer, illness: Illness) -> None:
    with pytest.raises(Unclear):
        actions.add_condition(by=by, illness=illness)
    assert not Condition.objects.exists()


def test_the_two_hundred_and_first_is_refused(by: Viewer) -> None:
    rows = [Condition(owner_id=by.account_id, series_id=number, body=b"x") for number in range(200)]
    Condition.objects.bulk_create(rows)
    with pytest.raises(TooMany):
        actions.add_condition(by=by, illness=LUPUS)


def test_nothing_is_kept_before_the_mail_is_confirmed() -> None:
    persona = make_persona(account=make_account(confirmed=False))
    with pytest.raises(NotAllowed):
        actions.add_condition(by=viewer_of(persona), illness=LUPUS)

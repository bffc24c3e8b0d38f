"""People like me, by the path that a page takes: who is offered, what it tells, and that stopping counts at once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from bedside.areas.contacts.models import Block
from bedside.areas.likeme import actions, queries
from bedside.areas.likeme.actions import Wish
from bedside.areas.likeme.errors import NotUnderThisName, TooManyAsked
from bedside.areas.likeme.listeners import on_use_changed
from bedside.areas.likeme.models import Introduction, MatchPause, MatchProfile
from bedside.areas.likeme.queries.offers import offers
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions as records
from bedside.areas.records.actions.research import stop_use
from bedside.areas.records.actions.sharing import choose
from bedside.areas.records.errors import Unclear
from bedside.areas.records.events import UseChanged
from bedside.areas.vocabulary import actions as vocabulary
from bedside.areas.vocabulary.models import TermName, VocabularyTerm
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.kit.viewing import as_system, viewing
from bedside.policy.disclosure import FLOOR
from bedside.policy.sharing import MATCHING
from bedside.policy.symptoms import Strength
from bedside.policy.terms import own as own_words
from bedside.policy.terms.model import System
from tests.areas.likeme.making import begins, crowd, keeps, member
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime.fromisoformat("2026-03-04T10:00:00+00:00")


@pytest.fixture(autouse=True)
def midweek() -> Iterator[time_machine.Traveller]:
    """All of it happens on a Wednesday, so that the week does not turn in a test."""
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        yield clock


def offered(who: Viewer) -> frozenset[int]:
    """The accounts that are offered to somebody, as her page would ask."""
    with viewing(who.persona_id):
        return frozenset(one.id for one in offers(who))


def first_token(who: Viewer) -> str:
    return queries.people(who).offers[0].token


def met(one: Viewer, other: Viewer) -> int:
    """One asks the other, whom she is offered; return the introduction's id."""
    token = next(
        shown.token
        for shown, real in zip(queries.people(one).offers, offers(one), strict=True)
        if real.id == other.account_id
    )
    actions.ask(by=one, token=token)
    return Introduction.objects.get(owner_id=one.account_id, asked_id=other.account_id).id


def test_eleven_others_are_enough_and_ten_are_not() -> None:
    joan = begins(member("Migraine"))
    others = crowd(FLOOR - 1)
    assert offered(joan) == frozenset()
    others += crowd(1)
    assert len(offered(joan)) == 10
    assert offered(joan) <= {one.account_id for one in others}


def test_both_sides_must_have_agreed() -> None:
    joan, shy = member("Migraine"), member("Migraine")
    everybody = crowd(FLOOR)
    assert offered(joan) == frozenset()
    assert queries.own(joan) is None
    assert shy.account_id not in set().union(*(offered(one) for one in everybody))


def test_reasons_name_only_what_both_marked_and_eleven_share() -> None:
    joan = begins(member("Migraine", "Jackalitis"))
    crowd(FLOOR, "Migraine", "Gout")
    reasons = {reason for one in queries.people(joan).offers for reason in one.reasons}
    assert reasons == {"conditions:migraine", "onset:2010-2014"} | {"age_band:40-49"} & reasons
    begins(joan, "conditions")
    assert not any(reason.startswith("age_band") for one in queries.people(joan).offers for reason in one.reasons)


def test_a_rare_illness_alone_offers_nobody() -> None:
    joan, twin = begins(member("Jackalitis")), begins(member("Jackalitis"))
    crowd(FLOOR)
    assert offered(joan) == offered(twin) == frozenset()


def test_the_answer_of_a_week_is_one_and_the_next_week_has_another(midweek: time_machine.Traveller) -> None:
    joan = begins(member("Migraine"))
    crowd(25)
    first = offered(joan)
    midweek.shift(timedelta(days=3))
    assert offered(joan) == first
    midweek.shift(timedelta(days=2))
    assert offered(joan) != first


def test_probing_by_edits_and_sliders_changes_nothing_before_monday(midweek: time_machine.Traveller) -> None:
    joan = begins(member("Migraine", "Gout"), "conditions")
    crowd(13)
    crowd(12, "Gout")
    first = queries.people(joan)
    for n in range(4):
        midweek.shift(timedelta(days=1))
        keeps(joan, f"Probe {n}")
        actions.begin(by=joan, wish=Wish(fields=("conditions",), have=4, when=1))
        actions.refresh()
        assert queries.people(joan) == first
    midweek.shift(timedelta(days=1))
    assert queries.people(joan) != first


def test_stopping_takes_her_out_of_the_next_answer_of_everybody() -> None:
    joan = begins(member("Migraine"))
    others = crowd(14)
    gone = next(one for one in others if one.account_id in offered(joan))
    actions.stop(by=gone)
    assert gone.account_id not in offered(joan)
    assert queries.own(gone) is None
    with as_system("a test looks whether anything was left"):
        assert not MatchProfile.objects.filter(owner_id=gone.account_id).exists()


def test_who_ends_the_grant_elsewhere_is_gone_before_anybody_hears_of_it() -> None:
    joan = begins(member("Migraine"))
    others = crowd(14)
    gone = next(one for one in others if one.account_id in offered(joan))
    stop_use(by=gone, audience=MATCHING)
    assert gone.account_id not in offered(joan)
    on_use_changed(UseChanged(account_id=gone.account_id, audience=MATCHING))
    on_use_changed(UseChanged(account_id=gone.account_id, audience=MATCHING))
    with as_system("a test looks whether anything was left"):
        assert not MatchProfile.objects.filter(owner_id=gone.account_id).exists()


def test_toggling_the_grant_is_no_new_question_a_new_beginning_waits(midweek: time_machine.Traveller) -> None:
    joan = begins(member("Migraine"))
    crowd(FLOOR)
    actions.stop(by=joan)
    begins(joan)
    own = queries.own(joan)
    assert own is not None
    assert own.waits_until == WEDNESDAY + timedelta(days=7)
    assert offered(joan) == frozenset()
    midweek.shift(timedelta(days=8))
    assert offered(joan)
    actions.refresh()
    with as_system("a test looks whether anything was left"):
        assert not MatchPause.objects.exists()


def test_blocks_on_either_side_are_absent_as_if_they_had_never_come() -> None:
    joan = begins(member("Migraine"))
    others = crowd(FLOOR)
    before = queries.people(joan)
    assert before.offers
    blocked = others[0]
    Block.objects.create(owner_id=blocked.persona_id, target_id=joan.persona_id)
    assert queries.people(joan).offers == ()  # ten are too few, and nothing says why
    assert joan.account_id not in offered(blocked)


def test_one_item_that_is_taken_out_counts_no_more_from_the_night_on() -> None:
    joan = begins(member("Migraine"))
    secret = keeps(joan, "Gout")
    actions.refresh()
    choose(by=joan, kind="conditions", item_id=secret, audiences=[], alone=True)
    actions.refresh()
    own = queries.own(joan)
    assert own is not None
    assert "conditions:gout" not in own.marked.profile.facts


def test_neither_learns_the_name_before_both_said_yes() -> None:
    joan = begins(member("Migraine", name="Joan"))
    others = crowd(FLOOR)
    mary = next(one for one in others if one.account_id in offered(joan))
    number = met(joan, mary)
    (hers,), (marys,) = queries.introductions(joan), queries.introductions(mary)
    assert hers.persona is marys.persona is None
    assert marys.reasons
    actions.answer(by=mary, introduction_id=number, yes=True)
    (hers,), (marys,) = queries.introductions(joan), queries.introductions(mary)
    assert hers.persona is not None
    assert hers.persona.id == mary.persona_id
    assert marys.persona is not None
    assert marys.persona.name == "Joan"


def test_a_no_looks_like_one_that_waits() -> None:
    joan = begins(member("Migraine"))
    others = crowd(FLOOR)
    mary = next(one for one in others if one.account_id in offered(joan))
    number = met(joan, mary)
    before = queries.introductions(joan), queries.people(joan)
    actions.answer(by=mary, introduction_id=number, yes=False)
    assert (queries.introductions(joan), queries.people(joan)) == before
    assert queries.introductions(mary) == []
    with pytest.raises(NotHere):
        actions.answer(by=mary, introduction_id=number, yes=True)


def test_a_block_ends_an_introduction_without_a_trace() -> None:
    joan = begins(member("Migraine"))
    others = crowd(FLOOR + 1)
    mary = next(one for one in others if one.account_id in offered(joan))
    number = met(joan, mary)
    before = queries.introductions(joan)
    Block.objects.create(owner_id=mary.persona_id, target_id=joan.persona_id)
    assert queries.introductions(joan) == before
    assert queries.introductions(mary) == []
    with pytest.raises(NotHere):
        actions.answer(by=mary, introduction_id=number, yes=True)


def test_an_invitation_ends_by_itself_and_five_may_wait(midweek: time_machine.Traveller) -> None:
    joan = begins(member("Migraine"))
    crowd(FLOOR)
    tokens = [one.token for one in queries.people(joan).offers]
    for token in tokens[:5]:
        actions.ask(by=joan, token=token)
    actions.ask(by=joan, token=tokens[0])
    assert len(queries.introductions(joan)) == 5
    with pytest.raises(TooManyAsked):
        actions.ask(by=joan, token=tokens[5])
    midweek.shift(timedelta(days=31))
    assert queries.introductions(joan) == []
    actions.forget_introductions()
    with as_system("a test looks whether anything was left"):
        assert not Introduction.objects.exists()


def test_nobody_else_answers_takes_back_or_asks_by_a_token() -> None:
    joan = begins(member("Migraine"))
    others = crowd(FLOOR)
    mary = next(one for one in others if one.account_id in offered(joan))
    stranger = next(one for one in others if one is not mary)
    number = met(joan, mary)
    for who in (stranger, joan):
        with pytest.raises(NotHere):
            actions.answer(by=who, introduction_id=number, yes=True)
    for who in (stranger, mary):
        with pytest.raises(NotHere):
            actions.let_go(by=who, introduction_id=number)
    with pytest.raises(NotHere):
        actions.ask(by=stranger, token=first_token(joan))
    actions.let_go(by=joan, introduction_id=number)
    assert queries.introductions(mary) == []


def test_only_patients_of_age_who_mark_an_illness_begin() -> None:
    joan = member("Migraine")
    with pytest.raises(Unclear):
        begins(joan, "courses")
    with pytest.raises(Unclear):
        actions.begin(by=joan, wish=Wish(fields=("conditions", "age_band")))
    with pytest.raises(NotUnderThisName):
        begins(viewer_of(make_persona(kind="clinician")), "conditions")
    with pytest.raises(NotAllowed):
        begins(viewer_of(make_persona(teen=True)), "conditions")


def test_what_is_compared_is_her_record_made_coarse() -> None:
    joan = member("Migraine")
    records.log_symptom(
        by=joan, day=now().date(), felt=records.Felt("Light hurts", Strength("0-10", 4), note="At the lake")
    )
    begins(joan)
    own = queries.own(joan)
    assert own is not None
    assert own.marked.profile.facts == {"conditions:migraine", "symptoms:light hurts"}
    assert own.marked.profile.traits == {"onset:2010-2014", "age_band:40-49"}
    with as_system("a test reads what is stored"):
        assert b"igraine" not in bytes(MatchProfile.objects.get().body)


def test_two_words_for_one_illness_meet_and_are_told_by_its_proper_name() -> None:
    vocabulary.import_terms(system=System.OWN, version="1", terms=own_words.read())
    joan = begins(member("ME/CFS"))
    others = crowd(FLOOR, "chronic fatigue syndrome")
    assert offered(joan) <= {one.account_id for one in others}
    reasons = {reason for one in queries.people(joan).offers for reason in one.reasons}
    assert "conditions:chronic fatigue syndrome" in reasons
    assert queries.proper_names(joan, reasons) == {"chronic fatigue syndrome": "chronic fatigue syndrome"}


def test_a_word_that_a_curator_gave_to_a_term_counts_as_that_term_from_the_next_night_on() -> None:
    vocabulary.import_terms(system=System.OWN, version="1", terms=own_words.read())
    joan = begins(member("My shaking trouble"), "conditions")
    term = VocabularyTerm.objects.get(label="multiple sclerosis")
    TermName.objects.create(
        term=term, text="My shaking trouble", normalised="my shaking trouble", kind="synonym", decision_id=1
    )
    actions.refresh()
    own = queries.own(joan)
    assert own is not None
    assert own.marked.profile.facts == {"conditions:multiple sclerosis"}


def test_what_no_vocabulary_knows_is_told_as_its_owner_wrote_it() -> None:
    joan = begins(member("ME/CFS", "Migraine"))
    reasons = ["conditions:me cfs", "conditions:migraine", "onset:2010-2014"]
    assert queries.proper_names(joan, reasons) == {"me cfs": "ME/CFS"}

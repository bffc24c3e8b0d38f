"""Who is drawn, blind answers, and what they come to; the call to the register's number."""

from datetime import timedelta

import pytest

from bedside.areas.credentials.actions import answering, calling, claiming, drawing, sending, volunteering
from bedside.areas.credentials.actions.answering import Said
from bedside.areas.credentials.models import CallBack, Claim, Credential, Evidence, Review, Volunteer
from bedside.areas.credentials.queries import level_of
from bedside.areas.credentials.queries import reviewing as desk
from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.verification.reviewing import ANSWER_WITHIN
from tests.areas.credentials.desk import (
    UNSURE,
    YES,
    again,
    answers,
    claimant,
    make_moderator,
    make_reviewer,
    no,
    reviewer_of,
    sent,
    waiting,
)
from tests.factories import make_claim, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewers() -> list[Persona]:
    return [make_reviewer(f"reviewer_{n}") for n in range(4)]


@pytest.fixture
def claim(reviewers: list[Persona]) -> Claim:
    persona, claim = claimant("uma")
    sent(persona, claim)
    return claim


def test_two_who_agree_give_the_level(claim):
    for review in waiting(claim):
        answers(review, YES)
    assert again(claim).state == "granted"
    assert level_of(claim.persona_id) == "V3"
    shown = Evidence.objects.get(claim=claim, kind="documents")
    assert len(set(shown.found_by)) == 2


def test_two_who_refuse_are_an_answer_and_the_second_reason_is_told(claim):
    one, other = waiting(claim)
    answers(one, no("other_person"))
    assert again(claim).state == "in_review"
    answers(other, no("altered"))
    assert (again(claim).state, again(claim).outcome) == ("refused", "altered")
    assert level_of(claim.persona_id) == "V0"


@pytest.mark.parametrize(("third", "state"), [(YES, "granted"), (no(), "refused")])
def test_when_two_differ_a_third_decides(claim, third, state):
    one, other = waiting(claim)
    answers(one, YES)
    answers(other, no())
    [last] = waiting(claim)
    assert last.reviewer_account not in (one.reviewer_account, other.reviewer_account)
    [task] = desk.desk(viewer_of(reviewer_of(last))).tasks
    assert task.third
    answers(last, third)
    assert again(claim).state == state


def test_who_can_not_say_is_replaced_and_the_third_time_the_owner_is_asked_again(claim):
    for _round in range(2):
        answers(waiting(claim)[0], UNSURE)
        assert len(waiting(claim)) == 2
    answers(waiting(claim)[0], UNSURE)
    assert again(claim).state == "proving"
    assert waiting(claim) == []


def test_a_refusal_says_why(claim):
    review = waiting(claim)[0]
    by = viewer_of(reviewer_of(review))
    for said, code in ((Said("refuse"), "no_such_reason"), (Said("perhaps"), "no_such_answer")):
        with pytest.raises(Refused) as caught:
            answering.answer(by=by, review_id=review.id, said=said)
        assert caught.value.code == code
    assert waiting(claim)[0].id == review.id


def test_an_answer_is_given_once(claim):
    review = waiting(claim)[0]
    answers(review, YES)
    with pytest.raises(NotHere):
        answering.answer(by=viewer_of(reviewer_of(review)), review_id=review.id, said=no())
    assert Review.objects.get(id=review.id).answer == "approve"


def test_nobody_answers_for_another(claim, reviewers):
    one, other = waiting(claim)
    with pytest.raises(NotHere):
        answering.answer(by=viewer_of(reviewer_of(other)), review_id=one.id, said=YES)


def test_a_note_is_sealed_with_the_key_of_whose_claim_it_is(claim):
    review = waiting(claim)[0]
    answers(review, Said("approve", note="The seal on the diploma is odd"))
    sealed = bytes(Review.objects.get(id=review.id).note_sealed or b"")
    assert sealed
    assert b"diploma" not in sealed


def test_who_steps_aside_is_replaced_by_somebody_else(claim):
    review = waiting(claim)[0]
    answering.step_aside(by=viewer_of(reviewer_of(review)), review_id=review.id)
    now_waiting = waiting(claim)
    assert len(now_waiting) == 2
    assert review.reviewer_account not in {one.reviewer_account for one in now_waiting}


def test_who_does_not_answer_in_three_days_is_replaced(claim):
    late, other = waiting(claim)
    Review.objects.filter(id=late.id).update(drawn_at=now() - ANSWER_WITHIN)
    drawing.tick()
    assert Review.objects.get(id=late.id).ended == "late"
    assert other.id in {one.id for one in waiting(claim)}
    assert len(waiting(claim)) == 2
    drawing.tick()
    assert len(waiting(claim)) == 2


@pytest.mark.parametrize("how", ["suspended", "stopped", "lapsed"])
def test_who_lost_the_right_in_between_has_no_desk_and_is_replaced(claim, how):
    review = waiting(claim)[0]
    reviewer = reviewer_of(review)
    if how == "stopped":
        volunteering.volunteer(by=viewer_of(reviewer), willing=False)
    else:
        field = {"suspended": "suspended_at", "lapsed": "valid_until"}[how]
        Credential.objects.filter(persona=reviewer).update(**{field: now() - timedelta(seconds=1)})
    with pytest.raises(NotHere):
        sending.open_papers(by=viewer_of(reviewer), review_id=review.id)
    drawing.tick()
    assert Review.objects.get(id=review.id).ended == "unfit"
    assert len(waiting(claim)) == 2


def test_nobody_from_the_same_employer_and_nobody_new_is_drawn():
    make_reviewer("colleague", employer="Elm Street Practice")
    make_reviewer("fresh", days=89)
    make_reviewer("unwilling", willing=False)
    persona, claim = claimant("uma", employer="elm street practice")
    sent(persona, claim)
    assert waiting(claim) == []
    moderator = make_moderator("mod")
    drawing.tick()
    assert [one.reviewer_id for one in waiting(claim)] == [moderator.id]
    assert desk.desk(viewer_of(moderator)).waiting == 1


def test_who_claimed_the_same_number_is_not_drawn():
    rival = make_reviewer("rival")
    make_claim(rival, state="expired")
    persona, claim = claimant("uma")
    sent(persona, claim)
    assert waiting(claim) == []


def test_a_name_that_is_close_goes_to_people_without_documents(reviewers):
    _persona, claim = claimant("uma")
    Claim.objects.filter(id=claim.id).update(state="in_review", reason="name_is_close", match="near")
    drawing.give_out(claim.id)
    for review in waiting(claim):
        answers(review, YES)
    assert again(claim).state == "matched"
    assert level_of(claim.persona_id) == "V2"


def test_who_is_drawn_is_told_that_something_waits_and_not_whose_it_is(reviewers):
    claim = make_claim(make_persona(kind="clinician"), state="in_review")
    drawing.give_out(claim.id)
    deliver_now()
    drawn = set(Review.objects.filter(claim=claim).values_list("reviewer_id", flat=True))
    told = {(one.owner_id, one.actor_id) for one in Notice.objects.filter(kind="review")}
    assert told == {(reviewer, 0) for reviewer in drawn} != set()
    deliver_now()
    assert Notice.objects.filter(kind="review").count() == len(drawn)


def test_an_appeal_goes_to_people_who_were_not_involved(claim):
    make_reviewer("fifth")
    first = waiting(claim)
    for review in first:
        answers(review, no())
    owner = viewer_of(Persona.objects.get(id=claim.persona_id))
    claiming.appeal(by=owner, claim_id=claim.id, words="Look at the seal once more, please.")
    deliver_now()
    second = waiting(claim)
    assert len(second) == 2
    assert not {one.reviewer_account for one in first} & {one.reviewer_account for one in second}
    for review in second:
        answers(review, YES)
    assert again(claim).state == "granted"


def called(handle: str = "uma") -> tuple[Persona, CallBack]:
    """Somebody asks to be called, and a caller is drawn."""
    persona, claim = claimant(handle)
    calling.ask_call(by=viewer_of(persona), claim_id=claim.id)
    deliver_now()
    return persona, CallBack.objects.get(claim=claim)


def caller_of(call: CallBack) -> Persona:
    """Who was drawn to call."""
    return Persona.objects.get(id=call.caller_id)


def test_the_code_read_out_at_the_registers_number_proves_the_claim(reviewers):
    persona, call = called()
    by = viewer_of(caller_of(call))
    assert calling.telephone_for(by=by, call_id=call.id) == "4025550101"
    own = desk.own_call(viewer_of(persona), again(call.claim))
    assert own is not None
    code = own.code
    calling.type_code(by=by, call_id=call.id, typed=f" {code[:3]} {code[3:]} ")
    assert again(call.claim).state == "granted"
    assert level_of(persona.id) == "V3"
    assert CallBack.objects.get().state == "proven"


def test_five_wrong_codes_end_the_call_and_the_claim(reviewers):
    _persona, call = called()
    by = viewer_of(caller_of(call))
    for _try in range(5):
        with pytest.raises(Refused) as caught:
            calling.type_code(by=by, call_id=call.id, typed="111111")
        assert caught.value.code == "wrong_code"
    with pytest.raises(NotHere):
        calling.type_code(by=by, call_id=call.id, typed=call.code)
    assert (again(call.claim).state, again(call.claim).outcome) == ("refused", "no_answer")


def test_a_wrong_try_is_counted_though_it_is_refused(reviewers):
    _persona, call = called()
    with pytest.raises(Refused):
        calling.type_code(by=viewer_of(caller_of(call)), call_id=call.id, typed="")
    assert CallBack.objects.get().tries == 1


def test_nobody_but_the_caller_sees_the_number_or_types_the_code(reviewers):
    persona, call = called()
    for one in [persona, *(each for each in reviewers if each.id != call.caller_id)]:
        with pytest.raises(NotHere):
            calling.telephone_for(by=viewer_of(one), call_id=call.id)
        with pytest.raises(NotHere):
            calling.type_code(by=viewer_of(one), call_id=call.id, typed=call.code)
    assert CallBack.objects.get().tries == 0


def test_a_call_that_nobody_made_in_seven_days_is_over(reviewers):
    _persona, call = called()
    CallBack.objects.update(expires_at=now())
    drawing.tick()
    assert CallBack.objects.get().state == "late"
    assert again(call.claim).state == "refused"


def test_papers_alone_never_settle_two_claims_on_one_number(reviewers):
    persona, claim = claimant("uma")
    sent(persona, claim)
    other = make_persona(kind="clinician", handle="owl")
    rival = make_claim(other, state="in_review")
    Claim.objects.update(contested=True)
    drawing.give_out(claim.id)
    for review in waiting(claim):
        answers(review, YES)
    assert again(claim).state == "in_review"
    call = CallBack.objects.get(claim=claim)
    calling.type_code(by=viewer_of(caller_of(call)), call_id=call.id, typed=call.code)
    assert again(claim).state == "granted"
    assert again(rival).state == "refused"
    assert (level_of(persona.id), level_of(other.id)) == ("V3", "V0")


def test_a_reviewer_who_doubts_calls_and_decides_with_what_she_heard(claim):
    review = waiting(claim)[0]
    by = viewer_of(reviewer_of(review))
    call = calling.begin_call(by=by, review_id=review.id)
    calling.give_up(by=by, call_id=call.id)
    assert again(claim).state == "in_review"  # people decide with that
    answers(review, no("no_answer"))
    answers(waiting(claim)[0], no("altered"))
    assert again(claim).state == "refused"


def test_only_who_has_been_verified_for_ninety_days_may_volunteer():
    old, fresh = make_reviewer("old", willing=False), make_reviewer("fresh", days=89, willing=False)
    volunteering.volunteer(by=viewer_of(old), willing=True)
    volunteering.volunteer(by=viewer_of(old), willing=True)
    assert Volunteer.objects.count() == 1
    with pytest.raises(NotHere):
        volunteering.volunteer(by=viewer_of(fresh), willing=True)
    volunteering.volunteer(by=viewer_of(old), willing=False)
    assert not Volunteer.objects.exists()
    with pytest.raises(NotHere):
        desk.desk(viewer_of(old))


def test_the_desk_shows_the_oldest_first_and_how_much_waits(reviewers):
    persona, claim = claimant("uma")
    sent(persona, claim)
    one = waiting(claim)[0]
    second = make_claim(make_persona(kind="clinician"), number="1234567893", state="in_review")
    Review.objects.create(
        claim=second,
        reviewer_id=one.reviewer_id,
        reviewer_account=one.reviewer_account,
        drawn_at=now() - timedelta(days=2, hours=1),
    )
    found = desk.desk(viewer_of(reviewer_of(one)))
    assert [task.claim_id for task in found.tasks] == [second.id, claim.id]
    assert [task.clock for task in found.tasks] == ["due_soon", "in_time"]
    assert (found.waiting, found.without) == (2, 0)

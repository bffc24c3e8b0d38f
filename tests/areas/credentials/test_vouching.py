"""Level P: three colleagues, ninety days, once renewed, and what ends it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from bedside.areas.credentials import actions, queries
from bedside.areas.credentials.actions.vouching import forget_vouches, settle_all
from bedside.areas.credentials.models import Credential, Vouch, VouchRound
from bedside.areas.credentials.queries import vouch
from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.verification.vouching import ASKED_AT_MOST, DAYS, RENEW_FROM
from tests.factories import make_credential, make_persona, viewer_of

pytestmark = pytest.mark.django_db
NEUROLOGY = "Neurology"


def doctor(level: str = "V3", *, specialty: str = NEUROLOGY, days: int = 365, **more: object) -> Persona:
    made = make_persona(kind="clinician", **more)  # type: ignore[arg-type]  # passed on
    row = make_credential(made, level=level, days=days)
    Credential.objects.filter(id=row.id).update(specialty=specialty)
    return made


@pytest.fixture
def asker() -> Persona:
    made = make_persona(kind="clinician", handle="far_away")
    save_country(made, "KE")
    return made


def save_country(persona: Persona, country: str) -> None:
    actions.save_profile(by=viewer_of(persona), persona_id=persona.id, wish=actions.Wish(country=country))


def begin(asker: Persona) -> VouchRound:
    return actions.begin_vouching(by=viewer_of(asker), profession="Physician", specialty="neurology")


def ask(asker: Persona, colleague: Persona) -> int:
    return actions.ask_to_vouch(by=viewer_of(asker), voucher_id=colleague.id).id


def say(colleague: Persona, vouch_id: int, *, yes: bool = True) -> None:
    actions.answer_vouch(by=viewer_of(colleague), vouch_id=vouch_id, says_yes=yes)


def vouched(asker: Persona) -> list[tuple[Persona, int]]:
    """Let three colleagues say yes, and return each with what she was asked."""
    begin(asker)
    made = [(colleague, ask(asker, colleague)) for colleague in (doctor(), doctor("V4"), doctor())]
    for colleague, vouch_id in made:
        say(colleague, vouch_id)
    return made


def level(persona: Persona) -> str:
    return queries.level_of(persona.id)


def test_three_yeses_give_the_level_for_ninety_days(asker: Persona) -> None:
    begin(asker)
    three = [doctor(), doctor("V4"), doctor()]
    asked = [ask(asker, colleague) for colleague in three]
    for colleague, vouch_id in zip(three[:2], asked, strict=False):
        say(colleague, vouch_id)
    assert level(asker) == "V0"
    say(three[2], asked[2])
    assert level(asker) == "P"
    row = Credential.objects.get(persona=asker, revoked_at=None)
    assert (row.profession, row.specialty, row.proof, row.title) == ("Physician", NEUROLOGY, "vouches", "")
    with time_machine.travel(now() + DAYS + timedelta(minutes=1)):
        assert level(asker) == "V0"  # colleagues' words end when they end: rooms are not read on


@pytest.mark.parametrize("level_of_voucher", ["V0", "V1", "V2", "P", "S"])
def test_nobody_below_a_checked_licence_vouches(level_of_voucher: str, asker: Persona) -> None:
    begin(asker)
    other = make_persona(kind="clinician") if level_of_voucher == "V0" else doctor(level_of_voucher)
    with pytest.raises(Refused):
        ask(asker, other)


def make_others(asker: Persona) -> list[Callable[[], Persona]]:
    return [
        lambda: doctor(specialty="Cardiology"),
        lambda: doctor(specialty=""),
        lambda: doctor(days=-1),
        lambda: doctor(account=asker.account),
        lambda: doctor(hidden=True),
        lambda: make_persona(kind="patient"),
        lambda: make_persona(kind="personal"),
        lambda: asker,
    ]


@pytest.mark.parametrize("which", range(8))
def test_all_who_can_not_vouch_are_answered_alike(which: int, asker: Persona) -> None:
    begin(asker)
    other = make_others(asker)[which]()
    with pytest.raises(Refused) as refused:
        ask(asker, other)
    with pytest.raises(Refused) as unknown:
        actions.ask_to_vouch(by=viewer_of(asker), voucher_id=404)
    assert (refused.value.code, refused.value.what, refused.value.do) == (
        unknown.value.code,
        unknown.value.what,
        unknown.value.do,
    )
    assert not Vouch.objects.exists()


def test_a_colleague_whose_badge_was_suspended_can_not_say_yes(asker: Persona) -> None:
    begin(asker)
    colleague = doctor()
    vouch_id = ask(asker, colleague)
    Credential.objects.filter(persona=colleague).update(suspended_at=now())
    with pytest.raises(NotAllowed):
        actions.answer_vouch(
            by=queries.viewer_of(colleague.id),  # type: ignore[arg-type]  # she is there
            vouch_id=vouch_id,
            says_yes=True,
        )
    assert Vouch.objects.get().state == "asked"


def test_the_asker_does_not_learn_who_said_no(asker: Persona) -> None:
    begin(asker)
    answered, silent = doctor(), doctor()
    vouch_id = ask(asker, answered)
    ask(asker, silent)
    before = vouch.vouching(viewer_of(asker))
    say(answered, vouch_id, yes=False)
    assert vouch.vouching(viewer_of(asker)) == before
    deliver_now()
    assert not Notice.objects.filter(owner_id=asker.id).exists()
    assert actions.ask_to_vouch(by=viewer_of(asker), voucher_id=answered.id).id == vouch_id
    assert Notice.objects.filter(owner_id=answered.id, kind="vouch_asked").count() == 1


def test_a_colleague_sees_what_was_asked_of_her_and_nobody_else_does(asker: Persona) -> None:
    begin(asker)
    colleague = doctor()
    ask(asker, colleague)
    (asking,) = vouch.asked_of(viewer_of(colleague))
    assert (asking.asker.id, asking.specialty, asking.state) == (asker.id, NEUROLOGY, "asked")
    assert vouch.asked_of(viewer_of(doctor())) == []
    assert vouch.asked_of(viewer_of(asker)) == []


def test_nobody_answers_for_another_nor_twice(asker: Persona) -> None:
    begin(asker)
    colleague = doctor()
    vouch_id = ask(asker, colleague)
    for other in (doctor(), asker):
        with pytest.raises(NotHere):
            say(other, vouch_id)
    say(colleague, vouch_id, yes=False)
    with pytest.raises(NotHere):
        say(colleague, vouch_id)


def test_an_asking_that_nobody_answered_ends_after_a_month(asker: Persona) -> None:
    begin(asker)
    colleague = doctor()
    vouch_id = ask(asker, colleague)
    with time_machine.travel(now() + timedelta(days=31)):
        assert vouch.asked_of(viewer_of(colleague)) == []
        with pytest.raises(NotHere):
            say(colleague, vouch_id)


def test_a_yes_taken_back_ends_the_level_at_once(asker: Persona) -> None:
    made = vouched(asker)
    actions.withdraw_vouch(by=viewer_of(made[0][0]), vouch_id=made[0][1])
    assert level(asker) == "V0"
    deliver_now()
    assert Notice.objects.filter(owner_id=asker.id, kind="vouched").count() == 2
    assert Credential.objects.get(persona=asker).revoked_reason == "vouches"


def test_a_fourth_yes_keeps_the_level_when_one_is_taken_back(asker: Persona) -> None:
    begin(asker)
    four = [doctor() for _ in range(4)]
    asked = [(colleague, ask(asker, colleague)) for colleague in four]
    for colleague, vouch_id in asked:
        say(colleague, vouch_id)
    actions.withdraw_vouch(by=viewer_of(four[0]), vouch_id=asked[0][1])
    assert level(asker) == "P"


@pytest.mark.parametrize(
    ("lost", "left"),
    [({"suspended_at": now()}, "V0"), ({"revoked_at": now()}, "V0"), ({"valid_until": now()}, "P")],
)
def test_a_voucher_who_loses_her_badge_takes_her_yes_along_but_not_when_it_only_runs_out(
    lost: dict[str, object], left: str, asker: Persona
) -> None:
    made = vouched(asker)
    Credential.objects.filter(persona=made[0][0]).update(**lost)
    assert settle_all() == 1
    assert level(asker) == left


def test_a_voucher_who_leaves_takes_her_yes_along(asker: Persona) -> None:
    made = vouched(asker)
    Persona.objects.filter(id=made[0][0].id).update(hidden=True)
    settle_all()
    assert level(asker) == "V0"


def test_it_is_renewed_once_by_three_who_say_yes_again(asker: Persona) -> None:
    made = vouched(asker)
    with pytest.raises(NotAllowed):
        begin(asker)
    with time_machine.travel(now() + DAYS - RENEW_FROM + timedelta(minutes=1)) as clock:
        begin(asker)
        assert level(asker) == "P"
        for colleague, _vouch_id in made:
            say(colleague, ask(asker, colleague))
        live = Credential.objects.get(persona=asker, revoked_at=None)
        assert live.valid_until - now() > DAYS - timedelta(minutes=5)
        clock.shift(DAYS)
        assert level(asker) == "V0"
        with pytest.raises(NotAllowed):
            begin(asker)


def test_it_can_be_renewed_after_it_ran_out_too(asker: Persona) -> None:
    made = vouched(asker)
    with time_machine.travel(now() + DAYS + timedelta(days=5)):
        begin(asker)
        for colleague, _vouch_id in made:
            say(colleague, ask(asker, colleague))
        assert level(asker) == "P"


def test_while_a_renewal_is_asked_for_the_first_vouches_still_count(asker: Persona) -> None:
    made = vouched(asker)
    with time_machine.travel(now() + DAYS - RENEW_FROM + timedelta(minutes=1)):
        begin(asker)
        actions.withdraw_vouch(by=viewer_of(made[0][0]), vouch_id=made[0][1])
        assert level(asker) == "V0"


@pytest.mark.parametrize("country", ["", "US"])
def test_where_a_register_can_be_asked_colleagues_are_not(
    country: str, asker: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bedside.policy.registers.REGISTERS", {"one": type("R", (), {"COUNTRY": "US"})})
    save_country(asker, country)
    with pytest.raises(NotAllowed):
        begin(asker)
    save_country(asker, "KE")
    assert begin(asker).specialty == NEUROLOGY


@pytest.mark.parametrize("kind", ["patient", "student", "personal", "researcher"])
def test_only_clinicians_ask(kind: str) -> None:
    with pytest.raises(NotAllowed):
        begin(make_persona(kind=kind))


def test_nobody_asks_colleagues_without_end(asker: Persona) -> None:
    begin(asker)
    for count in range(ASKED_AT_MOST):
        with time_machine.travel(now() + timedelta(days=1 + count)):
            ask(asker, doctor())
    with time_machine.travel(now() + timedelta(days=20)):
        actions.end_vouching(by=viewer_of(asker))
        begin(asker)
        with pytest.raises(Refused) as refused:
            ask(asker, doctor())
    assert refused.value.code == "asked_enough"


def test_one_colleague_vouches_for_five_at_a_time() -> None:
    busy = doctor()
    for number in range(6):
        asker = make_persona(kind="clinician")
        save_country(asker, "KE")
        begin(asker)
        if number == 5:
            with pytest.raises(Refused):
                ask(asker, busy)
        else:
            say(busy, ask(asker, busy))


def test_who_was_checked_meanwhile_keeps_what_was_checked(asker: Persona) -> None:
    begin(asker)
    asked = [(colleague, ask(asker, colleague)) for colleague in (doctor(), doctor(), doctor())]
    make_credential(asker, level="V3")
    for colleague, vouch_id in asked:
        say(colleague, vouch_id)
    assert level(asker) == "V3"


def test_who_was_asked_is_forgotten_after_the_end_and_that_it_was_still_counts(asker: Persona) -> None:
    vouched(asker)
    forget_vouches(days=90)
    assert Vouch.objects.count() == 3
    VouchRound.objects.update(ended_at=now() - timedelta(days=91))
    forget_vouches(days=90)
    assert not Vouch.objects.exists()
    assert VouchRound.objects.filter(reached_at__isnull=False).count() == 1

"""Identity codes: who gives them, what they open, and that every wrong one is answered alike."""

from datetime import timedelta

import pytest
import time_machine

from bedside.areas.audit.models import AuditEntry
from bedside.areas.messaging import actions
from bedside.areas.messaging.actions.codes import forget_codes
from bedside.areas.messaging.models import Channel, IdentityCode
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Attempt, Persona
from bedside.areas.practice.models import Practice, TeamMember
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.vault import key_no_of
from bedside.policy.limits import CODE_TRIES, CODE_TRIES_NETWORK
from bedside.policy.practice.codes import LIVES, TRIES
from tests.areas.messaging.writing import begin
from tests.factories import make_persona, make_practice, on_team, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Practice:
    return make_practice(slug="elm-street")


@pytest.fixture
def desk(practice: Practice) -> Persona:
    return on_team(make_persona(kind="personal", handle="nadia"), practice, "front_desk")


@pytest.fixture
def patient() -> Persona:
    return make_persona(handle="juniper")


def give(desk: Persona, practice: Practice, **more: str) -> str:
    told = {"record_of": "chart 40-117", "way": "printed"}
    return actions.make_code(by=viewer_of(desk), practice_id=practice.space_id, **told | more)


def use(patient: Persona, practice: Practice, typed: str, *, network: str = "203.0.113.0/24") -> Channel:
    return actions.open_with_code(by=viewer_of(patient), practice_id=practice.space_id, typed=typed, network=network)


def refusal(patient: Persona, practice: Practice, typed: str) -> tuple[str, str, str, str | None]:
    with pytest.raises(Refused) as told:
        use(patient, practice, typed)
    return told.value.code, told.value.what, told.value.do, told.value.field


def test_a_code_opens_the_channel_and_tells_the_practice_for_which_record(practice, desk, patient):
    code = give(desk, practice)
    channel = use(patient, practice, f" {code[:4].lower()} {code[4:].lower()} ")
    assert (channel.pre_patient, channel.relation, channel.record) == (False, "treating", "chart 40-117")
    assert key_no_of(channel.record_sealed) == patient.account.key_no


def test_of_a_code_only_a_keyed_hash_is_kept_and_of_its_use_no_reference(practice, desk, patient):
    code = give(desk, practice)
    row = IdentityCode.objects.get()
    assert code not in str(vars(row))
    assert row.record == "chart 40-117"
    use(patient, practice, code)
    row.refresh_from_db()
    assert (row.record, row.used_at is not None) == ("", True)


def test_who_gave_a_code_and_who_used_it_is_logged(practice, desk, patient):
    use(patient, practice, give(desk, practice))
    entries = AuditEntry.objects.filter(action__in=("code.made", "channel.opened")).order_by("id")
    assert list(entries.values_list("action", "actor_id")) == [
        ("code.made", desk.id),
        ("channel.opened", patient.id),
    ]


def test_every_code_that_does_not_count_is_answered_alike(practice, desk, patient):
    elsewhere = make_practice()
    other_desk = on_team(make_persona(kind="personal"), elsewhere, "owner")
    used, withdrawn, old = give(desk, practice), give(desk, practice), give(desk, practice)
    use(make_persona(), practice, used)
    codes = {row.id: row for row in IdentityCode.objects.order_by("id")}
    second, third = list(codes)[1:3]
    actions.withdraw_code(by=viewer_of(desk), practice_id=practice.space_id, code_id=second)
    IdentityCode.objects.filter(id=third).update(expires_at=now())
    tried = [used, withdrawn, old, give(other_desk, elsewhere), "ZZZZZZZZ", "", "no code at all"]
    answers = {refusal(make_persona(), practice, typed) for typed in tried}
    assert len(answers) == 1
    assert answers.pop()[0] == "wrong_code"
    assert not Channel.objects.filter(patient=patient).exists()


def test_a_code_lives_for_14_days(practice, desk):
    code = give(desk, practice)
    with time_machine.travel(now() + LIVES + timedelta(seconds=1)):
        assert refusal(make_persona(), practice, code)[0] == "wrong_code"
    with time_machine.travel(now() + LIVES - timedelta(minutes=1)):
        assert use(make_persona(), practice, code)


def test_a_code_opens_once(practice, desk, patient):
    code = give(desk, practice)
    use(patient, practice, code)
    assert refusal(make_persona(), practice, code)[0] == "wrong_code"


def test_after_five_wrong_codes_the_right_one_does_not_help_either(practice, desk, patient):
    code = give(desk, practice)
    for _ in range(TRIES):
        refusal(patient, practice, "ZZZZZZZZ")
    with pytest.raises(TooManyTries):
        use(patient, practice, code)
    assert CODE_TRIES.tries == TRIES
    assert use(make_persona(), practice, code)  # nobody else is kept out, and the code is still good


def test_many_accounts_of_one_network_are_stopped_too(practice, desk):
    code = give(desk, practice)
    for _ in range(CODE_TRIES_NETWORK.tries):
        refusal(make_persona(), practice, "ZZZZZZZZ")
    with pytest.raises(TooManyTries):
        use(make_persona(), practice, code)
    assert use(make_persona(), practice, code, network="198.51.100.0/24")


def test_a_right_code_is_not_counted_as_a_try(practice, desk, patient):
    use(patient, practice, give(desk, practice))
    assert not Attempt.objects.exists()


def test_who_is_known_already_spends_no_code(practice, desk, patient):
    use(patient, practice, give(desk, practice))
    code = give(desk, practice)
    assert refusal(patient, practice, code)[0] == "known_already"
    assert use(make_persona(), practice, code)


def test_what_was_begun_without_a_code_goes_on_with_one(practice, desk, patient):
    thread = begin(patient, practice, "Do you take new patients?", reason="joining")
    channel = use(patient, practice, give(desk, practice))
    assert channel.id == thread.channel_id
    assert not channel.pre_patient


@pytest.mark.parametrize("kind", ["carer", "clinician", "personal", "student", "researcher", "organisation"])
def test_only_patients_open_a_door(practice, desk, kind):
    with pytest.raises(NotAllowed):
        use(make_persona(kind=kind), practice, give(desk, practice))


@pytest.mark.parametrize("role", ["editor", "approver", "responder", "on_call"])
def test_other_roles_give_no_codes(practice, role):
    with pytest.raises(NotHere):
        give(on_team(make_persona(kind="personal"), practice, role), practice)


def test_who_left_the_team_gives_no_code_and_withdraws_none(practice, desk):
    give(desk, practice)
    TeamMember.objects.filter(persona=desk).update(ended_at=now())
    with pytest.raises(NotHere):
        give(desk, practice)
    with pytest.raises(NotHere):
        actions.withdraw_code(by=viewer_of(desk), practice_id=practice.space_id, code_id=IdentityCode.objects.get().id)


@pytest.mark.parametrize(("more", "code"), [({"record_of": "  "}, "empty"), ({"way": "pigeon"}, "way")])
def test_a_code_needs_a_record_and_a_way(practice, desk, more, code):
    with pytest.raises(Refused) as told:
        give(desk, practice, **more)
    assert told.value.code == code


def test_what_a_code_was_for_goes_when_it_is_over_and_the_row_later(practice, desk):
    give(desk, practice)
    with time_machine.travel(now() + LIVES + timedelta(minutes=1)):
        forget_codes(90)
        assert IdentityCode.objects.get().record_sealed is None
    with time_machine.travel(now() + LIVES + timedelta(days=91)):
        forget_codes(90)
    assert not IdentityCode.objects.exists()

"""Beginning a claim: the register is asked at once, and tells nobody whose a number is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedside.areas.audit.models import AuditEntry
from bedside.areas.credentials import queries
from bedside.areas.credentials.actions import claiming, mailing
from bedside.areas.credentials.models import Claim, Credential, Evidence
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Persona
from bedside.areas.registers.models import Licence, Taxonomy
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.models import OutboxRow
from tests.factories import make_account, make_claim, make_credential, make_entry, make_persona, viewer_of

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "2900000029", "2900000060"  # the second ends in the check digit 0


@pytest.fixture
def uma() -> Persona:
    make_entry(NUMBER)
    return make_persona(kind="clinician", handle="uma")


def told(**changes: str) -> claiming.Told:
    said = {
        "register": "us_npi",
        "number": NUMBER,
        "family": "Haddad",
        "given": "Uma",
        "profession": "Physician",
        "employer": "Elm Street Clinic",
    }
    return claiming.Told(**(said | changes))


def begin(persona: Persona, **changes: str) -> Claim:
    return claiming.begin(by=viewer_of(persona), told=told(**changes))


def refused(act: Callable[[], Any]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value


def test_number_and_name_together_are_a_match_and_no_more(uma: Persona) -> None:
    claim = begin(uma)
    assert (claim.state, claim.match, claim.reason) == ("matched", "exact", "number_and_name")
    assert queries.level_of(uma.id) == "V2"
    row = Credential.objects.get(persona=uma)
    assert (row.title, row.claim_id, row.licence, row.region, row.proof) == ("", claim.id, "76642", "NE", "")


def test_what_was_typed_is_sealed(uma: Persona) -> None:
    claim = Claim.objects.get(id=begin(uma).id)
    raw = b"".join(bytes(getattr(claim, f"{name}_sealed")) for name in ("number", "family", "given", "employer"))
    assert NUMBER.encode() not in raw
    assert b"Haddad" not in raw
    assert (claim.words("number_sealed"), claim.words("employer_sealed")) == (NUMBER, "Elm Street Clinic")
    texts = f"{list(AuditEntry.objects.values_list())}{list(OutboxRow.objects.values_list())}"
    assert NUMBER not in texts
    assert "Haddad" not in texts


def test_every_step_stands_in_the_log_with_its_reason(uma: Persona) -> None:
    claim = begin(uma)
    rows = AuditEntry.objects.filter(object_kind="claim", object_id=claim.id).order_by("id")
    assert list(rows.values_list("action", "reason_code")) == [
        ("claim.submitted", "sent"),
        ("claim.matched", "number_and_name"),
    ]


@pytest.mark.parametrize("number", [f" {NUMBER} ", NUMBER])
def test_blanks_around_a_number_do_not_matter(uma: Persona, number: str) -> None:
    assert begin(uma, number=number).state == "matched"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("2900000021", "check_digit"),
        ("1234567890", "check_digit"),
        ("123456789", "number_form"),
        ("3234567893", "number_form"),
        ("29000A0029", "number_form"),
        ("", "number_form"),
    ],
)
def test_a_wrong_number_is_refused_before_anything_is_asked_or_counted(uma: Persona, number: str, code: str) -> None:
    error = refused(lambda: begin(uma, number=number))
    assert (error.code, error.field) == (code, "number")
    assert not Claim.objects.exists()
    assert [begin_and_withdraw(uma) for _ in range(5)]  # none of the five claims of a day was used up


def begin_and_withdraw(persona: Persona, **changes: str) -> Claim:
    claim = begin(persona, **changes)
    claiming.withdraw(by=viewer_of(persona), claim_id=claim.id)
    return claim


def test_a_number_that_ends_in_nought_is_a_number(uma: Persona) -> None:
    make_entry(OTHER, family="Osei", given="Kofi")
    assert begin(uma, number=OTHER, family="Osei", given="Kofi").state == "matched"


def test_an_unknown_number_and_somebody_elses_get_the_same_answer_by_the_same_statements(uma: Persona) -> None:
    def tried(**changes: str) -> tuple[tuple[str, ...], list[str]]:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            error = refused(lambda: begin(uma, **changes))
        shapes = [query["sql"].split(" ")[0:3] for query in seen.captured_queries]
        return (error.code, error.what, error.do, str(error.field)), [" ".join(shape) for shape in shapes]

    unknown, elses = tried(number=OTHER), tried(family="Owl", given="Otto")
    assert unknown[0] == elses[0] == ("no_match", claiming.NO_MATCH, claiming.NO_MATCH_DO, "number")
    assert abs(len(unknown[1]) - len(elses[1])) <= 1  # an unknown number has no licences to read
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("family", "given", "state"),
    [
        ("HADDAD", "uma", "matched"),
        ("Haddád", "Uma", "matched"),  # an accent
        ("Haddad", "U", "in_review"),  # an initial: a person looks
    ],
)
def test_a_name_that_differs_a_little(uma: Persona, family: str, given: str, state: str) -> None:
    claim = begin(uma, family=family, given=given)
    assert claim.state == state
    assert (queries.level_of(uma.id) == "V2") == (state == "matched")


@pytest.mark.parametrize(
    ("registered", "typed"),
    [
        (("Müller-Weiß", "Anna"), ("Weiss", "Anna")),  # one part of a hyphenated name
        (("O'Brien", "Pat"), ("OBrien", "Pat")),
        (("Sukarno", ""), ("Sukarno", "")),  # one name only
    ],
)
def test_names_of_all_sorts_match(registered: tuple[str, str], typed: tuple[str, str]) -> None:
    make_entry(OTHER, family=registered[0], given=registered[1])
    persona = make_persona(kind="clinician")
    assert begin(persona, number=OTHER, family=typed[0], given=typed[1]).state == "matched"


def test_a_number_that_ended_gets_its_own_answer() -> None:
    make_entry(OTHER, family="Gone", given="Ada", deactivated="2025-05-01")
    persona = make_persona(kind="clinician")
    error = refused(lambda: begin(persona, number=OTHER, family="Gone", given="Ada"))
    assert (error.code, error.field, Claim.objects.count()) == ("inactive", "number", 0)


def test_who_says_another_profession_than_the_register_is_looked_at_by_a_person(uma: Persona) -> None:
    claim = begin(uma, profession="Nurse")
    assert (claim.state, claim.match) == ("in_review", "near")
    assert queries.level_of(uma.id) == "V0"


def test_a_profession_that_the_register_does_not_tell_is_looked_at_by_a_person(uma: Persona) -> None:
    Licence.objects.update(taxonomy="174400000X")
    assert begin(uma).state == "in_review"


def test_the_operators_map_tells_it_too(uma: Persona) -> None:
    Licence.objects.update(taxonomy="174400000X")
    Taxonomy.objects.create(register="us_npi", code="174400000X", specialty="neurology")
    claim = begin(uma)
    assert claim.state == "matched"
    row = Credential.objects.get(claim_id=claim.id)
    assert (row.profession, row.specialty, row.specialty_checked) == ("Physician", "neurology", True)


def test_five_claims_a_day(uma: Persona) -> None:
    for _ in range(5):
        begin_and_withdraw(uma)
    with pytest.raises(TooManyTries):
        begin(uma)


def test_wrong_names_count_as_claims(uma: Persona) -> None:
    for _ in range(5):
        refused(lambda: begin(uma, family="Owl"))
    with pytest.raises(TooManyTries):
        begin(uma, family="Owl")


def test_one_open_claim_at_a_time(uma: Persona) -> None:
    begin(uma)
    assert refused(lambda: begin(uma)).code == "claim_open"


@pytest.mark.parametrize("kind", ["patient", "carer", "personal", "researcher", "organisation"])
def test_other_personas_have_no_such_page(kind: str) -> None:
    make_entry(NUMBER)
    with pytest.raises(NotHere):
        begin(make_persona(kind=kind))


def test_an_unconfirmed_account_confirms_first(uma: Persona) -> None:
    persona = make_persona(kind="clinician", account=make_account(confirmed=False))
    assert refused(lambda: begin(persona)).code == "unconfirmed"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"family": ""}, "family"),
        ({"family": "29"}, "family"),
        ({"profession": "Wizard"}, "profession"),
        ({"register": "moon"}, "register"),
        ({"employer": "x" * 121}, "employer"),
        ({"given": "Uma\u202e"}, "given"),
    ],
)
def test_bad_words_are_refused_with_their_field(uma: Persona, changes: dict[str, str], field: str) -> None:
    assert refused(lambda: begin(uma, **changes)).field == field


def test_a_student_needs_no_register() -> None:
    persona = make_persona(kind="student")
    claim = claiming.begin(by=viewer_of(persona), told=claiming.Told(family="Lind", given="Bo", employer="Lake School"))
    assert (claim.state, claim.student, claim.register) == ("proving", True, "")


class TestTwoClaimsOnOneNumber:
    """Neither goes on until the register was called."""

    def test_both_are_frozen(self, uma: Persona) -> None:
        first, otto = begin(uma), make_persona(kind="clinician", handle="owl")
        second = begin(otto)
        first.refresh_from_db()
        assert {(one.state, one.contested, one.reason) for one in (first, second)} == {
            ("in_review", True, "second_claim")
        }
        assert (queries.level_of(uma.id), queries.level_of(otto.id)) == ("V0", "V0")
        assert refused(lambda: mailing.ask_code(by=viewer_of(uma), claim_id=first.id, address="u@x.example")).code in (
            "not_an_employer",
            "not_a_step",
        )

    def test_who_holds_a_badge_keeps_it_and_is_told(self, uma: Persona) -> None:
        held = make_claim(uma, state="granted")
        make_credential(uma)
        second = begin(make_persona(kind="clinician"))
        held.refresh_from_db()
        assert (held.state, held.contested, second.state) == ("granted", True, "in_review")
        assert queries.level_of(uma.id) == "V3"
        events = list(OutboxRow.objects.filter(name__endswith="NumberClaimedAgain").values_list("payload", flat=True))
        assert [event["persona_id"] for event in events] == [uma.id]

    def test_an_earlier_claim_of_ones_own_is_none_of_another(self, uma: Persona) -> None:
        begin_and_withdraw(uma)
        assert begin(uma).state == "matched"


class TestWithdrawing:
    """The owner may stop; nobody else may."""

    def test_it_takes_the_match_along(self, uma: Persona) -> None:
        claim = begin_and_withdraw(uma)
        claim.refresh_from_db()
        assert (claim.state, queries.level_of(uma.id)) == ("withdrawn", "V0")

    def test_somebody_elses_claim_is_not_here(self, uma: Persona) -> None:
        claim, other = begin(uma), viewer_of(make_persona(kind="clinician"))
        for act in (
            lambda: claiming.withdraw(by=other, claim_id=claim.id),
            lambda: claiming.hand_in(by=other, claim_id=claim.id),
            lambda: claiming.appeal(by=other, claim_id=claim.id, words="Me."),
            lambda: mailing.enter_code(by=other, claim_id=claim.id, typed="123456"),
            lambda: claiming.withdraw(by=other, claim_id=1),
        ):
            with pytest.raises(NotHere):
                act()

    def test_a_replayed_form_changes_nothing(self, uma: Persona) -> None:
        claim = begin_and_withdraw(uma)
        assert refused(lambda: claiming.withdraw(by=viewer_of(uma), claim_id=claim.id)).code == "not_a_step"
        assert AuditEntry.objects.filter(action="claim.withdrawn").count() == 1


def test_evidence_of_a_match_names_no_person(uma: Persona) -> None:
    claim = begin(uma)
    row = Evidence.objects.get(claim=claim)
    assert (row.kind, row.found_by) == ("register_match", [])

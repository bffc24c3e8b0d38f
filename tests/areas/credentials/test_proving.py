"""Proof of control: a code to a work mailbox, people who looked, somebody who saw the person."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from bedside.areas.audit.models import AuditEntry
from bedside.areas.credentials import queries
from bedside.areas.credentials.actions import claiming, deciding, mailing
from bedside.areas.credentials.models import Claim, Credential, Employer, Evidence, MailCode
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Persona
from bedside.areas.registers.models import Entry, Exclusion
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from tests.areas.credentials.test_claiming import begin, refused
from tests.factories import make_credential, make_entry, make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db

HERS = "uma.haddad@elmclinic.example"
NUMBER = "2900000029"
Act = Callable[[], Any]


@pytest.fixture
def uma() -> Persona:
    make_entry(NUMBER)
    Employer.objects.create(name="Elm Street Clinic", domain="elmclinic.example", added_by=1)
    return make_persona(kind="clinician", handle="uma")


@pytest.fixture
def claim(uma: Persona) -> Claim:
    return begin(uma)


def ask(claim: Claim, address: str = HERS) -> str:
    """Ask for a code and return it, as the mailbox's owner reads it."""
    mailing.ask_code(by=viewer_of(claim.persona), claim_id=claim.id, address=address)
    return MailCode.objects.get(claim=claim).code


def enter(claim: Claim, typed: str) -> Claim:
    return mailing.enter_code(by=viewer_of(claim.persona), claim_id=claim.id, typed=typed)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


class TestTheCode:
    """Six figures, twenty minutes, five tries."""

    def test_match_and_mailbox_together_are_level_three(self, claim: Claim) -> None:
        done = enter(claim, ask(claim))
        row = Credential.objects.get(claim_id=claim.id, revoked_at=None)
        assert (done.state, done.reason, row.level, row.title) == ("granted", "proof_found", "V3", "Dr")
        assert (row.proof, row.register, row.region, row.licence) == ("institution_mail", "us_npi", "NE", "76642")
        assert (row.profession, row.employer, row.checked_by) == ("Physician", "Elm Street Clinic", 0)
        assert row.valid_until - now() > timedelta(days=364)
        assert queries.level_of(claim.persona_id) == "V3"

    def test_the_mail_tells_nobody_what_it_is_about(self, claim: Claim) -> None:
        code = ask(claim)
        assert mailing.send(MailCode.objects.get(claim=claim).id)
        (letter,) = mail.outbox
        assert (letter.to, letter.subject) == ([HERS], "Your code")
        assert code in letter.body
        told = f"{letter.subject} {letter.body}".lower()
        assert not [
            word for word in ("clinic", "doctor", "licen", "verif", "uma", "haddad", "register") if word in told
        ]

    def test_blanks_in_a_typed_code_do_not_matter(self, claim: Claim) -> None:
        code = ask(claim)
        assert enter(claim, f" {code[:3]} {code[3:]} ").state == "granted"

    def test_a_guessed_code_has_five_tries(self, claim: Claim) -> None:
        code = ask(claim)
        found = [refused(lambda: enter(claim, wrong(code))).code for _ in range(5)]
        assert found == ["wrong_code"] * 4 + ["code_over"]
        assert refused(lambda: enter(claim, code)).code == "code_over"
        assert AuditEntry.objects.filter(action="claim.code", outcome="deny").count() == 5

    def test_a_code_is_over_after_twenty_minutes(self, claim: Claim) -> None:
        code = ask(claim)
        MailCode.objects.filter(claim=claim).update(expires_at=now())
        assert refused(lambda: enter(claim, code)).code == "code_over"
        assert not mailing.send(MailCode.objects.get(claim=claim).id)

    def test_a_new_code_makes_the_old_one_void(self, claim: Claim) -> None:
        old, new = ask(claim), ask(claim)
        if old != new:
            assert refused(lambda: enter(claim, old)).code == "wrong_code"
        assert enter(claim, new).state == "granted"

    def test_a_code_is_used_once(self, claim: Claim) -> None:
        code = ask(claim)
        enter(claim, code)
        assert refused(lambda: enter(claim, code)).code == "code_over"
        assert Credential.objects.filter(persona=claim.persona, level="V3").count() == 1

    def test_a_code_of_one_claim_is_none_of_another(self, claim: Claim) -> None:
        Entry.objects.all().delete()
        make_entry("2900000060", family="Osei", given="Kofi")
        code = ask(claim)
        other = begin(make_persona(kind="clinician"), number="2900000060", family="Osei", given="Kofi")
        own = ask(other, "osei@elmclinic.example")
        if code != own:
            assert refused(lambda: enter(other, code)).code == "wrong_code"

    def test_five_codes_a_day(self, claim: Claim) -> None:
        for _ in range(5):
            ask(claim)
        with pytest.raises(TooManyTries):
            ask(claim)

    def test_a_mailbox_gets_three_codes_a_day_and_nobody_learns_of_more(self, claim: Claim, monkeypatch: Any) -> None:
        sent: list[int] = []

        def order(name: str, *, code_id: int) -> None:
            sent.append(code_id)

        monkeypatch.setattr(mailing, "order", order)
        for _ in range(4):
            ask(claim)
        assert [bool(code_id) for code_id in sent] == [True, True, True, False]

    @pytest.mark.parametrize(
        ("address", "code", "do"),
        [
            ("uma.haddad@gmail.com", "domain_free", "Type the address"),
            ("uma.haddad@elmc1inic.example", "not_an_employer", "Did you mean elmclinic.example?"),
            ("uma.haddad@ward.elmclinic.example", "not_an_employer", "Choose another proof"),
            ("uma.haddad@elsewhere.example", "not_an_employer", "Choose another proof"),
            ("uma.haddad", "mail_form", ""),
            ("uma@x.example\nbcc: a@elmclinic.example", "mail_form", ""),
        ],
    )
    def test_only_employers_of_the_list_count(self, claim: Claim, address: str, code: str, do: str) -> None:
        error = refused(lambda: ask(claim, address))
        assert (error.code, error.field) == (code, "address")
        assert error.do.startswith(do)
        assert not MailCode.objects.exists()

    def test_somebody_elses_mailbox_at_the_hospital_is_looked_at_by_people(self, claim: Claim) -> None:
        done = enter(claim, ask(claim, "porter.jones@elmclinic.example"))
        assert (done.state, done.reason, queries.level_of(claim.persona_id)) == ("in_review", "handed_in", "V2")

    def test_a_number_that_ended_in_the_meantime_gives_nothing(self, claim: Claim) -> None:
        code = ask(claim)
        Entry.objects.update(deactivated=date(2026, 11, 1))
        assert enter(claim, code).state == "refused"
        assert queries.level_of(claim.persona_id) == "V0"

    def test_without_a_register_it_is_level_one(self, uma: Persona) -> None:
        claim = begin(uma, register="", number="")
        enter(claim, ask(claim))
        row = Credential.objects.get(persona=uma, revoked_at=None)
        assert (row.level, row.employer, row.title, row.register) == ("V1", "elmclinic.example", "", "")

    def test_the_address_is_forgotten_with_the_code(self, claim: Claim) -> None:
        enter(claim, ask(claim))
        assert not MailCode.objects.exists()
        assert Evidence.objects.get(claim=claim, kind="institution_mail").domain == "elmclinic.example"

    def test_after_a_revocation_a_code_opens_no_door_by_itself(self, claim: Claim) -> None:
        enter(claim, ask(claim))
        Claim.objects.update(state="revoked")
        Credential.objects.update(revoked_at=now())
        again = begin(claim.persona)
        assert enter(again, ask(again)).state == "in_review"

    def test_on_an_excluded_number_a_code_opens_no_door_by_itself(self, claim: Claim) -> None:
        Exclusion.objects.create(register="us_npi", number=claim.words("number_sealed"), since=date(2026, 11, 1))
        assert enter(claim, ask(claim)).state == "in_review"


@pytest.fixture
def in_review(claim: Claim) -> Claim:
    return claiming.hand_in(by=viewer_of(claim.persona), claim_id=claim.id)


def decide(claim: Claim, outcome: str, **more: Any) -> Claim:
    return deciding.decided(claim.id, outcome=outcome, reviewers=(7, 8), **more)


class TestPeopleDecide:
    """What reviewers answer, and what follows."""

    def test_documents_that_were_seen_give_level_three(self, in_review: Claim) -> None:
        done = decide(in_review, "agreed", evidence="documents", licence_ends=date(2027, 3, 31))
        row = Credential.objects.get(claim_id=done.id, revoked_at=None)
        assert (done.state, row.level, row.proof, row.checked_by) == ("granted", "V3", "documents", 7)
        assert f"{row.valid_until:%Y-%m-%d %H:%M}" == "2027-04-01 00:00"
        assert (done.decided_by, Evidence.objects.get(claim=done, kind="documents").found_by) == ([7, 8], [7, 8])

    def test_agreeing_without_a_proof_is_a_match_and_no_more(self, in_review: Claim) -> None:
        assert decide(in_review, "agreed").state == "matched"
        assert queries.level_of(in_review.persona_id) == "V2"

    def test_a_close_name_that_people_know_is_a_match(self, uma: Persona) -> None:
        claim = begin(uma, given="U")
        assert decide(claim, "same_person").state == "matched"
        assert queries.level_of(uma.id) == "V2"
        assert Evidence.objects.get(claim=claim, kind="register_match").found_by == [7, 8]

    def test_what_cannot_be_read_is_asked_again(self, in_review: Claim) -> None:
        assert decide(in_review, "unreadable").state == "proving"

    @pytest.mark.parametrize("outcome", ["other_person", "not_shown", "no_answer", "altered"])
    def test_a_refusal_takes_the_match_along(self, in_review: Claim, outcome: str) -> None:
        done = decide(in_review, outcome, note="Send the back as well.")
        assert (done.state, done.outcome, done.words("note_sealed")) == ("refused", outcome, "Send the back as well.")
        assert queries.level_of(in_review.persona_id) == "V0"

    def test_only_what_is_in_review_is_decided_and_once(self, in_review: Claim) -> None:
        decide(in_review, "not_shown")
        assert refused(lambda: decide(in_review, "agreed", evidence="documents")).code == "not_a_step"
        with pytest.raises(NotHere):
            deciding.decided(1, outcome="agreed", reviewers=())

    def test_an_unknown_answer_is_refused(self, in_review: Claim) -> None:
        assert refused(lambda: decide(in_review, "perhaps")).code == "no_such_outcome"

    def test_nothing_is_granted_on_a_number_that_ended(self, in_review: Claim) -> None:
        Entry.objects.update(deactivated=date(2026, 11, 1))
        assert refused(lambda: decide(in_review, "agreed", evidence="documents")).code == "inactive"


class TestTheCallBack:
    """Two claims on one number are settled by a call to the register's number."""

    @pytest.fixture
    def otto(self, claim: Claim) -> Claim:
        return begin(make_persona(kind="clinician", handle="owl"))

    def test_no_document_settles_it(self, claim: Claim, otto: Claim) -> None:
        for one in (claim, otto):
            assert refused(lambda one=one: decide(one, "agreed", evidence="documents")).code == "contested"  # type: ignore[misc]

    def test_who_answers_the_registers_telephone_has_it(self, claim: Claim, otto: Claim) -> None:
        assert decide(claim, "agreed", evidence="registry_callback").state == "granted"
        otto.refresh_from_db()
        assert (otto.state, otto.outcome, otto.contested) == ("refused", "other_person", False)
        assert (queries.level_of(claim.persona_id), queries.level_of(otto.persona_id)) == ("V3", "V0")

    def test_whose_name_was_only_close_has_her_match_back_when_she_answers(self, claim: Claim, otto: Claim) -> None:
        assert queries.level_of(claim.persona_id) == "V0"
        assert decide(claim, "same_person", evidence="registry_callback").state == "matched"
        assert queries.level_of(claim.persona_id) == "V2"

    def test_who_does_not_loses_the_claim_and_the_other_still_waits_for_its_own_call(
        self, claim: Claim, otto: Claim
    ) -> None:
        decide(otto, "no_answer")
        claim.refresh_from_db()
        assert (claim.state, claim.contested) == ("in_review", True)
        assert decide(claim, "agreed", evidence="registry_callback").state == "granted"

    def test_a_false_holder_is_suspended_when_the_true_one_answers(self, claim: Claim) -> None:
        enter(claim, ask(claim))
        true = begin(make_persona(kind="clinician"))
        assert queries.level_of(claim.persona_id) == "V3"
        decide(true, "agreed", evidence="registry_callback")
        claim.refresh_from_db()
        assert (claim.state, queries.level_of(claim.persona_id)) == ("suspended", "V0")
        assert queries.level_of(true.persona_id) == "V3"

    def test_a_true_holder_loses_nothing(self, claim: Claim) -> None:
        enter(claim, ask(claim))
        false = begin(make_persona(kind="clinician"))
        decide(false, "no_answer")
        claim.refresh_from_db()
        assert (claim.state, claim.contested, queries.level_of(claim.persona_id)) == ("granted", False, "V3")


class TestSeenInPerson:
    """Administrators, and those whom the same employer's roster names."""

    def test_an_administrator_saw_her(self, claim: Claim) -> None:
        by = viewer_of(make_staff("administrator", "root_9"))
        assert deciding.seen_in_person(by=by, handle="uma").state == "granted"
        assert Evidence.objects.get(claim=claim, kind="in_person").found_by == [by.persona_id]

    def test_a_colleague_of_the_same_employers_roster_saw_her(self, claim: Claim) -> None:
        colleague = make_persona(kind="clinician")
        row = make_credential(colleague, level="V4")
        row.employer = "elm street clinic"
        row.save()
        assert deciding.seen_in_person(by=viewer_of(colleague), handle="uma").state == "granted"

    @pytest.mark.parametrize(("level", "employer"), [("V3", "Elm Street Clinic"), ("V4", "Lake Hospital"), ("V4", "")])
    def test_nobody_else_may_say_so(self, claim: Claim, level: str, employer: str) -> None:
        colleague = make_persona(kind="clinician")
        row = make_credential(colleague, level=level)
        row.employer = employer
        row.save()
        with pytest.raises(NotHere):
            deciding.seen_in_person(by=viewer_of(colleague), handle="uma")

    def test_nobody_proves_their_own_claim(self, claim: Claim) -> None:
        staff = make_staff("administrator", "root_9")
        persona = make_persona(kind="clinician", account=staff.account, handle="root_doc")
        make_entry("2900000060", family="Osei", given="Kofi")
        begin(persona, number="2900000060", family="Osei", given="Kofi")
        error = refused(lambda: deciding.seen_in_person(by=viewer_of(staff), handle="root_doc"))
        assert error.code == "own_credential"

    def test_who_claims_nothing_can_be_given_nothing(self, uma: Persona) -> None:
        by = viewer_of(make_staff("administrator", "root_9"))
        assert refused(lambda: deciding.seen_in_person(by=by, handle="uma")).code == "no_claim"


class TestAppeal:
    """Once, within fourteen days, to others."""

    @pytest.fixture
    def turned_down(self, in_review: Claim) -> Claim:
        return decide(in_review, "not_shown")

    def test_it_waits_for_people_again(self, turned_down: Claim) -> None:
        claiming.appeal(by=viewer_of(turned_down.persona), claim_id=turned_down.id, words="It was my old name.")
        claim = Claim.objects.get(id=turned_down.id)
        assert (claim.state, claim.reason, claim.decided_by) == ("in_review", "appealed", [7, 8])
        assert claim.words("appeal_sealed") == "It was my old name."
        assert decide(claim, "agreed", evidence="documents").state == "granted"

    def test_there_is_one(self, turned_down: Claim) -> None:
        def appeal() -> None:
            claiming.appeal(by=viewer_of(turned_down.persona), claim_id=turned_down.id, words="Again.")

        appeal()
        decide(turned_down, "not_shown")
        assert refused(appeal).code == "no_appeal"

    def test_it_has_fourteen_days(self, turned_down: Claim) -> None:
        Claim.objects.update(decided_at=now() - timedelta(days=14))
        by = viewer_of(turned_down.persona)
        assert refused(lambda: claiming.appeal(by=by, claim_id=turned_down.id, words="Late.")).code == "no_appeal"

    def test_it_needs_words(self, turned_down: Claim) -> None:
        by = viewer_of(turned_down.persona)
        for words, code in (("  ", "words_missing"), ("x" * 2001, "too_long")):
            error = refused(lambda words=words: claiming.appeal(by=by, claim_id=turned_down.id, words=words))  # type: ignore[misc]
            assert (error.code, error.field) == (code, "words")
        assert isinstance(error, Refused)

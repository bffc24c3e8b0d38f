"""Suspending, lifting and revoking act at once; so does a register that ends a number."""

from datetime import date
from typing import Any

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.credentials import actions, queries
from bedside.areas.credentials.actions import claiming, holding
from bedside.areas.credentials.listeners import on_exclusions, on_register
from bedside.areas.credentials.models import Claim, Credential, Measure
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers.events import ExclusionsChanged, RegisterChanged
from bedside.areas.registers.models import Entry, Exclusion
from bedside.kit.errors import NotHere
from tests.areas.credentials.test_claiming import begin, refused
from tests.areas.credentials.test_proving import ask, claim, enter, in_review, uma
from tests.factories import make_credential, make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db

__all__ = ["claim", "in_review", "uma"]  # fixtures
NOTE = "A colleague called us about her."


@pytest.fixture
def staff() -> Viewer:
    return viewer_of(make_staff("administrator", "root_8"))


@pytest.fixture
def granted(claim: Claim) -> Claim:
    return enter(claim, ask(claim))


def suspend(by: Viewer, **changes: str) -> None:
    holding.suspend(by=by, **({"handle": "uma", "reason": "suspicion", "note": NOTE} | changes))


def state(claim: Claim) -> str:
    claim.refresh_from_db()
    return claim.state


def test_a_suspension_counts_at_once_and_tells_why(granted: Claim, staff: Viewer) -> None:
    suspend(staff)
    assert (queries.level_of(granted.persona_id), queries.badges([granted.persona_id])) == ("V0", {})
    assert state(granted) == "suspended"
    measure = Measure.objects.get()
    assert (measure.reason, measure.words("note_sealed"), measure.taken_by) == ("suspicion", NOTE, staff.persona_id)
    assert NOTE.encode() not in bytes(measure.note_sealed or b"")


def test_lifting_gives_back_what_was_there(granted: Claim, staff: Viewer) -> None:
    suspend(staff)
    holding.lift(by=staff, handle="uma")
    assert (state(granted), queries.level_of(granted.persona_id)) == ("granted", "V3")
    assert Measure.objects.get().ended_by == staff.persona_id
    suspend(staff)  # and it can be suspended again
    assert Measure.objects.count() == 2


def test_revoking_ends_both(granted: Claim, staff: Viewer) -> None:
    suspend(staff)
    actions.revoke(by=staff, handle="uma", reason="not she", told="We could not confirm it.")
    assert (state(granted), queries.level_of(granted.persona_id)) == ("revoked", "V0")
    assert granted.decided_by == [staff.persona_id]
    assert Measure.objects.get().ended_at is not None


def test_every_step_stands_in_the_log_with_who_and_why(granted: Claim, staff: Viewer) -> None:
    suspend(staff)
    holding.lift(by=staff, handle="uma")
    rows = AuditEntry.objects.filter(actor_id=staff.persona_id).order_by("id")
    assert list(rows.values_list("action", "role", "reason_code")) == [
        ("suspend credential", "administrator", "suspicion"),
        ("claim.suspended", "administrator", "suspicion"),
        ("lift credential", "administrator", ""),
        ("claim.granted", "administrator", "cleared"),
    ]
    assert NOTE not in str(list(AuditEntry.objects.values_list()))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": "a hunch"}, "no_such_reason"),
        ({"note": " "}, "words_missing"),
        ({"handle": "nobody_here"}, "no_such_handle"),
        ({"handle": "bare"}, "no_credential"),
    ],
)
def test_what_is_missing_is_said(granted: Claim, staff: Viewer, changes: dict[str, str], code: str) -> None:
    make_persona(kind="clinician", handle="bare")
    assert refused(lambda: suspend(staff, **changes)).code == code


def test_moderators_suspend_and_do_not_judge(granted: Claim) -> None:
    moderator = viewer_of(make_staff("moderator", "mod_8"))
    suspend(moderator)
    with pytest.raises(NotHere):
        holding.lift(by=moderator, handle="uma")
    with pytest.raises(NotHere):
        suspend(viewer_of(make_persona(kind="clinician")))


def test_staff_do_not_act_on_themselves(staff: Viewer) -> None:
    own = make_persona(kind="clinician", handle="own", account=Persona.objects.get(id=staff.persona_id).account)
    make_credential(own)
    assert refused(lambda: suspend(staff, handle="own")).code == "oneself"
    assert refused(lambda: holding.lift(by=staff, handle="own")).code == "oneself"


def test_a_credential_of_before_claims_can_be_suspended_too(staff: Viewer) -> None:
    old = make_persona(kind="clinician", handle="old")
    make_credential(old)
    suspend(staff, handle="old")
    assert queries.level_of(old.id) == "V0"


def test_the_owner_answers_once(granted: Claim, staff: Viewer) -> None:
    suspend(staff)
    by = viewer_of(granted.persona)
    claiming.answer(by=by, words="Call my clinic.")
    assert Measure.objects.get().words("answer_sealed") == "Call my clinic."
    assert refused(lambda: claiming.answer(by=by, words="Please.")).code == "answered"
    holding.lift(by=staff, handle="uma")
    with pytest.raises(NotHere):
        claiming.answer(by=by, words="Thanks.")


def test_nobody_claims_her_way_out_of_a_suspension(granted: Claim, staff: Viewer) -> None:
    suspend(staff)
    assert refused(lambda: begin(granted.persona)).code == "suspended"


class TestTheListOfExcludedPersons:
    """A monthly list names numbers, whatever the register says of them."""

    def excluded(self, number: str) -> None:
        Exclusion.objects.create(register="us_npi", number=number, since=date(2026, 11, 1))
        on_exclusions(ExclusionsChanged(register="us_npi", import_id=1))

    def test_what_was_granted_on_a_number_of_it_is_suspended_at_once(self, granted: Claim) -> None:
        self.excluded(granted.words("number_sealed"))
        row = Credential.objects.get(claim_id=granted.id, revoked_at=None)
        assert (state(granted), row.suspended_reason) == ("suspended", "excluded")
        assert queries.level_of(granted.persona_id) == "V0"

    def test_told_twice_it_is_done_once(self, granted: Claim) -> None:
        self.excluded(granted.words("number_sealed"))
        on_exclusions(ExclusionsChanged(register="us_npi", import_id=1))
        assert Measure.objects.count() == 1

    def test_an_open_claim_waits_for_people_who_read_of_it(self, in_review: Claim) -> None:
        self.excluded(in_review.words("number_sealed"))
        assert state(in_review) == "in_review"

    def test_another_number_changes_nothing(self, granted: Claim) -> None:
        self.excluded("1999999984")
        assert state(granted) == "granted"


class TestTheRegisterChanged:
    """A weekly file ends numbers."""

    def ended(self) -> None:
        Entry.objects.update(deactivated=date(2026, 11, 1))
        on_register(RegisterChanged(register="us_npi", import_id=1))

    def test_what_was_granted_is_suspended_at_once(self, granted: Claim) -> None:
        self.ended()
        row = Credential.objects.get(claim_id=granted.id, revoked_at=None)
        assert (state(granted), row.suspended_reason) == ("suspended", "register_inactive")
        assert queries.level_of(granted.persona_id) == "V0"

    def test_told_twice_it_is_done_once(self, granted: Claim) -> None:
        self.ended()
        self.ended()
        assert Measure.objects.count() == 1
        assert AuditEntry.objects.filter(action="claim.suspended").count() == 1

    @pytest.mark.parametrize("waits", ["claim", "in_review"])
    def test_an_open_claim_is_refused(self, request: Any, waits: str) -> None:
        open_one = request.getfixturevalue(waits)
        self.ended()
        assert (state(open_one), open_one.outcome) == ("refused", "register_inactive")
        assert queries.level_of(open_one.persona_id) == "V0"

    def test_an_import_that_ends_nothing_changes_nothing(self, granted: Claim) -> None:
        on_register(RegisterChanged(register="us_npi", import_id=1))
        assert state(granted) == "granted"

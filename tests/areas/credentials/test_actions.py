"""Credentials are recorded by who checked, for a while, and revoked with a reason."""

from datetime import timedelta

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.credentials import actions, queries
from bedside.areas.credentials.models import Claim, Credential, Evidence
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from tests.factories import make_account, make_claim, make_credential, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def uma() -> Persona:
    return make_persona(kind="clinician", handle="uma")


@pytest.fixture
def administrator() -> Viewer:
    return viewer_of(make_persona(account=make_account(staff=("administrator",))))


def check(**changes: object) -> actions.Check:
    said: dict[str, object] = {
        "level": "V3",
        "title": "Dr",
        "profession": "Physician, neurology",
        "checked": "licence and identity",
        "valid_until": now() + timedelta(days=300),
    }
    return actions.Check(**(said | changes))  # type: ignore[arg-type]


def test_a_recorded_credential_is_live(uma: Persona, administrator: Viewer) -> None:
    row = actions.grant(by=administrator, handle="uma", check=check())
    assert queries.level_of(uma.id) == "V3"
    assert row.checked_by == administrator.persona_id


def test_behind_what_is_recorded_by_hand_stands_who_saw_the_person(uma: Persona, administrator: Viewer) -> None:
    row = actions.grant(by=administrator, handle="uma", check=check())
    claim = Claim.objects.get(id=row.claim_id)
    shown = Evidence.objects.get(claim=claim)
    assert (claim.state, shown.kind, shown.found_by) == ("granted", "in_person", [administrator.persona_id])
    actions.grant(by=administrator, handle="uma", check=check(level="V2", title=""))
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == ("expired", "replaced")


def test_what_was_open_is_answered_by_it(uma: Persona, administrator: Viewer) -> None:
    waiting = make_claim(uma, state="proving")
    actions.grant(by=administrator, handle="uma", check=check())
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("withdrawn", "replaced")


def test_revoking_revokes_the_claim_too(uma: Persona, administrator: Viewer) -> None:
    row = actions.grant(by=administrator, handle="uma", check=check())
    actions.revoke(by=administrator, handle="uma", reason="licence ended", told="We could not confirm it.")
    assert Claim.objects.get(id=row.claim_id).state == "revoked"


def test_a_new_credential_takes_the_place_of_the_old(uma: Persona, administrator: Viewer) -> None:
    old = make_credential(uma, level="V2")
    actions.grant(by=administrator, handle="uma", check=check())
    old.refresh_from_db()
    assert (old.revoked_reason, Credential.objects.filter(revoked_at=None).count()) == ("replaced", 1)


def test_a_revoked_credential_counts_no_more(uma: Persona, administrator: Viewer) -> None:
    make_credential(uma)
    actions.revoke(by=administrator, handle="uma", reason="licence ended", told="We could not confirm it.")
    assert queries.level_of(uma.id) == "V0"
    assert queries.badges([uma.id]) == {}


def test_what_is_done_stands_in_the_log(uma: Persona, administrator: Viewer) -> None:
    actions.grant(by=administrator, handle="uma", check=check())
    actions.revoke(by=administrator, handle="uma", reason="licence ended", told="We could not confirm it.")
    rows = (
        AuditEntry.objects.filter(subject_id=uma.id, object_kind="credential")
        .order_by("id")
        .values_list("action", "actor_id")
    )
    who = administrator.persona_id
    assert list(rows) == [("grant credential", who), ("revoke credential", who)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level": "V0"}, "level"),
        ({"level": "V9"}, "level"),
        ({"level": "V2"}, "title"),
        ({"title": "Professor Doctor"}, "title"),
        ({"profession": " "}, "profession"),
        ({"profession": "x\u202ey"}, "profession"),
        ({"checked": ""}, "checked"),
        ({"valid_until": now() - timedelta(days=1)}, "valid_until"),
        ({"valid_until": now() + timedelta(days=400)}, "valid_until"),
        ({"level": "P", "title": "", "valid_until": now() + timedelta(days=100)}, "valid_until"),
    ],
)
def test_a_check_that_does_not_hold_is_refused(
    uma: Persona, administrator: Viewer, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.grant(by=administrator, handle="uma", check=check(**changes))
    assert refused.value.field == field
    assert not Credential.objects.exists()


def test_a_patient_has_no_credential(administrator: Viewer) -> None:
    make_persona(kind="patient", handle="ada")
    with pytest.raises(Refused) as refused:
        actions.grant(by=administrator, handle="ada", check=check())
    assert refused.value.code == "not_a_clinician"


def test_nobody_records_their_own(administrator: Viewer) -> None:
    own = Persona.objects.get(id=administrator.persona_id).account
    make_persona(kind="clinician", handle="self", account=own)
    with pytest.raises(Refused) as refused:
        actions.grant(by=administrator, handle="self", check=check())
    assert refused.value.code == "own_credential"


def test_revoking_needs_a_reason(uma: Persona, administrator: Viewer) -> None:
    make_credential(uma)
    with pytest.raises(Refused) as refused:
        actions.revoke(by=administrator, handle="uma", reason="  ", told="We could not confirm it.")
    assert refused.value.field == "reason"
    with pytest.raises(Refused) as refused:
        actions.revoke(by=administrator, handle="uma", reason="licence ended", told=" ")
    assert refused.value.field == "told"
    assert Credential.objects.get().revoked_at is None


def test_for_all_others_there_is_no_such_page(uma: Persona) -> None:
    moderator = viewer_of(make_persona(account=make_account(staff=("moderator",))))
    for by in (ANONYMOUS, viewer_of(uma), moderator):
        with pytest.raises(NotHere):
            actions.grant(by=by, handle="uma", check=check())
        with pytest.raises(NotHere):
            actions.revoke(by=by, handle="uma", reason="none", told="We could not confirm it.")

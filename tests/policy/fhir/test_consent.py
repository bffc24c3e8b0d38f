"""A permission of the ledger as FHIR Consent: valid, revoked ones inactive, without an end where there is none."""

from bedside.policy.fhir import consent
from bedside.policy.fhir.model import Grant
from bedside.policy.fhir.validating import fault

GRANT = Grant(
    audience="community me-cfs",
    kinds=("conditions", "courses"),
    granted_at="2026-01-02",
    expires_at="2027-01-02",
    text_version="2",
)


def made(**changes):
    fields = {name: getattr(GRANT, name) for name in GRANT.__slots__} | changes
    return consent.build(Grant(**fields), id="c", subject="Patient/p")


def test_a_permission_is_valid_and_says_to_whom_for_what_and_until_when():
    found = made()
    assert fault(found) is None
    assert found["status"] == "active"
    assert found["provision"]["period"] == {"start": "2026-01-02", "end": "2027-01-02"}
    assert [code["text"] for code in found["provision"]["code"]] == ["conditions", "courses"]
    assert found["provision"]["actor"][0]["reference"] == {"display": "community me-cfs"}


def test_a_revoked_one_is_inactive():
    assert made(revoked=True)["status"] == "inactive"
    assert fault(made(revoked=True)) is None


def test_one_without_an_end_has_none():
    assert made(expires_at="")["provision"]["period"] == {"start": "2026-01-02"}
    assert fault(made(expires_at="", text_version="")) is None

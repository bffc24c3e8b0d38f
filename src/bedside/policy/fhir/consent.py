"""Consent: one for each permission of the ledger. Out only: nobody's permission is ever taken from a file."""

from bedside.policy.fhir.model import Grant, Resource
from bedside.policy.fhir.pieces import coded, concept, period, told


def build(one: Grant, *, id: str, subject: str) -> Resource:  # FHIR's own word
    """Return the Consent: to whom, which kinds of items, since when and until when."""
    provision = {
        "type": "permit",
        "period": period(one.granted_at, one.expires_at),
        "purpose": [],
        "code": [concept(kind) for kind in one.kinds],
        "actor": [{"role": coded("v3-RoleClass", "ASSIGNED"), "reference": {"display": one.audience}}],
    }
    return told(
        {
            "resourceType": "Consent",
            "id": id,
            "status": "inactive" if one.revoked else "active",
            "scope": coded("consentscope", "patient-privacy"),
            "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
            "patient": {"reference": subject},
            "dateTime": one.granted_at,
            "policyRule": concept(one.text_version) if one.text_version else {},
            "provision": told(provision),
        }
    )

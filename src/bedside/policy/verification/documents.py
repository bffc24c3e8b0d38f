"""The same facts for machines: a W3C verifiable credential in the form of Open Badges 3.0, and its status list.

Nothing stands in it that the badge does not say. The contexts are named by their addresses and never fetched.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlsplit

from bedside.policy.verification import status
from bedside.policy.verification.badges import Record, licence_shown, sentence
from bedside.policy.verification.status import PURPOSES, Purpose

CREDENTIALS: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DID_CONTEXTS: Final = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1")
LIST_HOLDS: Final = timedelta(minutes=15)  # afterwards a copy of a status list counts no more
LIST_FRESH: Final = timedelta(minutes=1)  # how long a copy may be used before it is asked for again

CRITERIA: Final = {
    "V1": "A code that was sent to a work address came back. Nothing else was checked.",
    "V3": "A licence was found in the register under this number and name, and the person proved to be who it names.",
    "V4": "As for a checked licence; the employer's roster names the person as well.",
    "S": "A student card was seen by two reviewers, or the school's roster names the person.",
    "P": "Three verified colleagues of the same specialty vouched for the person. No register was looked up.",
}


def did_of(address: str) -> str:
    """Return the site's name as an issuer (did:web): its host, with a port as %3A."""
    return f"did:web:{quote(urlsplit(address).netloc, safe='')}"


def host_of(did: str) -> str:
    """Return the host behind a did:web name, for people to read; the name itself when it is of another kind."""
    return did.removeprefix("did:web:").split(":")[0].replace("%3A", ":").replace("%3a", ":")


def did_document(*, address: str, keys: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Return what `/.well-known/did.json` says: the public keys by their names, the one that signs now first."""
    did = did_of(address)
    methods = [
        {"id": f"{did}#{name}", "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": key}
        for name, key in keys.items()
    ]
    named = [method["id"] for method in methods]
    return {"@context": list(DID_CONTEXTS), "id": did, "verificationMethod": methods, "assertionMethod": named}


def credential(record: Record, *, address: str, site: str, subject: str, place: int) -> dict[str, Any]:
    """Return the claims of a credential's token. `subject` is the address of the persona's page."""
    did, at = did_of(address), f"{address}/credentials/{record.id}/"
    body = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": at,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": record.profession or "Checked",
        "issuer": {"id": did, "type": ["Profile"], "name": site, "url": address},
        "validFrom": _iso(record.checked_at),
        "validUntil": _iso(record.valid_until),
        "credentialSubject": _subject(record, address=address, subject=subject),
        "credentialStatus": [_entry(address, purpose, place) for purpose in PURPOSES],
    }
    valid = {"nbf": _seconds(record.checked_at), "exp": _seconds(record.valid_until)}
    return body | {"iss": did, "sub": subject, "jti": at} | valid


def status_list(name: str, *, address: str, purpose: Purpose, encoded: str, at: datetime) -> dict[str, Any]:
    """Return the claims of a status list's token, which counts for a quarter of an hour."""
    url, did = f"{address}/credentials/status/{name}/", did_of(address)
    begins = at.replace(second=0, microsecond=0)  # the same bytes for a minute
    ends = begins + LIST_HOLDS
    subject = {
        "id": f"{url}#list",
        "type": "BitstringStatusList",
        "statusPurpose": purpose,
        "encodedList": encoded,
        "ttl": int(LIST_FRESH.total_seconds() * 1000),
    }
    return {
        "@context": [CREDENTIALS],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": _iso(begins),
        "validUntil": _iso(ends),
        "credentialSubject": subject,
    } | {"iss": did, "jti": url, "nbf": _seconds(begins), "exp": _seconds(ends)}


def list_name(number: int, purpose: Purpose) -> str:
    """Return the name of a status list in its address."""
    return f"{purpose}-{number}"


def _subject(record: Record, *, address: str, subject: str) -> dict[str, Any]:
    achievement = {
        "id": f"{address}/badge/check/#{record.level}",
        "type": ["Achievement"],
        "achievementType": "License" if record.licence else "Certification",
        "name": record.profession or "Checked",
        "description": sentence(record),
        "criteria": {"narrative": CRITERIA[record.level]},
    }
    number = {"licenseNumber": licence_shown(record)} if record.licence_whole and record.licence else {}
    return {"id": subject, "type": ["AchievementSubject"], "achievement": achievement} | number


def _entry(address: str, purpose: Purpose, place: int) -> dict[str, str]:
    number, index = status.list_of(place)
    url = f"{address}/credentials/status/{list_name(number, purpose)}/"
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

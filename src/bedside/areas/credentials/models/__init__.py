"""The tables of credentials."""

from bedside.areas.credentials.models.claim import Claim, index_of
from bedside.areas.credentials.models.credential import Credential, StatusPlace
from bedside.areas.credentials.models.document import Document, Opening, SeenHash
from bedside.areas.credentials.models.employer import Employer, OnRoster
from bedside.areas.credentials.models.evidence import Evidence
from bedside.areas.credentials.models.mail_code import MailCode
from bedside.areas.credentials.models.measure import Measure
from bedside.areas.credentials.models.profile import Interest, Profile
from bedside.areas.credentials.models.review import CallBack, Review, Volunteer
from bedside.areas.credentials.models.signing_key import SigningKey
from bedside.areas.credentials.models.vouch import Vouch, VouchRound

__all__ = (
    "CallBack",
    "Claim",
    "Credential",
    "Document",
    "Employer",
    "Evidence",
    "Interest",
    "MailCode",
    "Measure",
    "OnRoster",
    "Opening",
    "Profile",
    "Review",
    "SeenHash",
    "SigningKey",
    "StatusPlace",
    "Volunteer",
    "Vouch",
    "VouchRound",
    "index_of",
)

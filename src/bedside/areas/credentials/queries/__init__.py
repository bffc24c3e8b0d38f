"""What is known of clinicians' personas. Credentials are public: they are what a badge says."""

from bedside.areas.credentials.queries.badges import THEN, badge_from, badge_of, badges, columns, record_of
from bedside.areas.credentials.queries.checking import Answer, check, own_credential, public_credential, state_of
from bedside.areas.credentials.queries.credential import level_of, standing, viewer_of
from bedside.areas.credentials.queries.signed import did_document, public_keys, status_list, token
from bedside.policy.verification.badges import Badge

__all__ = (
    "THEN",
    "Answer",
    "Badge",
    "badge_from",
    "badge_of",
    "badges",
    "check",
    "columns",
    "did_document",
    "level_of",
    "own_credential",
    "public_credential",
    "public_keys",
    "record_of",
    "standing",
    "state_of",
    "status_list",
    "token",
    "viewer_of",
)

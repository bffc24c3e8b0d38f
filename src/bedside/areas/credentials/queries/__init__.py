"""What is known of clinicians' personas. Credentials are public: they are what a badge says."""

from bedside.areas.credentials.models import index_of
from bedside.areas.credentials.queries.badges import THEN, badge_from, badge_of, badges, columns, record_of
from bedside.areas.credentials.queries.checking import Answer, check, own_credential, public_credential, state_of
from bedside.areas.credentials.queries.claim import (
    Standing,
    Suspended,
    employers,
    may_be_verified,
    open_claim,
    standing_of,
    suspended,
)
from bedside.areas.credentials.queries.credential import level_of, standing, viewer_of
from bedside.areas.credentials.queries.profile import (
    Past,
    as_rule,
    checked_specialty,
    history,
    interests,
    live_specialty,
    own_interests,
    profile,
    profiles,
    regions_of,
)
from bedside.areas.credentials.queries.signed import did_document, public_keys, status_list, token
from bedside.policy.verification.badges import Badge

__all__ = (
    "THEN",
    "Answer",
    "Badge",
    "Past",
    "Standing",
    "Suspended",
    "as_rule",
    "badge_from",
    "badge_of",
    "badges",
    "check",
    "checked_specialty",
    "columns",
    "did_document",
    "employers",
    "history",
    "index_of",
    "interests",
    "level_of",
    "live_specialty",
    "may_be_verified",
    "open_claim",
    "own_credential",
    "own_interests",
    "profile",
    "profiles",
    "public_credential",
    "public_keys",
    "record_of",
    "regions_of",
    "standing",
    "standing_of",
    "state_of",
    "status_list",
    "suspended",
    "token",
    "viewer_of",
)

"""How long each kind of row is kept: one table (security.md 7.6). An operator may change the days, not the kinds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keep:
    """Days for which a kind is kept, and what it is, counted from what."""

    days: int
    what: str


KINDS: dict[str, Keep] = {
    "unconfirmed": Keep(7, "accounts whose mail address was never confirmed, from the sign-up"),
    "sessions": Keep(0, "sessions, from their end: 30 days without a visit, or 90 days in all"),
    "copies": Keep(1, "copies that members asked for, from the asking"),
    "receipts": Keep(730, "receipts of erasures, from the erasure"),
    "holds": Keep(730, "legal holds, from their end"),
    "invitations": Keep(7, "invitations into spaces, from their end"),
    "drafts": Keep(180, "drafts, posts that wait for something, and pictures on no post, from the last change"),
    "confirmations": Keep(1, "second presses that were asked for, from the asking"),
    "read_files": Keep(1, "files of health data that were read and not taken over, from the reading"),
    "claims": Keep(365, "clinicians' claims that were refused, withdrawn, revoked or ran out, from then on"),
    "vouches": Keep(90, "who was asked to vouch and what they said, from the end of the asking"),
    "conversations": Keep(
        2193, "closed conversations with practices, from their end; a practice may keep them longer, never shorter"
    ),
    "codes": Keep(90, "codes that a practice gave to its patients, from their last day; what each was for, until then"),
    "permissions": Keep(2192, "signed permissions to publish, from their end (45 CFR 164.530(j): six years)"),
    "unsigned_permissions": Keep(90, "permissions that were asked for and not given, from the asking"),
    "grants": Keep(365, "who could act for whom, from the end of it"),
    "visit_links": Keep(
        30, "links to visit sheets with what stood there, and when each was opened, from the link's end"
    ),
    "introductions": Keep(30, "invitations between people like each other that came to nothing, from the asking"),
    "notices": Keep(180, "notices, from the telling"),
    "listed": Keep(730, "listed clinicians who post elsewhere, from the last list that had them"),
    "handle_claims": Keep(30, "claims of listed entries that came to nothing, from their end"),
    "documents": Keep(7, "documents sent to be verified, from the decision; at once when a claim is withdrawn"),
    "document_hashes": Keep(1096, "keyed hashes of such documents, by which reuse is noticed, from the sending"),
    # Six years (2192) where the site serves practices: 45 CFR 164.316(b)(2)(i). Numbers of a month stay.
    "escalations": Keep(365, "posts that got a private answer, with their threads, from their beginning"),
    "rota": Keep(365, "shifts and absences of the duty team, from their end"),
    "look_ups": Keep(365, "a clinician's own reasons for opening a patient's page, from the opening"),
    "first_messages": Keep(365, "first messages that nobody took, or that were turned down, from the sending"),
    "report_words": Keep(30, "what was reported and said of it, from the decision; while an appeal waits, longer"),
    "reports": Keep(400, "reports, and acts that stand no more, from the decision: a year for the public counts"),
    "jobs": Keep(7, "jobs that are over, also failed ones, from their end"),
}


def configured(text: str) -> dict[str, int]:
    """Return the days of every kind, with those that `text` ("drafts=90, notices=30") sets; raise ValueError."""
    days = {kind: keep.days for kind, keep in KINDS.items()}
    for item in filter(None, (piece.strip() for piece in text.split(","))):
        kind, _, number = (part.strip() for part in item.partition("="))
        if kind not in KINDS:
            raise ValueError(f"there is no kind {kind!r} to keep; there are {', '.join(KINDS)}")
        if not (number.isascii() and number.isdigit()):
            raise ValueError(f"{kind} needs a whole number of days, not {number!r}")
        days[kind] = int(number)
    return days

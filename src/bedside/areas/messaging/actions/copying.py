"""A patient takes her conversations along. Every copy stands in the log; nobody else makes one."""

from typing import Final, Literal

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.messaging.queries import copies
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.policy.limits import COPIES_OF_MESSAGES

Form = Literal["pdf", "json", "fhir"]
MEDIA: Final[dict[Form, str]] = {
    "pdf": "application/pdf",
    "json": "application/json",
    "fhir": "application/fhir+json",
}
NAMES: Final[dict[Form, str]] = {"pdf": "messages.pdf", "json": "messages.json", "fhir": "messages-fhir.json"}


@transaction.atomic
def take_messages(*, by: Viewer, form: Form, thread_id: int | None = None) -> bytes:
    """Return a copy of one's own conversations, or of one; raise NotHere for every other, TooManyTries."""
    found = copies.conversations(by, thread_id=thread_id)
    limits.require(COPIES_OF_MESSAGES, value=str(by.account_id))
    about = ("thread", thread_id) if thread_id is not None else ("persona", by.persona_id)
    tagged = sum(one.part2 for one in found)
    record(
        "export.messages",
        by=by.persona_id,
        about=about,
        subject=by.persona_id,
        form=form,
        count=len(found),
        tagged=tagged,
    )
    if form == "pdf":
        return copies.as_pdf(by, found)
    return copies.as_json(by, found) if form == "json" else copies.as_bundle(found)

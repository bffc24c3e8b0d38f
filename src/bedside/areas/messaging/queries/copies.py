"""A patient's copy of her conversations: at once, by herself alone, as PDF, JSON or FHIR (boundary row B63)."""

import json
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from bedside.areas.messaging.models import Thread
from bedside.areas.messaging.queries.pictures import attached_in
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.typeset import typeset
from bedside.policy.practice.copy import Conversation, Said, as_data, as_fhir, moment
from bedside.policy.practice.keeping import Rule, said
from bedside.policy.practice.pictures import on_paper
from bedside.policy.practice.reasons import REASONS
from bedside.policy.practice.sending import REDISCLOSURE
from bedside.policy.practice.voices import signed

TEMPLATE: Final = Path(__file__).parent.parent / "conversation.typ"


def conversations(viewer: Viewer, *, thread_id: int | None = None) -> list[Conversation]:
    """Return the viewer's own conversations with their words, or one of them: without what teams say among themselves.

    Raises NotHere where there is none, alike for every id that is not hers.
    """
    if not viewer.confirmed:
        raise NotHere
    rows = Thread.objects.filter(patient_id=viewer.persona_id, hidden_at=None)
    rows = rows.filter(id=thread_id) if thread_id is not None else rows
    found = list(rows.select_related("channel__practice__space").order_by("id"))
    if not found:
        raise NotHere
    name = people.names(viewer, [viewer.persona_id])[viewer.persona_id][0]
    return [_conversation(one, name) for one in found]


def as_json(viewer: Viewer, found: list[Conversation]) -> bytes:
    """Return conversations as plain JSON."""
    told = as_data(found, site=settings.CONFIG.address, made_at=now(), kept=_kept(viewer))
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def as_bundle(found: list[Conversation]) -> bytes:
    """Return conversations as a FHIR R4 bundle."""
    told = as_fhir(found, address=settings.CONFIG.address, made_at=now())
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def communications(viewer: Viewer) -> list[dict[str, Any]]:
    """Return the viewer's own conversations as FHIR Communications, one a message; none where there are none."""
    try:
        told = as_fhir(conversations(viewer), address=settings.CONFIG.address, made_at=now())
    except NotHere:
        return []
    return [one["resource"] for one in told.get("entry", ())]


def as_pdf(viewer: Viewer, found: list[Conversation]) -> bytes:
    """Return conversations as a tagged PDF; a sign that no font here can draw stands in it by its name."""
    site, tagged = people.site_profile().name, any(one.part2 for one in found)
    data: dict[str, Any] = {
        "title": _("Messages with practices"),
        "site": site,
        "made": _("Made on %(day)s, for %(name)s.") % {"day": f"{now():%d %B %Y}", "name": found[0].patient},
        "kept": _kept(viewer),
        "notice": REDISCLOSURE if tagged else "",
        "words": {
            "page": _("Page"),
            "notice": _("Notice"),
            "file": _("Picture:"),
            "empty": _("Nothing was written."),
        },
        "threads": [_on_paper(one) for one in found],
    }
    return typeset(TEMPLATE, data).content


def _conversation(thread: Thread, patient: str) -> Conversation:
    practice, pictures = thread.channel.practice.space.name, attached_in(thread)
    messages = thread.messages.exclude(kind="internal").order_by("id")
    return Conversation(
        id=thread.id,
        practice=practice,
        patient=patient,
        topic=thread.subject or REASONS[thread.reason].label,
        opened_at=thread.opened_at,
        closed_at=thread.closed_at,
        part2=thread.part2,
        said=tuple(
            Said(
                id=one.id,
                at=one.sent_at,
                side="patient" if one.by_patient else "practice" if one.kind == "message" else "site",
                who=signed(one.name, for_name=one.for_name) or practice,
                words=one.words,
                files=pictures.get(one.id, ()),
            )
            for one in messages
        ),
    )


def _on_paper(one: Conversation) -> dict[str, Any]:
    about = _("With %(practice)s, since %(day)s.") % {"practice": one.practice, "day": moment(one.opened_at)[:10]}
    messages = [
        {"who": said.who, "at": moment(said.at).replace("T", " ")[:16] + " UTC", "words": said.words}
        | {"files": [{"name": file.name, "drawn": on_paper(file)} for file in said.files]}
        for said in one.said
    ]
    return {"topic": one.topic, "about": about, "messages": messages}


def _kept(viewer: Viewer) -> str:
    rows = Thread.objects.filter(patient_id=viewer.persona_id).select_related("channel__practice")
    years = [row.channel.practice.keep_years for row in rows]
    return said(Rule(max(years, default=Rule().years)))

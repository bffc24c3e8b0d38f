"""What a clinician is asked before she speaks against a colleague (B16) or for a product (B17) in public."""

import hashlib

from bedside.areas.audit.actions import record
from bedside.areas.boundaries import queries as boundaries
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.actions.passing import CONFIRM_WITHIN
from bedside.areas.posts.models import Confirmation
from bedside.areas.posts.render import mentionable
from bedside.areas.posts.target import Target
from bedside.areas.posts.words import Words
from bedside.kit.clock import now
from bedside.policy.boundaries import Facts
from bedside.policy.civility import criticises, handles_beside_criticism
from bedside.policy.endorsing import endorses, tells_ties


def ask_first(by: Viewer, words: Words, target: Target, *, confirmed: bool) -> None:
    """Raise Refused, of row B16 or B17, where a clinician's text in the square asks something of her first.

    `confirmed` is her second press on exactly these words.
    """
    if by.kind != "clinician" or target.space.kind != "square":
        return
    text = words.for_guard
    if endorses(text):
        facts = Facts(interest_told=tells_ties(text))
        ruling = boundaries.ask(by, space="square", action="endorse a product", target="everyone", facts=facts)
        if not ruling.allowed:
            raise boundaries.refusal(ruling, field="ties")
    if criticises(text, colleagues=_colleagues(by, text, target)):
        _ask_civility(by, text, confirmed=confirmed)


def _ask_civility(by: Viewer, text: str, *, confirmed: bool) -> None:
    mark = hashlib.sha256(b"B16\0" + text.encode()).digest()
    asked = Confirmation.objects.filter(persona_id=by.persona_id, text_hash=mark, asked_at__gte=now() - CONFIRM_WITHIN)
    facts = Facts(saw_notice=confirmed and asked.exists())
    ruling = boundaries.ask(by, space="square", action="criticise a colleague by name", target="clinician", facts=facts)
    if ruling.allowed:
        record("post.civility_confirmed", by=by.persona_id)
        return
    Confirmation.objects.update_or_create(persona_id=by.persona_id, text_hash=mark, defaults={"asked_at": now()})
    raise boundaries.refusal(ruling, field="text")


def _colleagues(by: Viewer, text: str, target: Target) -> list[str]:
    """Return those of the handles beside words of criticism that are clinicians'."""
    handles = sorted(handles_beside_criticism(text))
    found = mentionable(by, handles, space=target.space) if handles else {}
    ids = {one.id for one in people.personas(by, found.values()) if one.kind == "clinician"} if found else set()
    return [handle for handle, persona_id in found.items() if persona_id in ids]

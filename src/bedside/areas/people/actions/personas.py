"""Making and changing personas."""

from collections.abc import Iterable

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people import names
from bedside.areas.people.errors import TooManyPersonas
from bedside.areas.people.models import Account, Persona, TakenHandle
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere, Refused
from bedside.policy import personas as rules
from bedside.policy.consents import teens
from bedside.policy.verification import titles

MOST = 5


def take_handle(handle: str) -> None:
    """Take `handle` for good, in the caller's transaction; raise `Refused` (`handle_taken`) when it is not free."""
    _, fresh = TakenHandle.objects.get_or_create(handle=handle)
    if not fresh:
        raise names.handle_taken()


@transaction.atomic
def add_persona(*, by: Viewer, kind: str, name: str, handle: str) -> Persona:
    """Give the account of `by` one more persona; raise `Refused` or `TooManyPersonas`.

    The audit row names the new persona only: one that named `by` as well would join the two.
    """
    account = Account.objects.select_for_update().get(id=by.account_id)
    if Persona.objects.filter(account=account).count() >= MOST:
        raise TooManyPersonas
    if kind not in rules.CHOSEN_AT_SIGN_UP or not teens.may_have(kind, teen=by.teen):
        raise Refused("Choose what this persona is for.", code="kind_missing", field="kind")
    name, handle = names.clean_name(name), names.clean_handle(handle)
    take_handle(handle)
    persona = Persona.objects.create(
        account=account,
        handle=handle,
        name=name,
        kind=kind,
        asks_first=kind in rules.ASK_FIRST,
        findable=kind not in rules.NEVER_FINDABLE and not by.teen,
        teen=by.teen,
    )
    record("add persona", by=persona.id, about=("persona", persona.id))
    return persona


@transaction.atomic
def change_persona(*, by: Viewer, persona_id: int, name: str, about: str, asks_first: bool, findable: bool) -> Persona:
    """Change one of one's own personas; raise `NotHere` for any other, `Refused` for a name that breaks a rule.

    A title that was checked is left out of the name, since the badge brings it; for personas that do not speak now the
    level is not known, and a title is refused.
    """
    persona = Persona.objects.filter(id=persona_id, account_id=by.account_id).first()
    if persona is None or by.account_id == 0:
        raise NotHere
    level = by.level if by.persona_id == persona_id else "V0"
    if name != persona.name:
        persona.name = names.clean_name(name, level=level)
    persona.about = clean_about(about)
    persona.asks_first = asks_first
    persona.findable = findable and persona.kind not in rules.NEVER_FINDABLE and not persona.teen
    persona.save(update_fields=["name", "about", "asks_first", "findable"])
    record("change persona", by=persona.id, about=("persona", persona.id))
    return persona


def clean_about(text: str) -> str:
    """Return the few lines about oneself, tidied line by line; raise `Refused`."""
    if len(text) > names.LONGEST_ABOUT:
        what = f"Use at most {names.LONGEST_ABOUT} characters. This has {len(text)}."
        raise Refused(what, code="too_long", field="about")
    if titles.imitates_badge(text.strip()):
        what = "This reads like a badge of this site. Say it in your own words, without a tick."
        do = "What was checked about a clinician stands in the badge beside the name."
        raise Refused(what, do=do, code="looks_like_badge", field="about")
    lines = [names.clean_line(line, field="about", longest=names.LONGEST_ABOUT) for line in text.splitlines()]
    return "\n".join(lines).strip()


def note_news(persona_ids: Iterable[int]) -> None:
    """Note, in the caller's transaction, that notices may wait for these personas; always in one order."""
    for persona_id in sorted(set(persona_ids)):
        Persona.objects.filter(id=persona_id).update(news=True)


def note_steward(persona_id: int) -> None:
    """Note, in the caller's transaction, that a persona is a steward now: the menu asks whether she still is."""
    Persona.objects.filter(id=persona_id, steward=False).update(steward=True)


def hold_news(persona_id: int) -> None:
    """Let nobody note news of this persona until the caller's transaction has ended."""
    Persona.objects.select_for_update(no_key=True).filter(id=persona_id).first()


def forget_news(persona_id: int) -> None:
    """Note that no notice waits: only where the caller holds the news and has looked since."""
    Persona.objects.filter(id=persona_id).update(news=False)

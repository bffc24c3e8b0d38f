"""Saving what a clinician says of herself, and declaring interests. Each is the owner's own; nobody else writes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.events import ProfileChanged
from bedside.areas.credentials.models import Interest, Profile
from bedside.areas.people import names
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.policy.directory import places
from bedside.policy.directory.topics import compared
from bedside.policy.verification import interests as rules
from bedside.policy.verification.titles import tells_title

MOST_SPECIALTIES = 6
MOST_DROPPED = 100
LONGEST_WORD = 80


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a clinician wants to say: places and lists as they were typed."""

    city: str = ""
    region: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    accepts_general: bool = False
    accepts_guest: bool = False
    accepts_mentoring: bool = False
    hidden_from_directory: bool = False


@transaction.atomic
def save_profile(*, by: Viewer, persona_id: int, wish: Wish) -> Profile:
    """Save what one of one's own clinician's personas says of itself; raise NotHere, or Refused with the field."""
    persona = _own_clinician(by, persona_id)
    row, _new = Profile.objects.select_for_update().get_or_create(persona=persona)
    row.city = names.clean_line(wish.city, field="city", longest=LONGEST_WORD)
    row.region = names.clean_line(wish.region, field="region", longest=LONGEST_WORD)
    row.country = _country(wish.country)
    row.languages = _languages(wish.languages)
    row.specialties = _specialties(wish.specialties)
    row.accepts_general, row.accepts_guest = wish.accepts_general, wish.accepts_guest
    row.accepts_mentoring, row.hidden_from_directory = wish.accepts_mentoring, wish.hidden_from_directory
    return _saved(row)


@transaction.atomic
def drop_topic(*, by: Viewer, persona_id: int, topic: str, dropped: bool = True) -> Profile:
    """Leave a hashtag out of the topics that the directory shows, or let it back in; raise NotHere, Refused."""
    persona = _own_clinician(by, persona_id)
    plain = compared(names.clean_line(topic, field="topic", longest=60))
    row, _new = Profile.objects.select_for_update().get_or_create(persona=persona)
    kept = [one for one in row.topics_dropped if one != plain]
    row.topics_dropped = [*kept, plain][-MOST_DROPPED:] if dropped and plain else kept
    return _saved(row)


@transaction.atomic
def declare(
    *,
    by: Viewer,
    persona_id: int,
    payer: str,
    kind: str,
    begun: date,
    ended: date | None = None,
    concerns: Iterable[str] = (),
) -> Interest:
    """Declare an interest of one of one's own clinician's personas; raise NotHere, or Refused with the field.

    It is told beside the posts of its days from now on, those written before among them.
    """
    persona = _own_clinician(by, persona_id)
    _check_days(begun, ended)
    if kind not in rules.KINDS:
        raise Refused("Choose what it is.", code="unknown_choice", field="kind")
    paid_by = names.clean_line(payer, field="payer", longest=120)
    if not any(sign.isalnum() for sign in paid_by):
        raise Refused("Say who gives it.", do="The name of the company, fund or person.", code="missing", field="payer")
    profile, _new = Profile.objects.select_for_update().get_or_create(persona=persona)
    if Interest.objects.filter(persona=persona).count() >= rules.MOST:
        raise Refused(f"You have declared {rules.MOST} interests.", code="too_many", field="payer")
    about = _lines(concerns, field="concerns", most=rules.MOST_CONCERNS)
    row = Interest.objects.create(persona=persona, payer=paid_by, kind=kind, begun=begun, ended=ended, concerns=about)
    profile.none_to_declare_at = None
    _saved(profile)
    record("interest.declared", by=persona.id, about=("interest", row.id))
    return row


@transaction.atomic
def end_interest(*, by: Viewer, interest_id: int, ended: date) -> Interest:
    """Say until when an interest stood; raise NotHere for another's, Refused for a day that would hide what it did."""
    row = _own_interest(by, interest_id)
    if row.ended is not None:
        raise Refused("This one has its end already.", code="ended", field="ended")
    if not rules.may_end(ended=ended, begun=row.begun, today=now().date()):
        what = f"Choose a day within the last {rules.BACK.days} days, and not before it began."
        raise Refused(what, code="end", field="ended")
    row.ended = ended
    row.save(update_fields=["ended"])
    record("interest.ended", by=row.persona_id, about=("interest", row.id))
    return row


@transaction.atomic
def take_back_interest(*, by: Viewer, interest_id: int) -> None:
    """Take back a declaration made by mistake, within a day of making it; raise NotHere, Refused."""
    row = _own_interest(by, interest_id)
    if now() - row.declared_at > rules.SLIP:
        what = "This was declared more than a day ago. Readers may have seen it."
        raise Refused(what, do="Say when it ended instead.", code="too_late")
    record("interest.taken_back", by=row.persona_id, about=("interest", row.id))
    row.delete()


@transaction.atomic
def declare_none(*, by: Viewer, persona_id: int) -> None:
    """Say, as of today, that there is no interest to declare; raise NotHere, Refused while one stands."""
    persona = _own_clinician(by, persona_id)
    row, _new = Profile.objects.select_for_update().get_or_create(persona=persona)
    today = now().date()
    if any(one.ended is None or one.ended >= today for one in Interest.objects.filter(persona=persona)):
        what = "You have declared an interest that still stands."
        raise Refused(what, do="Say when it ended first.", code="interest_stands")
    row.none_to_declare_at = now()
    _saved(row)
    record("interest.none", by=persona.id, about=("persona", persona.id))


def _own_clinician(by: Viewer, persona_id: int) -> Persona:
    persona = people.own_persona(by, persona_id)
    if persona.kind != "clinician" or not by.confirmed:
        raise NotHere
    return persona


def _own_interest(by: Viewer, interest_id: int) -> Interest:
    row = Interest.objects.select_for_update(of=("self",)).select_related("persona").filter(id=interest_id).first()
    if row is None or not by.confirmed or row.persona.account_id != by.account_id:
        raise NotHere
    return row


def _saved(row: Profile) -> Profile:
    row.saved_at = now()
    row.save()
    publish(ProfileChanged(persona_id=row.persona_id))
    return row


def _check_days(begun: date, ended: date | None) -> None:
    today = now().date()
    if begun > today or begun.year < 1950:
        raise Refused("Choose the day it began: today or earlier.", code="begun", field="begun")
    if ended is not None and ended < begun:
        raise Refused("It can't end before it began.", code="ended", field="ended")


def _country(code: str) -> str:
    if code and code.upper() not in places.countries():
        raise Refused("Choose a country from the list.", code="unknown_choice", field="country")
    return code.upper()


def _languages(typed: Iterable[str]) -> list[str]:
    codes = list(dict.fromkeys(typed))
    if len(codes) > places.MOST_LANGUAGES or not set(codes) <= set(places.languages()):
        what = f"Choose up to {places.MOST_LANGUAGES} languages from the list."
        raise Refused(what, code="unknown_choice", field="languages")
    return codes


def _specialties(typed: Iterable[str]) -> list[str]:
    lines = [places.specialty_of(line) for line in _lines(typed, field="specialties", most=MOST_SPECIALTIES)]
    if any(tells_title(line) for line in lines):
        what = "Leave titles out of this. A title stands beside your name once it was checked."
        raise Refused(what, code="title_needs_verification", field="specialties")
    return list(dict.fromkeys(lines))


def _lines(typed: Iterable[str], *, field: str, most: int) -> list[str]:
    lines = [names.clean_line(one, field=field, longest=LONGEST_WORD) for one in typed]
    kept = list(dict.fromkeys(line for line in lines if any(sign.isalnum() for sign in line)))
    if len(kept) > most:
        raise Refused(f"Write {most} at most.", code="too_many", field=field)
    return kept

"""What a clinician's page shows beside the posts: what was checked, what is declared, and what the owner says."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bedside.areas.credentials import queries as credentials
from bedside.areas.credentials.models import Profile
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import door_of_clinician
from bedside.areas.spaces import queries as spaces
from bedside.areas.spaces.models import Space
from bedside.doors.web.cards import interest_line
from bedside.policy.directory import places
from bedside.policy.verification.interests import Interest

SHOWN = 2  # interests named on every tab; the rest stands one press away
Row = dict[str, str]


def row(name: str, value: str, *, url: str = "", action: str = "") -> Row:
    """Return a line of parts/summary_list.html."""
    return {"name": name, "value": value, "url": url, "action": action}


def head_rows(whose: Persona, profile: Profile, declared: list[Interest], *, about_url: str) -> list[Row]:
    """Return what stands on every tab: the field of work, where the licence holds, interests in short."""
    rows = [row(_("Field of work"), _specialties(whose, profile)), row(_("Licence for"), ", ".join(_regions(whose)))]
    told = "; ".join(interest_line(one) for one in declared[:SHOWN]) or _none_declared(profile)
    rest = len(declared) - SHOWN
    more = _("%(told)s; and %(n)d more") % {"told": told, "n": rest} if rest > 0 else told
    return [
        *(one for one in rows if one["value"]),
        row(_("Interests"), more, url=about_url if declared else "", action=_("See all")),
    ]


def said_rows(profile: Profile) -> list[Row]:
    """Return what the owner says, without what is empty."""
    known = places.countries()
    country = known.get(profile.country, "")
    where = ", ".join(part for part in (profile.city, profile.region, country) if part)
    names = places.languages()
    rows = [
        row(_("Place"), where),
        row(_("Languages"), ", ".join(names[code] for code in profile.languages if code in names)),
        row(_("Answers in general"), _accepts_general() if profile.accepts_general else ""),
        row(_("Guest in communities"), _("Yes, when stewards ask.") if profile.accepts_guest else ""),
        row(_("Mentoring"), _("Yes, for colleagues and students.") if profile.accepts_mentoring else ""),
    ]
    return [one for one in rows if one["value"]]


def _accepts_general() -> str:
    return _("Yes, in the open, for everybody. It is never about one person's own care.")


def check_rows(whose: Persona, *, badge: credentials.Badge | None) -> list[Row]:
    """Return every check there was, the one that counts first, in the words of its badge."""
    states = {"live": _("Counts now"), "lapsed": _("Ran out"), "replaced": _("Earlier"), "revoked": _("Ended")}
    rows = []
    for past in credentials.history(whose):
        dates = {"from": _day(past.credential.checked_at), "until": _day(past.until)}
        said = _("%(what)s. Checked %(from)s, counted until %(until)s.")
        if past.state == "live" and badge is not None:
            value = badge.text
        else:
            value = said % {"what": past.credential.profession, **dates}
        rows.append(row(states[past.state], value))
    return rows


def interest_rows(profile: Profile, declared: list[Interest]) -> list[Row]:
    """Return every declared interest with what it concerns; or that there is none, and since when that is said."""
    if not declared:
        return [row(_("Interests"), _none_declared(profile))]
    return [row(interest_line(one), ", ".join(one.concerns) or _("Everything of theirs")) for one in declared]


def care(whose: Persona, practices: list[Space]) -> dict[str, str]:
    """Return the card that says what this page is not for, and which door to take instead.

    The same for everybody: whether who looks is a patient there changes nothing.
    """
    general = _("Clinicians answer here in general terms. They can't care for you on this site.")
    door = door_of_clinician(whose.id)
    if door is not None:
        return {
            "text": f"{general} {_('Their practice has a door. It says who reads, and when they answer.')}",
            "url": reverse("door", args=[door.space.slug]),
            "action": _("Go to the door of %(practice)s") % {"practice": door.space.name},
        }
    if not practices:
        return {"text": f"{general} {_('Ask your own practice.')}", "url": "", "action": ""}
    door = door_of_clinician(whose.id)
    if door is not None and door.space.id in {one.id for one in practices}:
        return {
            "text": f"{general} {_('If you are a patient of their practice, use its door.')}",
            "url": reverse("door", args=[door.space.slug]),
            "action": _("Door of %(practice)s") % {"practice": door.space.name},
        }
    here = practices[0]
    return {
        "text": f"{general} {_('Their practice has a page that says how to reach it.')}",
        "url": reverse("space", args=[here.slug]),
        "action": _("Go to %(practice)s") % {"practice": here.name},
    }


def practice_rows(practices: list[Space]) -> list[Row]:
    """Return the practices in whose team the persona is shown."""
    return [row(_("Practice"), one.name, url=reverse("space", args=[one.slug]), action=_("Open")) for one in practices]


def practices_of(viewer: Viewer, whose: Persona) -> list[Space]:
    """Return the practices in whose public team this persona stands."""
    return spaces.practices_of(viewer, whose.id)


def _specialties(whose: Persona, profile: Profile) -> str:
    checked = credentials.checked_specialty(whose.id)
    said = [one for one in profile.specialties if one.casefold() != checked.casefold()]
    parts = [_("%(name)s (checked)") % {"name": checked}] if checked else []
    return ", ".join([*parts, *(_("%(name)s (says so)") % {"name": one} for one in said)])


def _regions(whose: Persona) -> list[str]:
    return credentials.regions_of(whose.id)


def _none_declared(profile: Profile) -> str:
    if profile.none_to_declare_at is None:
        return _("Nothing said yet.")
    return _("None to declare. Said on %(day)s.") % {"day": _day(profile.none_to_declare_at)}


def _day(moment: Any) -> str:
    return date_format(moment, "j M Y")

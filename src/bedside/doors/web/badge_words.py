"""What the pages of badges say, in plain words. No reason of a suspension or a revocation stands among them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bedside.areas.credentials.models import Credential
from bedside.areas.credentials.queries import Answer, badge_of, record_of
from bedside.policy.verification.badges import day, sentence
from bedside.policy.verification.checking import State

HEARD = {"counts": "good", "lapsed": "past", "suspended": "bad", "revoked": "bad", "replaced": "past"}


def told(state: State, row: Credential) -> dict[str, str]:
    """Return what is said first of a credential: {title, text, kind}, with a way on where there is one."""
    until = {"day": day(row.valid_until)}
    title, text = {
        "counts": (_("This badge counts today"), _("It was checked, and it holds until %(day)s.") % until),
        "lapsed": (_("This badge has lapsed"), _("It held until %(day)s. Nobody has checked it since.") % until),
        "suspended": (_("This badge is suspended"), _("It does not count now. It is being looked at again.")),
        "revoked": (_("This badge was taken back"), _("It does not count any more.")),
        "replaced": (_("There is a newer badge"), _("This one does not count any more.")),
    }[state]
    url = reverse("credential", args=[row.replaced_by]) if state == "replaced" and row.replaced_by else ""
    return {"title": title, "text": text, "kind": HEARD[state], "url": url, "action": _("See the newer one")}


def facts(row: Credential) -> list[dict[str, str]]:
    """Return what was checked as lines of parts/summary_list.html: the sentence first, as it stands on every post."""
    record = record_of(row)
    badge = badge_of(row)
    shown = badge.text if badge and badge.lapsed else sentence(record)
    return [
        {"name": _("What was checked"), "value": shown},
        {"name": _("Checked on"), "value": day(row.checked_at)},
        {"name": _("Held until") if badge and badge.lapsed else _("Holds until"), "value": day(row.valid_until)},
    ]


def answer(found: Answer, *, host: str) -> dict[str, str]:
    """Return the answer to a pasted badge: {title, text, kind}."""
    if found.row is not None and found.outcome in HEARD:
        return _of_ours(found, host=host)
    site = found.site or _("another site")
    title, text = {
        "revoked": (_("This badge does not count any more"), _("We made it once. It was taken back, or deleted.")),
        "altered": (_("Do not trust this badge"), _("It says that we made it, but a part of it was changed.")),
        "elsewhere": (
            _("We cannot check this one"),
            _("It was made by %(site)s. Ask there: we know our own badges only.") % {"site": site},
        ),
        "unknown": (_("There is no such badge here"), _("Look at the address again, or paste the badge itself.")),
    }.get(
        found.outcome,
        (_("This is not a badge"), _("Copy the whole badge from its page, or the address of that page.")),
    )
    kind = "bad" if found.outcome in ("revoked", "altered") else "past"
    return {"title": title, "text": text, "kind": kind}


def _of_ours(found: Answer, *, host: str) -> dict[str, str]:
    assert found.row is not None
    until = {"site": host, "day": day(found.row.valid_until)}
    title, text = {
        "counts": (_("This badge is real"), _("%(site)s made it. It holds until %(day)s.") % until),
        "lapsed": (_("This badge was real, and has lapsed"), _("%(site)s made it. It held until %(day)s.") % until),
        "suspended": (_("This badge is suspended"), _("%(site)s made it. It does not count now.") % until),
        "revoked": (_("This badge was taken back"), _("%(site)s made it. It does not count any more.") % until),
        "replaced": (_("There is a newer badge"), _("%(site)s made this one. A newer one took its place.") % until),
    }[found.outcome]
    return {"title": title, "text": text, "kind": HEARD[found.outcome]}


def explained() -> list[dict[str, Any]]:
    """Return how badges are read: each with the anchor that signed badges name."""
    return [
        {
            "anchor": "V3",
            "title": _("Licence and identity checked"),
            "text": _("We found the licence in the register. Then the person proved to be who it names."),
        },
        {
            "anchor": "V4",
            "title": _("… at a named employer, from its roster"),
            "text": _("The same, and the employer told us that the person works there."),
        },
        {
            "anchor": "V1",
            "title": _("Works at …, address checked"),
            "text": _("A code that we sent to a work address came back. No licence was checked."),
        },
        {
            "anchor": "S",
            "title": _("Student"),
            "text": _("Two reviewers saw the student card, or the school named the person."),
        },
        {
            "anchor": "P",
            "title": _("Vouched for by three colleagues"),
            "text": _("Three verified colleagues know the person. No register was looked up."),
        },
        {
            "anchor": "",
            "title": _("Self-declared"),
            "text": _("The person says so. Nobody checked it."),
        },
        {
            "anchor": "",
            "title": _("Lapsed"),
            "text": _("It was checked once. The time is over, and it counts no more."),
        },
    ]

"""From entries of the list of clinicians to what a page shows of them (contract: templates/parts/entry.html)."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bedside.areas.directory.queries import Item
from bedside.doors.web.cards import badge_of, named
from bedside.policy.directory.networks import Network
from bedside.policy.directory.ordering import Kind
from bedside.policy.directory.places import countries, languages
from bedside.policy.personas import initials

TOPICS_SHOWN = 5


def entry(item: Item) -> dict[str, Any]:
    """Return the line of one entry."""
    return {
        "name": named(item.name, item.badge),
        "mark": initials(item.name),
        "verified": item.kind is Kind.VERIFIED,
        "url": page_of(item),
        "handle": item.handle,
        "badge": badge_of(item.badge)["badge"],
        "badge_words": item.badge.text if item.badge else "",
        "said": said(item),
        "facts": facts(item),
        "topics": [{"name": f"#{tag}", "url": reverse("tag", args=[tag])} for tag in item.topics[:TOPICS_SHOWN]],
        "accepts": _("Answers questions in general") if "general" in item.accepts else "",
        "why": item.why,
    }


def page_of(item: Item) -> str:
    """Return the page of an entry on this site; "" for a row of a register, which has none."""
    if item.kind is Kind.VERIFIED:
        return reverse("persona", args=[item.handle])
    return reverse("listed", args=[item.id]) if item.kind is Kind.LISTED else ""


def said(item: Item) -> str:
    """Return what has to be known of an entry that nobody here checked; "" for a checked one, whose badge says it."""
    if item.kind is Kind.VERIFIED:
        return ""
    told = {"source": item.source, "day": day(item.of_day)}
    if item.kind is Kind.LISTED:
        return _("Not checked by us. From %(source)s, %(day)s.") % told
    words = _("In the register: %(source)s, %(day)s.") if item.of_day else _("In the register: %(source)s.")
    return f"{words % told} " + _("Not a member's page.")


def facts(item: Item) -> str:
    """Return profession, fields of work, place and languages in one line; what was checked is said."""
    fields = [
        _("%(specialty)s (checked)") % {"specialty": one} if one in item.checked else one for one in item.specialties
    ]
    profession = [item.profession] if item.profession and item.kind is not Kind.VERIFIED else []
    spoken = ", ".join(languages().get(code, code) for code in item.languages)
    return " · ".join(filter(None, [*profession, ", ".join(fields), place(item), spoken, number(item)]))


def place(item: Item) -> str:
    """Return city, region and country as people write them."""
    return ", ".join(filter(None, [item.city, item.region, countries().get(item.country, item.country)]))


def number(item: Item) -> str:
    """Return the number of a row of a register."""
    return _("number %(number)s") % {"number": item.number} if item.number else ""


def day(moment: date | None) -> str:
    """Return a day in words."""
    return date_format(moment, "j M Y") if moment is not None else ""


def where_to_put(network: Network) -> str:
    """Return where a code has to stand on a network so that it is seen: what the site reads, or what a person reads."""
    named = {"network": network.name}
    if network.proof == "fediverse":
        return _("Put it into the text about you there, or into a field of your profile. We don't read posts.")
    if network.proof == "bluesky":
        return _("Put it into the text about you on %(network)s. We don't read posts.") % named
    return _("Put it into the text about you on %(network)s, or into a public post there.") % named


def how_long(network: Network) -> str:
    """Return how long it takes until somebody has looked for a code that takes an entry out."""
    if network.proof == "look":
        return _("A person of this site looks for it, and that can take days. Leave it there for 30 days.")
    return _("This site looks for it every quarter of an hour. You can take it away again after a day.")


def when_looked(network: Network) -> str:
    """Return what happens once a claimant says that the code stands there."""
    if network.proof == "look":
        return _("A person of this site looks for it. That can take a day or two. You get a notice.")
    return _("This site is looking for it. That takes some minutes. You get a notice.")

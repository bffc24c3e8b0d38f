"""What a permission says, between the form, the sealed column and the signed copy."""

import hashlib
import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bedside.areas.consents.models import Authorisation
from bedside.areas.people import queries as people
from bedside.kit.errors import Refused
from bedside.kit.texts import taken, taken_line
from bedside.kit.vault import vault
from bedside.policy.consents import authorisation as rules
from bedside.policy.consents.authorisation import Terms

LONGEST = 1_000
NAMES = {
    "what": "What is shared",
    "by_whom": "Who shares it",
    "to_whom": "Who may see it",
    "purpose": "What it is for",
}
SAID = {
    "until": ("There is no last day.", "Choose the day on which it ends."),
    "zone": ("We don't know this time zone.", "Choose one from the list."),
    "plain": ("There is a very long sentence.", "Say it in sentences of at most 30 words, so that it is understood."),
    "past": ("This day is over.", "Choose a day that is still to come."),
    "far": ("This day is too far away.", "A permission lasts five years at most. You can ask for a new one then."),
    "since": ("It would begin after it ends.", "Choose an earlier first day."),
}


def checked(terms: Terms, *, at: datetime) -> Terms:
    """Return terms that can be signed, tidied; raise Refused with the field of the first thing that is missing."""
    texts = {
        name: taken(getattr(terms, name), field=name, name=title, at_most=LONGEST) for name, title in NAMES.items()
    }
    event = taken_line(terms.event, field="event", name="What ends it sooner", at_most=200)
    tidy = Terms(**texts, since=terms.since, until=terms.until, zone=terms.zone, event=event)
    lacking = [name for name in rules.missing(tidy) if name != "signature"]
    if lacking:
        raise _refused(lacking[0], tidy)
    assert tidy.until is not None
    problem = rules.end_problem(tidy.until, tidy.zone, at=at)
    if problem:
        raise _refused(problem, tidy)
    if tidy.since is not None and tidy.since > tidy.until:
        raise _refused("since", tidy)
    return tidy


def _refused(problem: str, terms: Terms) -> Refused:
    what, do = SAID.get(problem, (f"Something is missing: {rules.TITLES.get(problem, problem)}.", "Fill it in."))
    field = {"past": "until", "far": "until"}.get(problem, problem)
    if problem == "plain":
        hard = next(rules.hard_sentences(terms))
        field = next(name for name in rules.WRITTEN if hard in getattr(terms, name))
    return Refused(what, do=do, code=f"permission.{problem}", field=field)


def to_json(terms: Terms) -> str:
    """Return terms as they are sealed."""
    return json.dumps(asdict(terms), default=date.isoformat, sort_keys=True)


def from_json(text: str) -> Terms:
    """Return what `to_json` wrote."""
    told: dict[str, Any] = json.loads(text)
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in ("since", "until")}
    return Terms(**(told | days))


def opened(row: Authorisation) -> Terms:
    """Return what a permission says; raise CannotOpen when its owner was erased."""
    return from_json(vault().open(bytes(row.terms), row.place("terms")))


def keep(row: Authorisation, terms: Terms) -> None:
    """Seal what a permission says in a row that is not saved yet."""
    row.terms = vault().seal(to_json(terms), row.place("terms"), key_no=people.key_no_of(row.owner_id))


def mark_of(row: Authorisation, terms: Terms) -> str:
    """Return what stands for exactly these words with the statements as they are now: what is read is signed."""
    whole = [row.id, row.owner_id, row.drafter_id, to_json(terms), dict(rules.STATEMENTS), rules.TEXT_VERSION]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()

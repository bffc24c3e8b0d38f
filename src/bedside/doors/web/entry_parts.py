"""What else is kept in the record, in the words of pages."""

from typing import Any, Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bedside.areas.records.queries import OwnEntry
from bedside.doors.web.forms.entries import KNOWN_NAMES, SORT, STANDS, WORST
from bedside.policy.dates import DatePart, in_words
from bedside.policy.entries.allergy import Allergy
from bedside.policy.entries.appointment import Appointment
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.entries.goal import Goal, Stands
from bedside.policy.entries.immunisation import Immunisation
from bedside.policy.entries.measurement import Measurement
from bedside.policy.entries.procedure import Procedure
from bedside.policy.entries.units import unit_in_words


class Words(NamedTuple):
    """How a kind is called: its page, what the button says, and what stands there while it is empty."""

    title: Any
    add: Any
    empty: Any


WORDS: Final = {
    "measurements": Words(
        _("What you measured"), _("Add a measurement"), _("Weight, blood pressure, a laboratory value: with its unit.")
    ),
    "allergies": Words(
        _("Your allergies and intolerances"), _("Add an allergy"), _("Allergies stand on the page for your next visit.")
    ),
    "immunisations": Words(
        _("Your vaccines"), _("Add a vaccine"), _("What you know of them is enough. A year will do.")
    ),
    "procedures": Words(_("What was done"), _("Add what was done"), _("Operations, examinations, stays in hospital.")),
    "goals": Words(
        _("What you want to reach"), _("Add a goal"), _("Nothing here counts days, and nothing reminds you.")
    ),
    "appointments": Words(
        _("Your appointments"),
        _("Add an appointment"),
        _("When, with whom, and the three questions that matter most to you."),
    ),
    "notes": Words(_("Notes to yourself"), _("Write a note"), _("Anything that you want to find again.")),
}


def title(thing: Any) -> str:
    """Return the name of an entry in a list."""
    if isinstance(thing, Measurement):
        name = KNOWN_NAMES.get(thing.loinc, thing.text)
        return f"{name}: {thing.value} {unit_in_words(thing.unit)}"
    return str(thing.text)


def line(thing: Any) -> str:
    """Return what stands under its name in a list."""
    return " · ".join(str(one) for one in _line(thing) if one)


def _line(thing: Any) -> tuple[Any, ...]:
    if isinstance(thing, Allergy):
        gone = gettext("It has gone") if thing.over else ""
        return (thing.reaction, dict(WORST)[thing.worst] if thing.worst else "", gone)
    if isinstance(thing, Goal):
        return (_stands(thing), gettext("by %(when)s") % {"when": in_words(thing.by)} if thing.by.value else "")
    if isinstance(thing, Appointment):
        return (_moment(thing.on, thing.at), thing.why)
    if isinstance(thing, Measurement):
        return (_moment(thing.on, thing.at),)
    return (in_words(thing.on), getattr(thing, "dose", ""))


def _stands(thing: Goal) -> str:
    return "" if thing.stands is Stands.OPEN else str(dict(STANDS)[thing.stands])


def _moment(on: DatePart, at: str) -> str:
    return " ".join(one for one in (in_words(on), at) if one)


def listed(one: OwnEntry) -> dict[str, Any]:
    """Return one line of the list."""
    return {
        "url": reverse("record_entry", args=[one.kind, one.id]),
        "name": title(one.thing),
        "text": line(one.thing),
    }


def rows(thing: Any) -> list[dict[str, str]]:
    """Return all that was said, as names and values (parts/summary_list.html). What was not said is left out."""
    return [{"name": str(name), "value": str(value), "url": ""} for name, value in _rows(thing) if value]


def steps_ahead(thing: Any) -> tuple[str, ...]:
    """Return the steps that can be ticked off: those of a goal that stands open."""
    return thing.ahead if isinstance(thing, Goal) and thing.stands is Stands.OPEN else ()


def _rows(thing: Any) -> list[tuple[Any, Any]]:
    return [*_first_rows(thing), (_("Note"), getattr(thing, "note", ""))]


def _first_rows(thing: Any) -> list[tuple[Any, Any]]:
    if isinstance(thing, Measurement):
        value = f"{thing.value} {unit_in_words(thing.unit)}"
        clock = thing.zone if thing.at else ""
        return [(_("Number"), value), (_("When"), _moment(thing.on, thing.at)), (_("By the clock of"), clock)]
    if isinstance(thing, Allergy):
        worst = dict(WORST)[thing.worst] if thing.worst else ""
        told = [(_("What it is"), dict(SORT)[thing.sort]), (_("What happens"), thing.reaction)]
        gone = _("It has gone") if thing.over else ""
        return [*told, (_("At its worst"), worst), (_("Since"), in_words(thing.since)), (_("Now"), gone)]
    if isinstance(thing, Goal):
        told = [(_("How it stands"), dict(STANDS)[thing.stands]), (_("By"), in_words(thing.by))]
        ahead = ((_("Next step"), step) for step in thing.ahead)
        return [*told, *((_("Done"), step) for step in thing.done), *ahead]
    return _other_rows(thing)


def _other_rows(thing: Any) -> list[tuple[Any, Any]]:
    if isinstance(thing, Appointment):
        told = [(_("When"), _moment(thing.on, thing.at)), (_("What for"), thing.why), (_("Where"), thing.where)]
        return [*told, *((_("Question"), one) for one in thing.questions)]
    if isinstance(thing, Procedure):
        told = [(_("When"), in_words(thing.on)), (_("Until"), in_words(thing.until))]
        return [*told, (_("What for"), thing.why), (_("Where"), thing.where)]
    if isinstance(thing, Immunisation):
        return [(_("When"), in_words(thing.on)), (_("Dose"), thing.dose)]
    note: FreeNote = thing
    return [(_("About"), in_words(note.on)), (_("Note"), note.words)]

"""What the pages about sharing a record have in common: names of audiences, lines of the ledger, shared items."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bedside.areas.messaging.queries import care_teams
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.queries import OwnCondition, OwnCourse, OwnDay, OwnEntry, OwnSitting, OwnSymptom
from bedside.areas.records.queries import sharing as queries
from bedside.areas.records.queries.carers import CaredFor
from bedside.areas.records.queries.sharing import Item, Shared
from bedside.areas.records.queries.taken import Taken, Way
from bedside.doors.web import course_parts, entry_parts, illness_parts
from bedside.doors.web.entered import entered_words
from bedside.doors.web.forms.conditions import STATUS
from bedside.doors.web.forms.sharing import COVERS, KINDS
from bedside.doors.web.pages.record import FACES
from bedside.doors.web.symptom_words import strength_words
from bedside.kit.clock import now
from bedside.policy import sharing as rules
from bedside.policy.entries.free_note import KIND as NOTES
from bedside.policy.sharing import Entry

Row = dict[str, Any]
FACE_WORDS = {face: word for face, _icon, word in FACES}


def audiences(viewer: Viewer) -> list[tuple[str, str]]:
    """Return with whom this persona can begin to share: its care teams that hold, and its communities."""
    teams = [one for one in care_teams.mine(viewer) if one.held]
    found = [(rules.team(one.row.id), _team(one)) for one in teams]
    return found + [(rules.space(one.id), _space(one.name)) for one in queries.communities(viewer)]


def names(viewer: Viewer) -> dict[str, str]:
    """Return what every audience in the viewer's own ledger is called, as far as she may still know it."""
    found = {rules.team(one.row.id): _team(one) for one in care_teams.mine(viewer)}
    found |= {rules.space(number): _space(name) for number, name in queries.space_names(viewer).items()}
    named = {rules.STATISTICS: _("The figures of this site"), rules.MATCHING: _("People like me")}
    return found | named | {rules.RELEASES: _("Open figures, for everybody")}


def _team(one: care_teams.Team) -> str:
    return _("Care team: %(about)s (%(practices)s)") % {"about": one.row.about, "practices": ", ".join(one.practices)}


def _space(name: str) -> str:
    return _("Members of %(space)s") % {"space": name}


def called(audience: str, known: Mapping[str, str]) -> str:
    """Return the name of an audience, also of one that is gone."""
    return known.get(audience) or (
        _("A care team that is gone")
        if rules.number_in(audience, "team")
        else _("A community in which this name of yours is not")
    )


def seen_by(viewer: Viewer, kind: str, share: Iterable[str] | None = None) -> str:
    """Return who sees an item whose form is drawn, "" for its owner alone; without `share` it is a new one."""
    chosen = rules.share_of_new(kind, queries.own_grants(viewer)) if share is None else share
    people = {one for one in chosen if one.startswith(("team:", "space:"))}
    return _("Those with whom you share it see this too. It is kept encrypted.") if people else ""


def kinds_text(kinds: tuple[str, ...]) -> str:
    """Return kinds of items in words."""
    words = dict(KINDS) | {
        "treatments": _("What I told of a treatment"),
        "onset": _("When it began"),
        "age_band": _("How old I am, in bands"),
        "matching": _("What I marked"),
        "about_me": _("My sex and year of birth"),
    }
    return ", ".join(str(words.get(kind, kind)) for kind in kinds)


def grant_row(one: Entry, known: Mapping[str, str], courses: Mapping[int, str]) -> Row:
    """Return a grant in the list of what is shared now."""
    one_course = one.audience == rules.STATISTICS and one.items
    what = courses.get(one.items[0], "") if one_course else kinds_text(one.kinds)
    return {
        "id": one.number,
        "name": called(one.audience, known),
        "what": what,
        "covers": "" if one.audience in rules.RESEARCH else str(dict(COVERS).get(one.covers, "")),
        "since": one.at,
        "until": one.until,
        "receipt": reverse("record_receipt", args=[one.number, "receipt"]),
        "consent": reverse("record_receipt", args=[one.number, "consent"]),
    }


def ledger_row(one: Entry, known: Mapping[str, str]) -> Row:
    """Return a line of the ledger in words."""
    single = one.of and one.items
    if one.act == "use":
        text = _used(one)
    elif one.act == "grant":
        text = _("You chose one item for them") if single else _("You began to share")
    elif one.act == "expire":
        text = _("It ran out")
    else:
        text = _("You took one item back") if single else _("You stopped sharing")
    return {"text": text, "name": called(one.audience, known), "what": kinds_text(one.kinds), "at": one.at}


def taken_row(one: Taken) -> Row:
    """Return in words how a copy of the record was taken."""
    texts = {
        Way.PAGE: _("You took your record as a file"),
        Way.PROGRAM: _("A program that was logged in as you read all of it"),
        Way.OPERATOR: _("Who runs this site wrote it to a file"),
        Way.PART: _("A program that was logged in as you read some of it"),
    }
    return {"text": texts[one.way], "at": one.at}


def _used(one: Entry) -> str:
    if one.audience == rules.MATCHING:
        return _("What you marked was compared")
    if one.audience == rules.RELEASES:
        words = ngettext(
            "Figures were released: up to %(n)d answer of yours is in them for good",
            "Figures were released: up to %(n)d answers of yours are in them for good",
            one.count,
        )
        return words % {"n": one.count}
    if "treatments" in one.kinds:
        words = ngettext("%(n)d answer of yours was counted", "%(n)d answers of yours were counted", one.count)
    else:
        words = ngettext("%(n)d item of yours was counted", "%(n)d items of yours were counted", one.count)
    return words % {"n": one.count}


def day_row(one: OwnDay) -> Row:
    """Return a shared day."""
    said = [str(FACE_WORDS[one.face])]
    if one.energy is not None:
        said.append(_("energy %(n)d of 10") % {"n": one.energy})
    return {"name": date_format(one.day, "l j F Y"), "text": " · ".join([*said, *([one.line] if one.line else [])])}


def sitting_row(one: OwnSitting) -> Row:
    """Return a shared questionnaire: its score, as somebody reads it who was not there."""
    return {"name": date_format(one.day, "l j F Y"), "text": f"{one.title}: {_score(one)}"}


def _score(one: OwnSitting) -> str:
    if one.score is None or one.score.value is None:
        return _("not enough answers for a score")
    return " · ".join([f"{one.score.value:g}", *([str(one.score.band)] if one.score.band else [])])


def symptom_row(one: OwnSymptom) -> Row:
    """Return a shared symptom, without its notes."""
    return {"name": date_format(one.day, "l j F Y"), "text": f"{one.symptom}: {strength_words(one.strength)}"}


def condition_row(one: OwnCondition) -> Row:
    """Return a shared illness."""
    status = str(dict(STATUS)[one.illness.status])
    return {"name": one.illness.text, "text": " · ".join(x for x in (status, illness_parts.line(one.illness)) if x)}


def course_row(one: OwnCourse) -> Row:
    """Return a shared treatment."""
    return {"name": one.course.text, "text": course_parts.line(one.course, today=now().date())}


def entry_row(one: OwnEntry) -> Row:
    """Return a shared entry, without its note. A note to oneself, which is chosen by itself, is told word for word."""
    told = [entry_parts.line(one.thing), *([one.thing.words] if one.kind == NOTES.key else [])]
    return {"name": entry_parts.title(one.thing), "text": " · ".join(each for each in told if each)}


ROWS: Mapping[str, Callable[[Any], Row]] = {
    "days": day_row,
    "symptoms": symptom_row,
    "conditions": condition_row,
    "courses": course_row,
    "questionnaires": sitting_row,
    **dict.fromkeys(rules.ENTRY_KINDS, entry_row),
}
ENTRY_TITLES = {
    "measurements": gettext_lazy("What they measured"),
    "allergies": gettext_lazy("Allergies and intolerances"),
    "immunisations": gettext_lazy("Vaccines"),
    "procedures": gettext_lazy("What was done"),
    "goals": gettext_lazy("What they want to reach"),
    "appointments": gettext_lazy("Appointments"),
    "notes": gettext_lazy("Notes"),
}


def item_row(found: Item) -> Row:
    """Return one item of one's own, as those see it to whom it is shown."""
    return ROWS[found.kind](found.said)


def _told(kind: str, one: Any, viewer: Viewer | None) -> Row:
    """Return a line, and that a carer entered it."""
    row = ROWS[kind](one)
    words = entered_words(viewer, _proxy_of(kind, one))
    return row | {"text": " · ".join(each for each in (row["text"], words) if each)}


def _proxy_of(kind: str, one: Any) -> int:
    """Return the carer who entered an item, 0 for its owner."""
    if kind == "courses":
        return rules.proxy_in(one.course.entered_by)
    return rules.proxy_in(one.thing.entered_by) if isinstance(one, OwnEntry) else getattr(one, "proxy_id", 0)


def shared_lists(shared: Shared | CaredFor | None, *, viewer: Viewer | None = None) -> Row:
    """Return `lists` of pages/shared_record.html: those kinds of which there is something, each with its title.

    What a carer entered says so; with `viewer`, who knows the carer, by her name.
    """
    if shared is None:
        return {"lists": []}
    found = (
        (_("What they have"), "conditions", shared.conditions),
        (_("What they take and took"), "courses", shared.courses),
        (_("How the days were"), "days", shared.days),
        (_("What they felt"), "symptoms", shared.symptoms),
        (_("Questionnaires"), "questionnaires", shared.sittings),
        *((ENTRY_TITLES[kind], kind, shared.entries.get(kind, ())) for kind in rules.ENTRY_KINDS),
    )
    return {
        "lists": [
            {"title": title, "rows": [_told(kind, one, viewer) for one in said], "scores": kind == "questionnaires"}
            for title, kind, said in found
            if said
        ]
    }

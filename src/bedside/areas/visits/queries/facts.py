"""What can stand on a sheet: what the viewer keeps, and what she chose of it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import queries as records
from bedside.areas.records.models import Standing, StopReason
from bedside.areas.records.queries import OwnCondition, OwnCourse, OwnEvaluation, answers
from bedside.areas.records.queries.answers import OwnSitting
from bedside.areas.records.words import UNWANTED, slug
from bedside.kit.clock import now
from bedside.policy import courses
from bedside.policy.conditions import Confidence, Status
from bedside.policy.dates import in_words
from bedside.policy.entries.allergy import in_a_line
from bedside.policy.visits.facts import PLANNED, UNSURE, Effect, Facts, Illness, Scored, Taken, Trend
from bedside.policy.visits.sheet import LONGEST_LINE

WORST_LEVEL: Final = 4
MONTH_FORM: Final = "%B %Y"
SURE: Final = {
    Confidence.DIAGNOSED: "diagnosed",
    Confidence.LIKELY: "told it is likely",
    Confidence.OWN: "my own guess",
    Confidence.RULED_OUT: "ruled out",
}


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the member filled in for one sheet. `courses` and `conditions` are ids of her own; others are left out.

    `scores` are keys of questionnaires whose changes are told, `trend` the key of the one that is drawn, or "".
    """

    name: str
    birth_year: int | None = None
    last_visit: date | None = None
    questions: tuple[str, ...] = ()
    allergies: tuple[str, ...] | None = None
    courses: frozenset[int] = frozenset()
    conditions: frozenset[int] = frozenset()
    scores: frozenset[str] = frozenset()
    trend: str = ""


def choices(viewer: Viewer) -> list[tuple[int, str]]:
    """Return what the viewer can tick: (id of a course, its name and purpose), newest first.

    What she told for the figures alone comes after what she keeps in her record.
    """
    kept = [(one.id, f"{one.course.text}, {one.course.purpose}") for one in records.own_treatments(viewer)]
    told = [(one.course_id, f"{one.treatment}, {one.purpose}") for one in _told_only(viewer)]
    return kept + told


def _told_only(viewer: Viewer) -> list[OwnEvaluation]:
    """What this persona told for the figures of treatments that do not stand in the record under the same name."""
    kept = {slug(one.course.text) for one in records.own_treatments(viewer)}
    return [one for one in records.own_evaluations(viewer) if one.treatment_slug not in kept]


def conditions(viewer: Viewer) -> list[tuple[int, str]]:
    """Return the illnesses that the viewer can tick, as (id, name)."""
    return [(one.id, one.illness.text) for one in records.own_conditions(viewer)]


def questionnaires(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the questionnaires that the viewer has answered, as (key, title)."""
    usable = answers.questionnaires(viewer).usable
    return [(one.instrument.key, one.instrument.title) for one in usable if one.last is not None]


@dataclass(frozen=True)
class Prepared:
    """What the record has for a sheet already: questions of an appointment, the day of the visit before it, allergies.

    `allergies` are lines as the sheet tells them; none where the record has none, which says nothing of allergies.
    """

    questions: tuple[str, ...] = ()
    last_visit: date | None = None
    allergies: tuple[str, ...] = ()


def prepared(viewer: Viewer, appointment_id: int | None = None) -> Prepared:
    """Return what the record has for a sheet. Raises NotHere for an appointment that is not the viewer's own."""
    kept = records.own_entries(viewer, "allergies")
    lines = tuple(in_a_line(one.thing)[:LONGEST_LINE] for one in kept if not one.thing.over)
    if appointment_id is None:
        return Prepared(allergies=lines)
    chosen = records.own_entry(viewer, "appointments", appointment_id).thing
    latest = min((day for day in (chosen.on.lo, records.today(viewer)) if day), default=None)
    known = (one.thing.on for one in records.own_entries(viewer, "appointments") if one.id != appointment_id)
    before = [on.lo for on in known if on.precision == "day" and on.lo and latest and on.lo < latest]
    return Prepared(chosen.questions, max(before, default=None), lines)


def facts_of(viewer: Viewer, chosen: Chosen) -> Facts:
    """Return the facts of a sheet: only what is the viewer's own, and only what was ticked."""
    kept = [one for one in records.own_treatments(viewer) if one.id in chosen.courses]
    mine = [one for one in _told_only(viewer) if one.course_id in chosen.courses]
    ill = records.own_conditions(viewer) if chosen.conditions else ()
    return Facts(
        name=chosen.name,
        birth_year=chosen.birth_year,
        made_on=now().date(),
        last_visit=chosen.last_visit,
        questions=chosen.questions,
        allergies=chosen.allergies,
        illnesses=tuple(_illness(one) for one in ill if one.id in chosen.conditions),
        taken=(*(_course(one) for one in kept), *(_taken(one) for one in mine)),
        scores=tuple(score for key in sorted(chosen.scores) for score in _scores(viewer, key)),
        trend=_trend(viewer, chosen.trend) if chosen.trend else None,
    )


def _illness(own: OwnCondition) -> Illness:
    """How sure it is stands beside it; what was told as begun in a year counts from the first day that it can mean."""
    one = own.illness
    since = f"since {in_words(one.onset)}" if one.onset.value else ""
    quiet = "quiet now" if one.status is Status.REMISSION else ""
    bad = one.severity.value.replace("_", " ") if one.severity else ""
    said = (one.side.value if one.side else "", SURE[one.confidence], since, bad, quiet)
    return Illness(
        name=one.text,
        said=", ".join(word for word in said if word),
        new_on=one.onset.lo or one.diagnosed.lo,
        over_on=own.over_said,
    )


def _scores(viewer: Viewer, key: str) -> list[Scored]:
    found = [(own, *_value(own)) for own in answers.own_sittings(viewer, key)]
    return [
        Scored(title=own.title, on=own.day, value=value, band=band, minimal_change=_least(own))
        for own, value, band in found
        if value is not None
    ]


def _value(own: OwnSitting) -> tuple[int | None, str]:
    return (own.score.value, own.score.band) if own.score else (None, "")


def _least(own: OwnSitting) -> int | None:
    return own.instrument.minimal_change if own.instrument else None


def _trend(viewer: Viewer, key: str) -> Trend | None:
    """One questionnaire's scores on its own scale; None where none was answered, or its scale may not be shown."""
    kept = [own for own in answers.own_sittings(viewer, key) if _value(own)[0] is not None]
    scoring = kept[-1].instrument.scoring if kept and kept[-1].instrument else None
    if scoring is None:
        return None
    points = tuple((own.day, float(_value(own)[0] or 0)) for own in kept)
    title = f"{kept[-1].title}, {scoring.low} to {scoring.high}"
    return Trend(title=title, low=scoring.low, high=scoring.high, points=points)


def _course(own: OwnCourse) -> Taken:
    """A course of the record: the dose of now, times in her own precision, the main reason first."""
    one, dose = own.course, own.course.dose_now
    much = f"{dose.amount} {dose.unit}" if dose.amount else ""
    start, stop = in_words(one.start), in_words(one.stop)
    going_on = one.taking in (courses.Taking.YES, courses.Taking.ON_OFF)
    open_as = _open_as(one)
    words = (
        "on and off" if one.taking is courses.Taking.ON_OFF else "",
        f"{'from' if open_as == PLANNED else 'since'} {start}" if start else "",
    )
    return Taken(
        name=one.text,
        purpose=one.purpose,
        dose=" ".join(word for word in (much, dose.times) if word),
        since=", ".join(word for word in words if word),
        until=f"until {stop}" if stop else "",
        going_on=going_on and not open_as,
        open_as=open_as,
        started_on=one.start.lo,
        stopped_on=one.stop.lo,
        why_stopped=_why(one),
    )


def _open_as(one: courses.Course) -> str:
    if one.is_planned(today=now().date()):
        return PLANNED
    return UNSURE if one.taking is courses.Taking.UNSAID else ""


def _why(one: courses.Course) -> tuple[str, ...]:
    ordered = sorted(one.reasons, key=lambda reason: reason is not one.main_reason)
    labels = {choice.value: str(choice.label) for choice in StopReason}
    return tuple(labels.get(reason.value, one.other_reason) for reason in ordered)


def _taken(one: OwnEvaluation) -> Taken:
    going_on = one.standing == Standing.STILL
    return Taken(
        name=one.treatment,
        purpose=one.purpose,
        since=f"since {one.started.strftime(MONTH_FORM)}",
        until=f"until {one.stopped.strftime(MONTH_FORM)}" if one.stopped else "",
        going_on=going_on,
        started_on=one.started,
        stopped_on=one.stopped,
        why_stopped=(str(StopReason(one.stop_reason).label),) if one.stop_reason else (),
        effects=_effects(one, still=going_on),
    )


def _effects(one: OwnEvaluation, *, still: bool) -> tuple[Effect, ...]:
    """All that was named, as bad as she said the whole was: nobody asked for each by itself."""
    level = min(one.side_effects or 0, WORST_LEVEL)
    named = [UNWANTED[key].lower() for key in one.unwanted if key in UNWANTED]
    named += [one.other_unwanted] if one.other_unwanted.strip() else []
    return tuple(Effect(name=name, severity=level, still=still) for name in named) if level else ()

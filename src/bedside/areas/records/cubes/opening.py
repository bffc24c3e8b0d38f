"""What consented members keep in their records, opened to be counted: courses, answers to waves, illnesses.

An item is opened where two locks agree: its owner's grant runs, and the item itself names the figures (0048). Opened is
what is counted, and no more of it is taken than the columns of the build: no doses, no notes, no words but
the names of treatments, illnesses and unwanted effects. Who is gone, and whose key is destroyed, is left out whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Final

from bedside.areas.records.coursing import from_body as course_of
from bedside.areas.records.illnesses import from_body as illness_of
from bedside.areas.records.models import AskedWave, Condition, TreatmentCourse, WaveAnswer
from bedside.areas.records.queries.waves import from_body as answer_of
from bedside.areas.records.words import UNWANTED, slug
from bedside.kit.vault import CannotOpen
from bedside.policy.about_me import AboutMe, age_counted, sex_counted
from bedside.policy.courses import Course, Taking
from bedside.policy.evaluations import Evaluation
from bedside.policy.evidence.lines import line_of
from bedside.policy.evidence.units import WAVE_ORDER
from bedside.policy.evidence.unwanted import MODERATE_FROM
from bedside.policy.sharing import STATISTICS

Row = dict[str, Any]
EPOCH: Final = date(1970, 1, 1).toordinal()
AT_ONCE: Final = 500
KNOWN: Final = {slug(words): name for name, words in UNWANTED.items()}
"""Unwanted effects as the form of the treatment page names them: what means the same is one name."""


@dataclass(frozen=True)
class Opened:
    """What one member adds to the files of a build."""

    courses: list[Row] = field(default_factory=list)
    named: list[Row] = field(default_factory=list)
    illnesses: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class _Kept:
    """The rows of one member, still sealed, and when she was asked."""

    courses: Sequence[TreatmentCourse]
    illnesses: Sequence[Condition]
    waves: Sequence[AskedWave]
    answers: Mapping[int, WaveAnswer]


def opened(
    accounts: Iterable[int], *, key: str, also: str = STATISTICS, abouts: Mapping[int, AboutMe]
) -> Iterator[Opened]:
    """Open what these accounts keep, one member after the other. The caller reads past row security.

    A course is opened where it names the figures, and `also` too where another use is meant. `abouts` is what may be
    known of their owners.
    """
    wanted = sorted(set(accounts))
    for begin in range(0, len(wanted), AT_ONCE):
        some = wanted[begin : begin + AT_ONCE]
        kept = {owner: _Kept([], [], [], {}) for owner in some} | _kept(some, also)
        for owner in some:
            try:
                yield _rows(owner, kept[owner], key, abouts.get(owner, AboutMe()))
            except CannotOpen:  # her key is destroyed: she is gone, and her rows follow
                continue


def _kept(owners: Sequence[int], also: str) -> dict[int, _Kept]:
    mine = {"owner_id__in": owners}
    chosen = {"is_current": True, "share__contains": [STATISTICS]}  # the second lock: the item itself
    illnesses = _by_owner(Condition, **mine, **chosen)
    courses = _by_owner(TreatmentCourse, **mine, **chosen | {"share__contains": [STATISTICS, also]})
    waves, answers = _by_owner(AskedWave, **mine), _by_owner(WaveAnswer, **mine, is_current=True)
    return {owner: _Kept(courses[owner], illnesses[owner], waves[owner], _own(answers[owner])) for owner in owners}


def _own(answers: Sequence[WaveAnswer]) -> dict[int, WaveAnswer]:
    """Answers in the owner's own voice, by their question: what somebody else gave for her never counts as hers."""
    return {one.series_id: one for one in answers if not one.by_proxy}


def _by_owner(model: Any, **chosen: object) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in model.objects.filter(**chosen).order_by("id"):
        found[row.owner_id].append(row)
    return found


def _rows(owner: int, kept: _Kept, key: str, about: AboutMe) -> Opened:
    made = Opened()
    person = _number(key, owner)
    for row in kept.illnesses:
        illness = illness_of(row.opened())
        said = {"confidence": illness.confidence.value, "severity": illness.severity.value if illness.severity else ""}
        made.illnesses.append({"person": person, "condition": slug(illness.text), **said})
    for kept_course in kept.courses:
        course = course_of(kept_course.opened())
        _add(made, kept_course, course, kept, about, person=person, key=key)
    return made


def _add(
    made: Opened, row: TreatmentCourse, course: Course, kept: _Kept, about: AboutMe, *, person: int, key: str
) -> None:
    names = slug(course.purpose), slug(course.text)
    if not all(names) or (course.start.lo is not None and course.start.lo > row.kept_at.date()):
        return  # what is planned has not begun
    if course.taking is Taking.UNSAID:
        return  # a file brought it, and nobody has said yet whether it is taken
    asked = {one.wave: one for one in kept.waves if one.course_id == row.series_id}
    answered = {wave: kept.answers[one.id] for wave, one in asked.items() if one.id in kept.answers}
    wave = max(answered, key=lambda name: WAVE_ORDER[name], default="")
    said = answer_of(answered[wave].opened()) if wave else None
    number = _number(key, f"{row.series_id} {wave}")
    seen = max([row.kept_at.date(), *(one.kept_at.date() for one in answered.values())])
    made.courses.append(
        {"person": person, "answer": number, "condition": names[0], "treatment": names[1]}
        | {"condition_name": course.purpose, "treatment_name": course.text}
        | {"sex": sex_counted(about), "age_band": age_counted(about, answered=seen)}
        | _standing(course, seen)
        | _said(said, wave)
        | {name: _asked(name, asked, answered) for name in ("w2", "m3", "m6", "m12")}
    )
    made.named.extend({"answer": number} | one for one in _named(said))


def _standing(course: Course, seen: date) -> Row:
    start = course.start.lo or course.declared
    return {
        "line": line_of(course.line.value).value,
        "month": start.year * 12 + start.month,
        "started": _day(start),
        "dated": course.start.lo is not None,
        "declared": _day(course.declared),
        "confirmed": _day(seen),
        "stopped": _day(max(course.stop.lo, start)) if course.stop.lo else None,
        "ended": course.taking is Taking.NO,
        "reason": course.main_reason.value if course.main_reason else "",
    }


def _said(said: Evaluation | None, wave: str) -> Row:
    if said is None:
        nothing = dict.fromkeys(("effect", "side_effects", "burden", "adherence"))
        return nothing | {"wave": -1, "cannot_tell": False, "worse": False, "cost": "", "again": ""}
    levels = {name: getattr(said, name) for name in ("effect", "side_effects", "burden", "adherence")}
    words = {"cost": said.cost, "again": said.again}
    return levels | words | {"wave": WAVE_ORDER[wave], "cannot_tell": said.cannot_tell, "worse": said.made_worse}


def _asked(name: str, asked: Mapping[str, AskedWave], answered: Mapping[str, WaveAnswer]) -> int:
    if name in answered:
        return 2
    return 1 if name in asked and asked[name].told_at is not None else 0


def _named(said: Evaluation | None) -> list[Row]:
    found = {slug(one.text): one for one in (said.unwanted if said else ())}
    return [
        {"side_effect": KNOWN.get(name, name), "moderate": (one.severity or 0) >= MODERATE_FROM}
        for name, one in found.items()
        if name
    ]


def _day(when: date) -> int:
    return when.toordinal() - EPOCH


def _number(key: str, what: object) -> int:
    """A number that PostgreSQL makes of the same key too (`gathering.NUMBER`)."""
    return int(sha256(f"{key}{what}".encode()).hexdigest()[:15], 16)

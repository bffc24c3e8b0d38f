"""Things of the record as FHIR's facts, and what a file brings as things of the record: one pair of functions a kind.

A date that the record cannot hold is left unsure and never moved; a number that is none is not taken.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from bedside.policy.courses import IMPORT, LONGEST_PURPOSE, LONGEST_TEXT, Course, Dose, Reason, Taking
from bedside.policy.dates import UNSURE, BadDate, DatePart, part
from bedside.policy.entries import allergy, immunisation, measurement, procedure
from bedside.policy.fhir.illness import illness_of
from bedside.policy.fhir.model import (
    Allergy,
    Answered,
    Code,
    Condition,
    Judged,
    Medicine,
    Observed,
    Procedure,
    Vaccination,
)
from bedside.policy.vocabulary import normalise

LOINC: Final = "http://loinc.org"
VITAL_SIGNS: Final = frozenset(
    {"8867-4", "9279-1", "2708-6", "59408-5", "8310-5", "8302-2", "29463-7", "39156-5", "8480-6", "8462-4"}
)
STOP_WORDS: Final = MappingProxyType(
    {
        Reason.NO_EFFECT: "It did not help",
        Reason.SIDE_EFFECTS: "Unwanted effects",
        Reason.COST: "It cost too much",
        Reason.BURDEN: "It was too much trouble",
        Reason.GOT_BETTER: "I got better",
        Reason.CLINICIAN_ADVICE: "A clinician advised me to",
        Reason.INTERACTION: "It did not go with something else I take",
        Reason.PREGNANCY: "Pregnancy",
        Reason.SUPPLY: "I could not get it any more",
        Reason.FINISHED: "The treatment was finished",
        Reason.OTHER_PLAN: "I changed to something else",
        Reason.NOT_SAID: "I'd rather not say",
    }
)
_REASONS: Final = {words: reason for reason, words in STOP_WORDS.items()}
_TAKING: Final = {"still": Taking.YES, "on_and_off": Taking.ON_OFF, "stopped": Taking.NO, "finished": Taking.NO}
_AT_MOST: Final = 300


def condition_out(one: Any) -> Condition:
    """Return an illness (`policy.conditions.Illness`) as FHIR's fact."""
    return Condition(
        text=one.text,
        onset=one.onset.value,
        confidence=one.confidence.value,
        status=one.status.value,
        severity=one.severity.value.replace("_", " ") if one.severity else "",
        side=one.side.value if one.side else "",
        source_id=one.source_id,
    )


def course_out(one: Course, *, today: date) -> Medicine:
    """Return a course as FHIR's fact. The dose is the one of now."""
    dose = one.dose_now
    much = " ".join(word for word in (dose.amount, dose.unit, dose.times) if word)
    return Medicine(
        text=one.text,
        standing=standing_of(one, today=today),
        start=one.start.value,
        stop=one.stop.value,
        dosage=f"{much}, {one.route}" if much and one.route else much or one.route,
        reasons=(one.purpose,) if one.purpose else (),
        stop_reasons=tuple(_stop_words(one)),
        source_id=one.source_id,
    )


def standing_of(one: Course, *, today: date) -> str:
    """Return how a course stands, in FHIR's order of things: "" where its owner has not been asked yet."""
    if one.is_planned(today=today):
        return "planned"
    if one.taking is Taking.NO:
        return "finished" if Reason.FINISHED in one.reasons else "stopped"
    return {Taking.YES: "still", Taking.ON_OFF: "on_and_off"}.get(one.taking, "")


def _stop_words(one: Course) -> list[str]:
    """Return why it was stopped in words, the main reason first."""
    in_order = sorted(one.reasons, key=lambda reason: reason is not one.main_reason)
    return [one.other_reason if reason is Reason.OTHER else STOP_WORDS[reason] for reason in in_order]


def course_in(one: Medicine, *, today: date) -> Course:
    """Return the course that a medicine of a file is. Where nobody said whether it is still taken, nobody decides."""
    start, stop = dated(one.start), dated(one.stop)
    taking = _TAKING.get(one.standing, Taking.NO if stop.value and one.standing != "planned" else Taking.UNSAID)
    taking = Taking.YES if one.standing == "planned" else taking
    ended = taking is Taking.NO
    reasons, other = _reasons_of(one) if ended else ((), "")
    return Course(
        text=one.text[:LONGEST_TEXT],
        purpose="; ".join(one.reasons)[:LONGEST_PURPOSE],
        declared=today,
        dose=Dose(times=one.dosage[:LONGEST_TEXT]),
        start=start,
        stop=stop if ended else UNSURE,
        taking=taking,
        reasons=reasons,
        main_reason=reasons[0] if reasons else None,
        other_reason=other,
        entered_by=IMPORT,
        source_id=one.source_id,
    )


def _reasons_of(one: Medicine) -> tuple[tuple[Reason, ...], str]:
    known = tuple(dict.fromkeys(_REASONS[words] for words in one.stop_reasons if words in _REASONS))
    other = "; ".join(words for words in one.stop_reasons if words not in _REASONS)[:LONGEST_TEXT]
    if one.standing == "finished" and Reason.FINISHED not in known:
        known = (*known, Reason.FINISHED)
    return ((*known, Reason.OTHER) if other else known), other


def measurement_out(one: measurement.Measurement) -> Observed:
    """Return a measured number as FHIR's fact."""
    return Observed(
        text=one.text,
        category="vital-signs" if one.loinc in VITAL_SIGNS else "laboratory",
        at=one.on.value,
        codes=(Code(LOINC, one.loinc),) if one.loinc else (),
        number=float(one.value),
        unit=one.unit,
        source_id=one.source_id,
    )


def measurements_in(one: Observed) -> list[measurement.Measurement]:
    """Return what an observation measured: a number, one for each of its parts, or nothing."""
    if one.category not in ("vital-signs", "laboratory"):
        return []
    return [
        _measured(each, at=one.at, source_id=one.source_id) for each in (one, *one.parts) if each.number is not None
    ]


def _measured(one: Observed, *, at: str, source_id: str) -> measurement.Measurement:
    number = Decimal(repr(one.number)) if one.number is not None else Decimal(0)
    value = format(round(number, 8) if number.as_tuple().exponent < -8 else number, "f")  # type: ignore[operator]
    return measurement.Measurement(
        text=one.text[:_AT_MOST],
        value=value[:-2] if value.endswith(".0") else value,
        unit=one.unit,
        loinc=next((code.code for code in one.codes if code.system == LOINC), ""),
        on=dated(at),
        entered_by=IMPORT,
        source_id=source_id,
    )


def allergy_out(one: allergy.Allergy) -> Allergy:
    """Return an allergy or intolerance as FHIR's fact."""
    return Allergy(
        text=one.text,
        codes=_codes(one),
        onset=one.since.value,
        sort="" if one.sort is allergy.Sort.UNSURE else one.sort.value,
        reaction=one.reaction or ("A reaction" if one.worst else ""),
        worst=one.worst.value,
        over=one.over,
        source_id=one.source_id,
    )


def allergy_in(one: Allergy) -> allergy.Allergy:
    """Return the allergy that a file tells of."""
    return allergy.Allergy(
        text=one.text[:_AT_MOST],
        sort=allergy.Sort(one.sort or "unsure"),
        reaction=one.reaction[:_AT_MOST],
        worst=allergy.Worst(one.worst),
        since=dated(one.onset),
        over=one.over,
        **_came(one),
    )


def vaccination_out(one: immunisation.Immunisation) -> Vaccination:
    """Return a vaccine that was given as FHIR's fact."""
    return Vaccination(text=one.text, codes=_codes(one), at=one.on.value, dose=one.dose, source_id=one.source_id)


def vaccination_in(one: Vaccination) -> immunisation.Immunisation:
    """Return the vaccine that a file tells of."""
    return immunisation.Immunisation(text=one.text[:_AT_MOST], on=dated(one.at), dose=one.dose, **_came(one))


def procedure_out(one: procedure.Procedure) -> Procedure:
    """Return what was done as FHIR's fact."""
    return Procedure(
        text=one.text,
        codes=_codes(one),
        start=one.on.value,
        stop=one.until.value,
        why=one.why,
        where=one.where,
        source_id=one.source_id,
    )


def procedure_in(one: Procedure) -> procedure.Procedure:
    """Return what a file says was done. Of what took no longer than its first day the end is not kept."""
    begins, ends = dated(one.start), dated(one.stop)
    return procedure.Procedure(
        text=one.text[:_AT_MOST],
        on=begins,
        until=UNSURE if ends.value == begins.value else ends,
        why=one.why[:_AT_MOST],
        where=one.where[:_AT_MOST],
        **_came(one),
    )


def things_in(one: Any, *, today: date) -> list[Any]:
    """Return the things of the record that one fact of a file is; none for what the record has no place for."""
    makers: dict[type, Callable[[Any], list[Any]]] = {
        Condition: lambda fact: [illness_of(fact)],
        Medicine: lambda fact: [course_in(fact, today=today)],
        Observed: measurements_in,
        Allergy: lambda fact: [allergy_in(fact)],
        Vaccination: lambda fact: [vaccination_in(fact)],
        Procedure: lambda fact: [procedure_in(fact)],
        Answered: lambda fact: [fact],
        Judged: lambda fact: [fact],
    }
    make = makers.get(type(one))
    return make(one) if make else []


def same(thing: Any, *, source_id: str = "") -> tuple[str, ...]:
    """Return what makes two things of one owner the same: kind, words, day, and the id by which the source knows it.

    A questionnaire is answered once about a day, and a question about a course once: `source_id` is the course's then.
    """
    if isinstance(thing, Answered):
        return "Answered", thing.key, thing.at
    if isinstance(thing, Judged):
        return "Judged", normalise(thing.text), thing.wave, source_id or thing.about
    day = next(getattr(thing, name).value for name in ("onset", "start", "since", "on") if hasattr(thing, name))
    return type(thing).__name__, normalise(thing.text), day, source_id or thing.source_id


def dated(day: str) -> DatePart:
    """Return the date of a date or moment of FHIR; UNSURE for one that the record cannot hold."""
    try:
        return part(day[:10])
    except BadDate:
        return UNSURE


def _codes(one: Any) -> tuple[Code, ...]:
    return (Code(one.code_system, one.code),) if one.code and one.code_system else ()


def _came(one: Any) -> dict[str, str]:
    """Return where something came from: its first code whose vocabulary and sign are short enough, and its id."""
    code = next((each for each in one.codes if len(each.code) <= 60 and len(each.system) <= _AT_MOST), Code("", ""))
    return {"code_system": code.system, "code": code.code, "entered_by": IMPORT, "source_id": one.source_id}

"""An instrument and its answers as FHIR R4 (4.0.1) resources, and answers back: plain dicts, no element of R4B alone.

The gate holds here too: without leave there is no Questionnaire and no QuestionnaireResponse, in or out. A score alone
holds no words of the instrument.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bedside.policy.instruments.model import BadAnswer, Instrument, Item, Option, Score, ShowIf, said
from bedside.policy.instruments.rules.answering import COMPARE, Answers, checked
from bedside.policy.instruments.rules.gate import Grant, items_of, require_usable

LOINC = "http://loinc.org"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
ABSENT_CODES = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"

Resource = dict[str, Any]


def canonical(instrument: Instrument, *, site: str) -> str:
    """Return the address by which an instrument of this site ("https://site.example") is named."""
    return f"{site}/fhir/Questionnaire/{instrument.key}"


def questionnaire(instrument: Instrument, *, site: str, grants: Iterable[Grant] = ()) -> Resource:
    """Return the Questionnaire; raise NotLicensed for an instrument that this site may not use."""
    items = items_of(instrument, grants=grants)
    found: Resource = {
        "resourceType": "Questionnaire",
        "url": canonical(instrument, site=site),
        "version": instrument.version,
        "title": instrument.title,
        "status": "active",
        "subjectType": ["Patient"],
        "description": instrument.lead or instrument.about,
        "copyright": instrument.credit or instrument.licence.note,
        "item": [_question(instrument, item, site=site) for item in items],
    }
    if instrument.loinc_panel:
        found["code"] = [{"system": LOINC, "code": instrument.loinc_panel}]
    return found


def response(
    instrument: Instrument,
    answers: Answers,
    *,
    site: str,
    patient: str,
    day: date,
    finished: bool = True,
    grants: Iterable[Grant] = (),
) -> Resource:
    """Return the QuestionnaireResponse: an item for each answer, "rather not" with its reason; raise NotLicensed."""
    items = items_of(instrument, grants=grants)
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{canonical(instrument, site=site)}|{instrument.version}",
        "status": "completed" if finished else "in-progress",
        "subject": {"reference": patient},
        "authored": day.isoformat(),
        "item": [
            _answer(instrument, item, answers[item.link_id], site=site) for item in items if item.link_id in answers
        ],
    }


def answers_from(
    instrument: Instrument, resource: Mapping[str, Any], *, grants: Iterable[Grant] = ()
) -> dict[str, int | None]:
    """Return the answers in a QuestionnaireResponse.

    Raises NotLicensed, and BadAnswer for what is no answer to this instrument. What has no answer and no reason for it
    is not asked. An answer counts by its code, whatever its words.
    """
    require_usable(instrument, grants=grants)
    rows = resource.get("item", [])
    if not isinstance(rows, list):
        raise BadAnswer("These answers can't be read.", code="not_fhir_r4", do="Export them again as FHIR R4.")
    given = [pair for row in rows for pair in _given(instrument, row)]
    return checked(instrument, given)


def score_observation(instrument: Instrument, score: Score, *, patient: str, day: date, response: str = "") -> Resource:
    """Return the score as an Observation; `response` is a reference to the answers it was made of, "" for none."""
    code: Resource = {"text": f"{instrument.title}, score"}
    if instrument.loinc_score:
        code["coding"] = [{"system": LOINC, "code": instrument.loinc_score}]
    survey = {"system": CATEGORIES, "code": "survey"}
    found: Resource = {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [survey]}],
        "code": code,
        "subject": {"reference": patient},
        "effectiveDateTime": day.isoformat(),
    }
    if score.value is None:
        found["dataAbsentReason"] = {"coding": [{"system": ABSENT_CODES, "code": "unknown"}], "text": "Too few answers"}
    else:
        found["valueInteger"] = score.value
    if score.band:
        found["interpretation"] = [{"text": score.band}]
    if score.prorated:
        found["note"] = [{"text": f"{score.missing} missing, filled with the mean of the others"}]
    if response:
        found["derivedFrom"] = [{"reference": response}]
    return found


def _question(instrument: Instrument, item: Item, *, site: str) -> Resource:
    found: Resource = {
        "linkId": item.link_id,
        "text": said(item.texts),
        "type": "choice",
        "required": item.required,
        "repeats": False,
        "answerOption": [{"valueCoding": _coding(instrument, item, one, site=site)} for one in item.options],
    }
    if instrument.loinc_panel:
        found["code"] = [{"system": LOINC, "code": item.link_id}]
    if item.show_if is not None:
        found["enableWhen"] = _enabled_by(instrument, item.show_if, site=site)
        found["enableBehavior"] = "any"
    return found


def _enabled_by(instrument: Instrument, rule: ShowIf, *, site: str) -> list[Resource]:
    """A chosen answer has no number that FHIR compares: so each answer that shows the item is named."""
    asked = instrument.item(rule.item)
    assert asked is not None
    return [
        {"question": rule.item, "operator": "=", "answerCoding": _coding(instrument, asked, option, site=site)}
        for option in asked.options
        if COMPARE[rule.operator](option.value, rule.value)
    ]


def _coding(instrument: Instrument, item: Item, option: Option, *, site: str) -> Resource:
    system = LOINC if option.code.startswith("LA") else f"{canonical(instrument, site=site)}#{item.link_id}"
    return {
        "system": system,
        "code": option.code or str(option.value),
        "display": said(option.texts),
        "extension": [{"url": ORDINAL, "valueDecimal": option.value}],
    }


def _answer(instrument: Instrument, item: Item, value: int | None, *, site: str) -> Resource:
    found: Resource = {"linkId": item.link_id, "text": said(item.texts)}
    if value is None:
        found["extension"] = [{"url": ABSENT, "valueCode": "asked-declined"}]
        return found
    option = next(option for option in item.options if option.value == value)
    found["answer"] = [{"valueCoding": _coding(instrument, item, option, site=site)}]
    return found


def _given(instrument: Instrument, row: Any) -> list[tuple[str, int | None]]:
    """Return the answer that an item of a response holds: one, or none."""
    link_id = str(row.get("linkId", "")) if isinstance(row, Mapping) else ""
    item = instrument.item(link_id)
    if item is None:
        raise BadAnswer(f"{instrument.title} has no question {link_id[:40]!r}.", code="unknown_item")
    found = row.get("answer") or []
    if not isinstance(found, list) or len(found) > 1:
        raise BadAnswer("One question was answered twice.", code="answered_twice", field=link_id)
    if found:
        return [(link_id, _value(item, found[0]))]
    reasons = [one.get("valueCode") for one in row.get("extension", []) if isinstance(one, Mapping)]
    return [(link_id, None)] if "asked-declined" in reasons else []


def _value(item: Item, answer: Any) -> int:
    coding = answer.get("valueCoding") if isinstance(answer, Mapping) else None
    code = coding.get("code") if isinstance(coding, Mapping) else None
    number = answer.get("valueInteger") if isinstance(answer, Mapping) else None
    for option in item.options:
        if code == (option.code or str(option.value)) or (number == option.value and not isinstance(number, bool)):
            return option.value
    raise BadAnswer("That is none of the answers to this question.", code="not_an_option", field=item.link_id)

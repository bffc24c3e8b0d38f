"""A record out and in again keeps every field; a preview tells what would be kept, skipped or left out, what is bad."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.policy.fhir import bundle, patient
from bedside.policy.fhir.condition import CONFIDENCES
from bedside.policy.fhir.medicine import STANDINGS
from bedside.policy.fhir.model import (
    Allergy,
    Code,
    Condition,
    Medicine,
    Observed,
    Person,
    Procedure,
    SideEffect,
    Vaccination,
)
from bedside.policy.fhir.validating import fault
from tests.policy.fhir import bundles

YEAR = 2026
SYNTHEA = Path(os.environ.get("BEDSIDE_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "synthea"

words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)
days = st.one_of(
    st.integers(1900, 2026).map(str),
    st.builds(lambda year, month: f"{year}-{month:02}", st.integers(1900, 2026), st.integers(1, 12)),
    st.dates().filter(lambda day: day.year > 1899).map(str),
)
dates = st.one_of(st.just(""), days)
codes = st.lists(st.builds(Code, st.just("http://example.org/codes"), st.from_regex(r"[A-Z]\d{1,5}", fullmatch=True)),
                 max_size=3, unique=True).map(tuple)  # fmt: skip
texts = st.lists(words, max_size=3, unique=True).map(tuple)
named = {"text": words, "codes": codes}
numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))
values = st.one_of(
    st.fixed_dictionaries({"number": numbers, "unit": st.sampled_from(["kg", "mm[Hg]", "%"])}),
    st.fixed_dictionaries({"whole": st.integers(0, 10)}),
    st.fixed_dictionaries({"words": words}),
    st.fixed_dictionaries({"absent": st.sampled_from(["asked-declined", "not-asked"])}),
)
categories = st.sampled_from(["survey", "vital-signs", "laboratory"])


@st.composite
def observed(draw):
    category = draw(categories)
    parts = [Observed(category=category, text=draw(words), **draw(values)) for _ in range(draw(st.integers(0, 2)))]
    said = {} if parts else draw(values)
    at = draw(st.one_of(dates, st.just("2020-05-06T07:08:09+02:00")))
    return Observed(text=draw(words), codes=draw(codes), category=category, at=at, parts=tuple(parts), **said)


confidences = st.sampled_from([one for one in CONFIDENCES if one != "ruled_out"])
statuses = st.sampled_from(["active", "remission", "resolved"])
facts = st.one_of(
    st.builds(Condition, **named, onset=dates, recorded=dates, confidence=confidences, status=statuses),
    observed(),
    st.builds(
        Medicine,
        **named,
        standing=st.sampled_from(sorted(STANDINGS)),
        start=dates,
        stop=dates,
        dosage=st.one_of(st.just(""), words),
        reasons=texts,
        stop_reasons=texts,
    ),
    st.builds(Procedure, **named, start=dates, stop=dates),
    st.builds(Allergy, **named, onset=dates, criticality=st.sampled_from(["", "low", "high"])),
    st.builds(Vaccination, **named, at=dates),
    st.builds(
        SideEffect,
        text=words,
        at=dates,
        severity=st.sampled_from(["", "mild", "moderate", "severe"]),
        suspect=st.one_of(st.just(""), words),
    ),
)


def out(kept, person=None):
    numbered = iter(range(10**6))
    who = patient.build(person or Person(gender="female", birth_year=1980), id="p", this_year=YEAR)
    return bundle.export(who, kept, new_id=lambda: f"n{next(numbered)}")


def back(made):
    return bundle.preview(json.dumps(made).encode(), this_year=YEAR)


def without_id(one):
    return {name: getattr(one, name) for name in one.__slots__ if name != "source_id"}


@settings(max_examples=60, deadline=None)
@given(st.lists(facts, max_size=4))
def test_every_field_comes_back_and_all_that_goes_out_is_valid(kept):
    made = out(kept)
    assert [fault(entry["resource"]) for entry in made["entry"]] == [None] * (len(kept) + 1)
    found = back(made)
    assert found.bad == []
    assert [without_id(one) for one in found.kept] == [without_id(one) for one in kept]


def test_a_person_of_90_has_no_year_of_birth_and_a_name_only_where_it_was_ticked():
    old = patient.build(Person(gender="male", birth_year=1936), id="x", this_year=YEAR)
    assert "birthDate" not in old
    assert old["meta"]["tag"][0]["code"] == "ABSTRED"
    assert patient.build(Person(birth_year=1937), id="x", this_year=YEAR)["birthDate"] == "1937"
    assert "name" not in old
    assert patient.build(Person(), id="x", this_year=YEAR, name="J.")["name"] == [{"text": "J."}]


def preview(*resources, known=()):
    return bundle.preview(bundles.bundle(*resources), this_year=YEAR, known=known)


def test_of_the_person_only_what_may_be_offered_is_read():
    assert preview().person == Person(gender="female", birth_year=1980)


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("confirmed", "diagnosed"),
        ("provisional", "likely"),
        ("differential", "likely"),
        ("unconfirmed", "own"),
        ("refuted", None),
        ("entered-in-error", None),
    ],
)
def test_how_sure_somebody_is_comes_from_the_verification_status(code, kept):
    found = preview(bundles.condition(verificationStatus=bundles.coded(code)))
    assert [one.confidence for one in found.kept] == ([kept] if kept else [])
    assert found.skipped == ({} if kept else {code.replace("-", "_"): 1})


@pytest.mark.parametrize(
    ("onset", "kept"), [("2019", "2019"), ("2019-05", "2019-05"), ("2019-05-17T01:02:03Z", "2019-05-17")]
)
def test_a_date_stays_as_exact_as_it_was_said(onset, kept):
    (found,) = preview(bundles.condition(onsetDateTime=onset)).kept
    assert found.onset == kept


@pytest.mark.parametrize("onset", ["0000-00-00", "2019-13-01", "yesterday", 2019])
def test_a_resource_with_a_date_that_is_none_is_listed_with_its_path_and_the_rest_goes_on(onset):
    found = preview(bundles.condition(onsetDateTime=onset), bundles.observation(valueInteger=5))
    (bad,) = found.bad
    assert bad.path == "entry[1].Condition.onsetDateTime"
    assert bad.reason
    assert found.counts() == {"Observed": 1}


def test_a_prescription_never_says_that_something_is_still_taken():
    (found,) = preview(bundles.request()).kept
    assert (found.standing, found.start, found.stop) == ("", "2019-03-04", "")


def test_a_medicine_is_found_by_its_reference_within_the_bundle_and_nowhere_else():
    medicine = {"resourceType": "Medication", "id": "d", "code": {"text": "Honey"}}
    inside = bundles.request(medicationCodeableConcept=None, medicationReference={"reference": "Medication/d"})
    outside = inside | {"id": "x", "medicationReference": {"reference": "https://elsewhere.example/Medication/d"}}
    inside, outside = ({k: v for k, v in one.items() if v is not None} for one in (inside, outside))
    found = preview(medicine, inside, outside)
    assert [one.text for one in found.kept] == ["Honey"]
    assert found.skipped == {"no_text": 1}


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        (bundles.observation(status="entered-in-error", valueInteger=1), "entered_in_error"),
        (bundles.observation(status="registered"), "not_done"),
        (bundles.observation(category=[bundles.coded("social-history")]), "not_ours"),
        (bundles.statement(status="entered-in-error"), "entered_in_error"),
        (bundles.statement(status="not-taken"), "not_taken"),
        (bundles.request(status="draft"), "not_done"),
    ],
)
def test_what_is_not_ours_is_skipped_and_counted(resource, reason):
    found = preview(resource)
    assert (found.kept, found.skipped) == ([], {reason: 1})


def test_types_that_nobody_keeps_are_left_out_and_counted():
    found = preview({"resourceType": "Claim"}, {"resourceType": "Claim"}, {"resourceType": "Device"})
    assert (found.left_out, found.bad) == ({"Claim": 2, "Device": 1}, [])


def test_the_same_twice_and_what_is_known_already_comes_once():
    one, other = bundles.condition("Fracture", onsetDateTime="2020-01-01"), bundles.condition("Fracture", id="d")
    first = preview(one, one, other)
    assert (len(first.kept), first.repeated) == (2, 1)
    second = preview(one, other, known=first.kept)
    assert (second.kept, second.repeated) == ([], 2)


def test_silence_is_no_value():
    made = out([Observed(text="Pain", category="survey", at="2020-01-01", absent="not-asked")])
    said = made["entry"][1]["resource"]
    assert not [name for name in said if name.startswith("value")]
    assert said["dataAbsentReason"]["coding"][0]["code"] == "not-asked"


SIZES = {  # observations, conditions, prescriptions, allergies, immunisations: as the set's own README has them
    "01": (48, 1, 0, 0, 4), "02": (74, 0, 0, 0, 26), "03": (66, 2, 3, 8, 23), "04": (35, 3, 2, 0, 7),
    "05": (61, 7, 9, 4, 9), "06": (110, 6, 9, 0, 11), "07": (100, 7, 3, 0, 12), "08": (78, 10, 8, 0, 11),
    "09": (47, 4, 1, 0, 7), "10": (170, 5, 3, 0, 12), "11": (73, 3, 0, 0, 11), "12": (98, 4, 1, 0, 11),
}  # fmt: skip


@pytest.mark.skipif(not SYNTHEA.is_dir(), reason="the synthetic patients are not here")
@pytest.mark.parametrize("number", SIZES)
def test_a_synthetic_patient_comes_in_whole_goes_out_valid_and_comes_back_the_same(number):
    (path,) = SYNTHEA.glob(f"{number}_*.json.gz")
    raw = path.read_bytes()
    found = bundle.preview(raw, this_year=YEAR)
    counts = [found.counts().get(kind, 0) for kind in ("Observed", "Condition", "Medicine", "Allergy", "Vaccination")]
    counts[0] += found.skipped.get("not_ours", 0)
    assert (tuple(counts), found.bad, found.repeated) == (SIZES[number], [], 0)
    assert sum(map(len, (found.kept,))) + sum(found.skipped.values()) + sum(found.left_out.values()) + 1 == len(
        json.loads(gzip.decompress(raw))["entry"]
    )
    made = out(found.kept, found.person)
    assert [fault(entry["resource"]) for entry in made["entry"] if fault(entry["resource"])] == []
    assert back(made).kept == found.kept
    again = bundle.preview(raw, this_year=YEAR, known=found.kept)
    assert (again.kept, again.repeated) == ([], len(found.kept))


@pytest.mark.skipif(not SYNTHEA.is_dir(), reason="the synthetic patients are not here")
def test_two_persons_of_one_name_stay_two_and_the_oldest_has_no_year_of_birth():
    one, other, old = (
        bundle.preview(next(SYNTHEA.glob(f"{number}_*")).read_bytes(), this_year=YEAR) for number in ("10", "11", "12")
    )
    both = bundle.preview(next(SYNTHEA.glob("11_*")).read_bytes(), this_year=YEAR, known=one.kept)
    assert both.kept == other.kept
    assert old.person.birth_year is None

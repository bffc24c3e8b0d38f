"""How many people fit what a text tells: the gate, the factors, the caps, the bands, the laws, the suggestions."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.policy.guard import Facts, Profile, combination, inspect
from bedside.policy.guard.combination import count_people
from bedside.policy.guard.combination_gate import passes
from bedside.policy.guard.combination_reading import Sign
from bedside.policy.guard.detectors import DETECTORS
from bedside.policy.guard.model import Finding, Hit, Role
from bedside.policy.guard.text import Doc
from bedside.policy.guard.wording import with_part

HERE = Path(__file__).parent
PAIRS = [json.loads(line) for line in (HERE / "combination_pairs.jsonl").read_text(encoding="utf-8").splitlines()]
TELLING = [row for row in PAIRS if row["identifying"]]
HARMLESS = [row for row in PAIRS if not row["identifying"]]
ORDINARY = [line.split("|", 1) for line in (HERE / "ordinary_posts.txt").read_text(encoding="utf-8").splitlines()]
SECONDS_FOR_HOSTILE = 0.25


def estimate(text: str, facts: Facts = Facts()) -> combination.Estimate | None:  # noqa: B008 - frozen
    doc = Doc(text, facts)
    return combination.assess(doc, [hit for detector in DETECTORS for hit in detector.find(doc)])


def told(text: str, facts: Facts = Facts()) -> list[tuple[str, str]]:  # noqa: B008 - frozen
    found = estimate(text, facts)
    return [(part.what, Doc(text, facts).norm[part.start : part.end]) for part in found.parts] if found else []


def sign(what: str, share: float = 1.0, *, cap: int = 0, strength: float = 0.0, course: str = "") -> Sign:
    return Sign(what, 0, 1, share, strength, cap, course)  # type: ignore[arg-type]  # the tests name kinds


# The factors.


@pytest.mark.parametrize(
    ("signs", "people", "k"),
    [
        ([], 150_000, 150_000),
        ([sign("sex", 0.5)], 150_000, 75_000),
        ([sign("sex", 0.5), sign("sex", 0.5)], 150_000, 75_000),
        ([sign("age", 0.0125)], 100_000, 1_250),
        ([sign("age", 0.0125), sign("age", 0.12)], 100_000, 1_250),
        ([sign("condition", 0.1, course="chronic")], 100_000, 10_000),
        ([sign("condition", 0.1), sign("condition", 0.001)], 100_000, 100),
        ([sign("place", 2_000)], 150_000, 2_000),
        ([sign("place", 5_000_000)], 150_000, 150_000),
        ([sign("trait", 0.002), sign("trait", 0.0005)], 10_000_000, 10),
        ([sign("job", 0.012)], 100_000, 1_200),
        ([sign("time", 1 / 365)], 365_000, 1_000),
        ([sign("time", 0.5), sign("condition", 0.1, course="acute")], 100_000, 5_000),
        ([sign("time", 0.5), sign("condition", 0.1, course="chronic")], 100_000, 1_000),
        ([sign("role", cap=2)], 150_000, 2),
        ([sign("role", cap=4), sign("tie")], 150_000, 4),
        ([sign("event", cap=10)], 150_000, 10),
        ([sign("unique", cap=1)], 330_000_000, 1),
        ([sign("unique", cap=3), sign("role", cap=2)], 150_000, 2),
        ([sign("age", 0.0001), sign("job", 0.0001)], 100, 1),
    ],
)
def test_each_factor_and_cap(signs: list[Sign], people: int, k: int) -> None:
    assert count_people(signs, people=people) == k


SIGNS = st.builds(
    sign,
    st.sampled_from(["age", "sex", "condition", "place", "time", "event", "unique", "trait", "job", "role", "tie"]),
    st.floats(min_value=0.000001, max_value=1.0),
    cap=st.sampled_from([0, 0, 1, 2, 4, 10]),
    strength=st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0]),
    course=st.sampled_from(["", "acute", "chronic"]),
)


@given(st.lists(SIGNS, max_size=8), SIGNS)
def test_one_more_sign_never_makes_more_people_fit(signs: list[Sign], more: Sign) -> None:
    assert count_people([*signs, more], people=150_000) <= count_people(signs, people=150_000)


@given(st.lists(SIGNS, max_size=8), SIGNS)
def test_one_more_sign_never_takes_the_finding_away(signs: list[Sign], more: Sign) -> None:
    assert passes([*signs, more]) or not passes(signs)


@given(st.lists(SIGNS, max_size=8).flatmap(lambda signs: st.tuples(st.just(signs), st.permutations(signs))))
def test_the_order_of_signs_changes_nothing(both: tuple[list[Sign], list[Sign]]) -> None:
    assert count_people(both[0], people=150_000) == count_people(both[1], people=150_000)
    assert passes(both[0]) == passes(both[1])


HITS = st.lists(
    st.sampled_from(
        [
            Hit("place", "place.town", 20, 31),
            Hit("place", "place.street", 20, 31),
            Hit("date", "date.written", 32, 44),
            Hit("age_over_89", "age.over_89", 4, 10),
            Hit("name", "name.person", 11, 19),
        ]
    ),
    max_size=5,
)


@settings(max_examples=40)
@given(HITS.flatmap(lambda hits: st.tuples(st.just(hits), st.permutations(hits))))
def test_the_order_of_hits_changes_nothing(both: tuple[Sequence[Hit], Sequence[Hit]]) -> None:
    doc = Doc("Saw a 93yo beekeeper from Alder Creek this morning with a rash", Facts())
    assert combination.assess(doc, both[0]) == combination.assess(doc, both[1])


def test_a_hit_more_never_makes_more_people_fit() -> None:
    doc = Doc("Saw the tall beekeeper from Alder Creek this morning with a rash and a 7 foot son", Facts())
    hit = Hit("place", "place.town", 28, 39)
    without, with_it = combination.assess(doc, []), combination.assess(doc, [hit])
    assert with_it is not None
    assert without is None or with_it.k <= without.k


# The gate.


@pytest.mark.parametrize("row", HARMLESS, ids=lambda row: str(row["id"]))
def test_a_general_post_is_no_combination(row: dict[str, str]) -> None:
    assert estimate(row["text"], Facts(role=row["role"])) is None  # type: ignore[arg-type]  # a role


@pytest.mark.parametrize(("role", "text"), ORDINARY)
def test_an_ordinary_post_goes_through(role: Role, text: str) -> None:
    report = inspect(text, Facts(role=role))
    assert not [f for f in report.findings if f.kind == "combination" and f.level != "info"]


def test_most_telling_posts_are_found() -> None:
    missed = [r["id"] for r in TELLING if estimate(r["text"], Facts(role=r["role"])) is None]
    assert len(missed) <= len(TELLING) // 10, missed


@pytest.mark.parametrize(
    "text",
    [
        "my 45M with pneumonia is not getting better",
        "45M with pneumonia today, home with amoxicillin",
        "A 34-year-old man in Texas with asthma asked me about the flu shot",
        "Our mayor opened the new stroke ward today.",
        "My coach used to say that pain is weakness.",
        "The president has cancer, the BBC reports.",
        "If the mayor has diabetes, should voters know?",
        "A fictional case: the mayor's daughter with leprosy, the only one in the state.",
        "I am the only anaesthetist on call tonight for two theatres.",
        "First aid for burns: cool water. The first hour counts.",
        "My only daughter has asthma.",
        "",
    ],
)
def test_what_everybody_may_tell(text: str) -> None:
    assert estimate(text) is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Treated the mayor for gout", {"role", "condition"}),
        ("Our pastor's wife came in with a broken jaw", {"role", "tie", "condition"}),
        ("My first senator! Chest pain, and only the mayor knew she was in our ICU", {"role", "condition"}),
        ("Worked up a lion handler for a bite today", {"job", "condition", "time"}),
        ("the guy who won the powerball is in my waiting room with chest pain", {"role", "condition"}),
        ("A Deaf Somali grandmother with Pompe", {"trait", "condition"}),
        ("She is the only child in this school with leukemia", {"unique", "place", "condition"}),
        ("the tallest man in the county broke his femur", {"unique", "condition", "place"}),
        ("Triplets at 51! Our tiny maternity unit cheers", {"unique", "age", "place"}),
        ("Both brothers who fell through the ice on Sunday are awake on our ward", {"tie", "event", "time", "place"}),
        ("a patient in a town of 900 with Fabry disease", {"place", "condition"}),
        ("My kid's teacher is on my psych list", {"role"}),
        ("the town's ice cream man needs a hip replacement", {"role", "condition"}),
        ("He teaches at the local primary and has HIV, diagnosed today", {"job", "condition", "time"}),
    ],
)
def test_the_parts_are_marked_one_by_one(text: str, kinds: set[str]) -> None:
    assert kinds <= {what for what, _ in told(text)}


# Who writes, and where.


def test_the_place_of_work_narrows_who_is_meant() -> None:
    text = "34F from the ward with sarcoidosis, a teacher, admitted this week"
    wide, narrow = estimate(text), estimate(text, Facts(profile=Profile(catchment=3_000)))
    assert narrow is not None
    assert narrow.k <= (wide.k if wide else combination.NO_FINDING)


def test_a_patient_counts_among_her_country() -> None:
    facts = Facts(role="patient")
    assert estimate("I'm an adult with Kabuki syndrome, ask me anything", facts) is None
    alone = estimate("I'm the only person in Wyoming with Kabuki syndrome", facts)
    assert alone is not None
    assert (alone.k, alone.subject) == (1, "self")


def test_a_smaller_country_leaves_fewer() -> None:
    text = "I am a zookeeper with sarcoidosis, 34, blind"
    small = estimate(text, Facts(role="patient", country="IE"))
    large = estimate(text, Facts(role="patient", country="US"))
    assert small is not None
    assert large is None or small.k <= large.k


def test_a_carer_tells_of_another() -> None:
    found = estimate("my uncle is the sheriff and he has a brain tumour", Facts(role="carer"))
    assert found is not None
    assert found.subject == "other"


# What is answered.


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Treated the mayor for gout", "perhaps one person"),
        ("Treated the mayor's daughter for gout", "a handful of people"),
    ],
)
def test_the_number_is_told_in_words_only(text: str, words: str) -> None:
    found = estimate(text)
    assert found is not None
    assert found.words == words
    assert words in found.why
    assert not any(char.isdigit() for char in found.why + found.safer)


@pytest.mark.parametrize("row", TELLING, ids=lambda row: str(row["id"]))
def test_the_reason_holds_no_word_that_was_found(row: dict[str, str]) -> None:
    found = estimate(row["text"], Facts(role=row["role"]))  # type: ignore[arg-type]  # a role
    for part in found.parts if found else ():
        shown = row["text"][part.start : part.end].casefold()
        assert len(shown.split()) < 2 or shown not in f"{found.why} {found.safer}".casefold()  # type: ignore[union-attr]


def test_low_and_high_are_a_tenth_and_tenfold() -> None:
    found = estimate("guy who won the powerball last month is in my waiting room with chest pain")
    assert found is not None
    assert (found.low, found.high) == (max(1, found.k // 10), found.k * 10)


def test_the_finding_spans_its_parts_and_bears_its_letter() -> None:
    text = "\U0001f389 Treated the mayor for gout today"
    (finding,) = (f for f in inspect(text).findings if f.kind == "combination")
    assert (finding.letter, finding.rule, finding.level) == ("R", "combination.k", "hold")
    assert text[finding.parts[0].start : finding.parts[0].end] == "the mayor"
    assert finding.start == finding.parts[0].start
    assert finding.end == finding.parts[-1].end


def test_the_report_holds_the_estimate() -> None:
    report = inspect("Treated the mayor for gout today")
    assert report.combination is not None
    assert report.combination.k == 2
    assert inspect("Treated gout today").combination is None


@pytest.mark.parametrize(
    ("role", "audience", "level"),
    [
        ("clinician", "public", "hold"),
        ("student", "room", "hold"),
        ("carer", "public", "confirm"),
        ("clinician", "practice", "info"),
    ],
)
def test_the_level_is_that_of_the_verdict_table(role: Role, audience: str, level: str) -> None:
    facts = Facts(role=role, audience=audience)  # type: ignore[arg-type]  # an audience
    (finding,) = (f for f in inspect("the mayor's daughter has leukemia", facts).findings if f.kind == "combination")
    assert finding.level == level


@pytest.mark.parametrize("declared", ["invented", "authorised"])
def test_a_declared_case_asks_for_one_more_press_only(declared: str) -> None:
    facts = Facts(declared=declared)  # type: ignore[arg-type]  # a declaration
    (finding,) = (f for f in inspect("Treated the mayor for gout", facts).findings if f.kind == "combination")
    assert finding.level == "confirm"


# The softer words, one press after the other.


def found_in(text: str, facts: Facts) -> Finding | None:
    """Return the combination that the guard shows in a text."""
    return next((one for one in inspect(text, facts).findings if one.kind == "combination"), None)


def softened(text: str, finding: Finding) -> str:
    """Press for each part; the last first, so that the places of the others stay."""
    for number in sorted(range(len(finding.parts)), key=lambda number: -finding.parts[number].start):
        text = with_part(text, finding, number)
    return text


@pytest.mark.parametrize("row", TELLING, ids=lambda row: str(row["id"]))
def test_the_softer_text_is_no_finding(row: dict[str, str]) -> None:
    facts = Facts(role=row["role"])  # type: ignore[arg-type]  # a role
    found = found_in(row["text"], facts)
    if found is not None:
        assert estimate(softened(row["text"], found), facts) is None


@pytest.mark.parametrize("row", TELLING[::4], ids=lambda row: str(row["id"]))
def test_no_softer_part_makes_it_worse(row: dict[str, str]) -> None:
    facts = Facts(role=row["role"])  # type: ignore[arg-type]  # a role
    before, found = estimate(row["text"], facts), found_in(row["text"], facts)
    for number in range(len(found.parts) if found else 0):
        assert found is not None
        after = estimate(with_part(row["text"], found, number), facts)
        assert before is not None
        assert after is None or after.k >= before.k


@pytest.mark.parametrize(
    ("text", "safer"),
    [
        ("Treated the mayor for gout", "Treated someone for gout"),
        ("The mayor's daughter has leukemia", "Someone's daughter has leukemia"),
        ("Worked up a lion handler for a bite this morning", "Worked up someone for a bite recently"),
        ("tonight's stab victim is the bartender from the pub", "a recent stab victim is someone"),
        ("I'm the only person in Wyoming with Fabry disease", "I'm a person in Wyoming with a rare condition"),
        (
            "Saw a Somali grandmother with Pompe in a town of 900",
            "Saw a grandmother with a rare condition in a small town",
        ),
    ],
)
def test_the_softer_words_fit_the_sentence(text: str, safer: str) -> None:
    facts = Facts(role="patient" if text.startswith("I'm") else "clinician")
    found = found_in(text, facts)
    assert found is not None
    assert softened(text, found) == safer


# Bounds.


@pytest.mark.parametrize(
    "text",
    ["the mayor " * 2_000, "only " * 4_000, "45M " * 5_000, "a" * 20_000, "who won the " * 1_600, "'s " * 6_600,
     "one of the " * 1_800, "| , . " * 3_000, "she has AAAA " * 1_500],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    doc = Doc(text[:20_000], Facts())
    doc.flat  # noqa: B018 - made for all readers, not counted here
    started = time.process_time()
    combination.assess(doc, [])
    assert time.process_time() - started < SECONDS_FOR_HOSTILE


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_gets_an_answer_inside_its_bounds(text: str) -> None:
    found = estimate(text)
    assert found is None or 0 <= found.start < found.end <= len(Doc(text, Facts()).norm)

"""The whole check: promises that hold for any text."""

from __future__ import annotations

import ast
import random
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bedside.policy.guard as guard
from bedside.policy.guard import Facts, Profile, inspect, inspection
from bedside.policy.guard.model import KINDS, LIBRARY, Hit
from bedside.policy.guard.text import Doc, normalise

FOLDER = Path(guard.__file__).parent
ROLES = st.sampled_from(
    ["patient", "carer", "clinician", "student", "researcher", "organisation", "personal", "practice", "moderator"]
)
AUDIENCES = st.sampled_from(["public", "followers", "community", "class", "room", "practice", "mentioned"])
OF_HERSELF = st.sampled_from(
    [
        "my phone is 555-014-7719.",
        "I was admitted on March 9th.",
        "my MRN is 00482917.",
        "I turned 93 last year.",
        "write me at ann@example.org.",
        "my ssn 321-54-9876.",
        "my page is https://forum.example.org/u/ann-79.",
        "I had my surgery on 03/14/2024.",
    ]
)
QUIET = (
    "and",
    "then",
    "the",
    "tea",
    "was",
    "cold",
    "again",
    "while",
    "rain",
    "fell",
    "over",
    "green",
    "hills",
    "maybe",
)
HARMLESS = st.lists(
    st.sampled_from(
        [
            "and",
            "then",
            "the",
            "tea",
            "was",
            "cold",
            "again",
            "while",
            "rain",
            "fell",
            "over",
            "green",
            "hills",
            "slowly",
            "today",
            "maybe",
        ]
    ),
    max_size=12,
).map(" ".join)
NUMBERS = st.sampled_from(
    ["555-014-7719", "321-54-9876", "MRN 00482917", "ann@example.org", "NHS 943 476 5919", "https://x.com/rob79h"]
)
HIDDEN = st.sampled_from(["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200f"])
AROUND = st.sampled_from(
    ["\U0001f469\u200d\u2695\ufe0f ", "e\u0301 ", "\u05e9\u05dc\u05d5\u05dd ", "\ufb01ne ", "\u200b", ""]
)
# How long a check takes on a busy machine is not the guard's fault; `bedside bench guard` measures it.
UNHURRIED = settings(deadline=None)
BANNED = {"django", "requests", "socket", "urllib", "http", "sqlite3", "psycopg", "yaml"}


@UNHURRIED
@given(st.text(), ROLES, AUDIENCES)
def test_any_text_gets_an_answer(text: str, role: str, audience: str) -> None:
    facts = Facts(role=role, audience=audience)  # type: ignore[arg-type]  # drawn from the words of the model
    assert inspect(text, facts).chars == len(text)


@UNHURRIED
@given(st.text(alphabet=st.characters(categories=["Cs", "Mn", "Cf", "Nd", "Po"])))
def test_lone_surrogates_marks_and_foreign_digits_get_an_answer(text: str) -> None:
    assert all(f.kind != "unchecked" for f in inspect(text).findings)


@UNHURRIED
@given(st.lists(OF_HERSELF, min_size=1, max_size=4), HARMLESS, AUDIENCES)
def test_a_patient_about_herself_is_never_held_or_refused(told: list[str], harmless: str, audience: str) -> None:
    facts = Facts(role="patient", audience=audience, posted_on=date(2026, 1, 5))  # type: ignore[arg-type]  # as above
    assert inspect(" ".join([*told, harmless]), facts).verdict in ("pass", "advise", "confirm")


@UNHURRIED
@given(st.text(), st.sampled_from(["patient", "personal", "carer"]), AUDIENCES)
def test_no_finding_about_oneself_is_above_confirm(text: str, role: str, audience: str) -> None:
    facts = Facts(role=role, audience=audience)  # type: ignore[arg-type]  # as above
    own = [f.level for f in inspect(f"my phone 555-014-7719 {text}", facts).findings if f.subject == "self"]
    assert set(own) <= {"info", "advise", "confirm"}


@UNHURRIED
@given(AROUND, NUMBERS, st.lists(st.tuples(st.integers(0, 40), HIDDEN), max_size=4), AROUND)
def test_offsets_survive_emoji_marks_and_hidden_letters(
    before: str, number: str, hidden: list[tuple[int, str]], after: str
) -> None:
    shown = number
    for at, letter in hidden:
        shown = shown[: at % len(shown)] + letter + shown[at % len(shown) :]
    text = f"{before} {shown} {after}"
    words = [normalise(text[f.start : f.end]) for f in inspect(text).findings]
    assert words == [number.removeprefix("MRN ").removeprefix("NHS ")]


@UNHURRIED
@given(st.lists(st.one_of(NUMBERS, OF_HERSELF, HARMLESS), max_size=5), st.integers(0, 10_000))
def test_the_order_of_the_detectors_changes_nothing(parts: list[str], seed: int) -> None:
    text = " ".join(parts)
    shuffled = list(inspection.READERS)
    random.Random(seed).shuffle(shuffled)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspection, "READERS", tuple(shuffled))
        other = inspect(text)
    assert other == inspect(text)


@UNHURRIED
@given(NUMBERS, HARMLESS)
def test_harmless_words_behind_never_remove_a_number(number: str, harmless: str) -> None:
    alone = {(f.kind, f.start, f.end) for f in inspect(f"Note {number} here.").findings}
    assert alone
    assert alone <= {(f.kind, f.start, f.end) for f in inspect(f"Note {number} here. {harmless}").findings}


def test_the_same_text_gives_the_same_bytes() -> None:
    text = "Saw a 93yo, MRN 00482917, on March 9th."
    assert repr(inspect(text).to_dict()) == repr(inspect(text).to_dict())


class Broken:
    """A detector that fails."""

    KIND = "phone"
    RULES = ("phone.nanp",)

    def find(self, doc: Doc) -> Iterator[Hit]:
        raise ZeroDivisionError(doc.norm)


@pytest.mark.asvs("16.5.3")
@pytest.mark.parametrize(
    ("role", "verdict"),
    [
        ("clinician", "hold"),
        ("student", "hold"),
        ("practice", "hold"),
        ("organisation", "hold"),
        ("patient", "advise"),
        ("carer", "advise"),
        ("personal", "advise"),
        ("researcher", "advise"),
        ("moderator", "advise"),
    ],
)
def test_a_failing_detector_holds_or_advises(monkeypatch: pytest.MonkeyPatch, role: str, verdict: str) -> None:
    monkeypatch.setattr(inspection, "READERS", (Broken(),))
    report = inspect("a secret", Facts(role=role))  # type: ignore[arg-type]  # one of the roles
    assert (report.verdict, [f.kind for f in report.findings]) == (verdict, ["unchecked"])


def test_the_log_of_a_failure_holds_no_word_of_the_text(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(inspection, "READERS", (Broken(),))
    inspect("a secret")
    assert caplog.messages == ["the guard failed: ZeroDivisionError"]


@pytest.mark.parametrize("at", [0, 3_790, 3_900, 3_999, 7_600, 19_990, 25_000])
def test_a_long_text_is_read_to_its_end_and_each_place_once(at: int) -> None:
    text = "tea " * 8_000
    text = f"{text[:at]} 555-014-7719 {text[at:]}"
    assert [text[f.start : f.end] for f in inspect(text).findings] == ["555-014-7719"]


def test_the_report_as_json_has_the_fields_of_the_documentation() -> None:
    facts = Facts(profile=Profile())
    assert inspect("MRN 00482917", facts).to_dict() == {
        "verdict": "hold",
        "chars": 12,
        "findings": [
            {
                "kind": "record_no",
                "letter": "H",
                "start": 4,
                "end": 12,
                "rule": "record_no.labelled",
                "law": ["HIPAA-514B"],
                "level": "hold",
                "confidence": 1.0,
                "subject": "other",
                "why": "A record number leads straight to one person.",
                "safer": None,
            }
        ],
        "combination": None,
        "urgency": {"class": "routine", "classes": [], "card": "none"},
        "version": {"library": "0.1.0", "data": "2026-11"},
    }


@pytest.mark.parametrize(
    ("kind", "letter"),
    [
        ("age_over_89", "C"),
        ("date", "C"),
        ("email", "F"),
        ("phone", "D"),
        ("record_no", "H"),
        ("ssn", "G"),
        ("url", "N"),
    ],
)
def test_each_identifier_carries_its_letter_of_the_rule(kind: str, letter: str) -> None:
    assert KINDS[kind].letter == letter  # type: ignore[index]  # the parameter is one of the kinds


def test_the_version_told_is_the_version_of_the_package() -> None:
    project = tomllib.loads((FOLDER.parents[3] / "pyproject.toml").read_text())
    assert project["project"]["version"] == LIBRARY


def test_no_file_imports_the_web_the_database_or_the_network() -> None:
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & BANNED, path.name


def test_a_process_with_the_guard_has_loaded_neither_web_nor_network() -> None:
    code = "import sys, bedside.policy.guard as g; g.inspect('x'); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(FOLDER.parents[2])},
    ).stdout.split()
    assert not BANNED & set(loaded)

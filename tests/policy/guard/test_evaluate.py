"""Measuring: what is counted, what is left out, and what is told of labels that cannot be."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bedside.policy.guard.cli import main

Row = dict[str, Any]
Write = Callable[..., Path]
MAIL = {"text": "Write to dana.w@clinic.example about it.", "spans": [{"start": 9, "end": 30, "type": "email"}]}
CLEAN = {"text": "Drink more water in hot weather.", "spans": []}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Give a function that writes rows into a file and gives its path."""

    def rows(*given: Row, name: str = "texts.jsonl") -> Path:
        path = tmp_path / name
        raw = "".join(f"{json.dumps(row)}\n" for row in given).encode()
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return path

    return rows


def run(*argv: str | Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return main(["eval", *map(str, argv)], io.BytesIO(), out, err), out.getvalue(), err.getvalue()


def measured(*argv: str | Path) -> Any:
    code, out, err = run(*argv, "--json")
    assert (code, err, out.count("\n")) == (0, "", 1)
    return json.loads(out)


def share(rate: dict[str, Any]) -> tuple[int, int]:
    return rate["hits"], rate["of"]


def test_tokens_and_spans_are_counted_whatever_the_type_is_called(write: Write) -> None:
    told = measured(write(MAIL, CLEAN))
    assert share(told["tokens"]["precision"]) == share(told["tokens"]["recall"]) == (4, 4)
    assert (told["tokens"]["f2"], told["spans"]["exact_f1"], share(told["spans"]["full"])) == (1.0, 1.0, (1, 1))
    assert (share(told["clean"]), share(told["alerted"])) == ((1, 1), (0, 1))


def test_a_type_nobody_knows_is_listed_under_its_name(write: Write) -> None:
    told = measured(write(MAIL | {"spans": [{"start": 9, "end": 30, "type": "Wormhole"}]}))
    assert share(told["types"]["wormhole"]["full"]) == (1, 1)


def test_half_a_span_is_found_in_part_and_leaks(write: Write) -> None:
    told = measured(write(MAIL | {"spans": [{"start": 0, "end": 30, "type": "email"}]}))
    assert share(told["tokens"]["recall"]) == (4, 6)
    assert (share(told["spans"]["full"]), share(told["spans"]["any"])) == ((0, 1), (1, 1))
    assert (told["spans"]["exact_f1"], share(told["clean"])) == (0.0, (0, 1))


def test_a_finding_without_a_label_is_a_false_alarm(write: Write) -> None:
    told = measured(write(MAIL | {"spans": []}))
    assert (share(told["tokens"]["precision"]), share(told["alerted"])) == ((0, 4), (1, 1))


@pytest.mark.parametrize("kind", ["organisation", "ORGANIZATION", "Title", "nationality", "AGE"])
def test_what_is_no_identifier_is_left_out_of_every_count(write: Write, kind: str) -> None:
    told = measured(write(MAIL | {"spans": [{"start": 9, "end": 30, "type": kind}]}))
    assert (share(told["tokens"]["precision"]), share(told["tokens"]["recall"])) == ((0, 0), (0, 0))
    assert (share(told["alerted"]), "types" in told) == ((0, 1), False)


def test_parts_of_a_combination_are_no_identifiers_and_no_free_text(write: Write) -> None:
    told = measured(write(MAIL | {"spans": [{"start": 9, "end": 30, "type": "part.trait"}]}))
    assert "tokens" not in told


def test_relation_phrases_have_a_figure_of_their_own(write: Write) -> None:
    told = measured(write({"text": "You were our patient.", "spans": [{"start": 0, "end": 20, "type": "relation"}]}))
    assert (share(told["relation"]), "tokens" in told) == ((1, 1), False)


def test_flags_are_read_for_the_role_and_audience_of_the_row(write: Write) -> None:
    text = "Ring me on 555-014-7719."
    rows = [
        {"text": text, "identifying": True, "role": "patient", "audience": "practice"},
        {"text": text, "identifying": True},
        {"text": "Drink water.", "identifying": False},
    ]
    told = measured(write(*rows))
    assert (share(told["identifying"]), share(told["benign"])) == ((1, 2), (0, 1))


def test_urgency_gives_a_table_of_label_and_class(write: Write) -> None:
    told = measured(write({"text": "Lovely weather for a walk.", "urgency": "routine"}))["urgency"]
    assert (told["table"], share(told["routine_flagged"])) == ({"routine": {"routine": 1}}, (0, 1))


@pytest.mark.parametrize(("by", "names"), [("role", ["clinician", "patient"]), ("class", ["(none)", "direct"])])
def test_groups_are_counted_by_themselves(write: Write, by: str, names: list[str]) -> None:
    told = measured(write(MAIL | {"class": "direct"}, CLEAN | {"role": "patient"}), "--by", by)
    assert (list(told["groups"]), [one["rows"] for one in told["groups"].values()]) == (names, [1, 1])


def test_several_files_and_packed_ones_are_told_as_one(write: Write) -> None:
    assert measured(write(MAIL), write(CLEAN, CLEAN, name="more.jsonl.gz"))["rows"] == 3


def test_the_cost_is_told_beside_the_figures(write: Write) -> None:
    told = measured(write(MAIL, *[CLEAN] * 20))
    assert told["ms"]["p50"] <= told["ms"]["p95"] <= told["ms"]["p99"]
    assert (told["ms_500"]["p50"] > 0, told["load_s"] > 0, set(told["version"]) >= {"library", "data"}) == (True,) * 3


def test_an_empty_file_is_no_error(write: Write) -> None:
    assert measured(write())["rows"] == 0


def test_people_read_a_table(write: Write) -> None:
    rows = [MAIL, CLEAN, {"text": "Drink water.", "identifying": False, "urgency": "routine"}]
    code, out, _err = run(write(*rows), "--by", "role")
    names = [
        "token precision",
        "token F2",
        "spans exact F1",
        "clean texts",
        "benign flagged",
        "== clinician",
        "ms a text",
    ]
    assert (code, [name for name in names if name not in out]) == (0, [])


def test_words_of_the_texts_are_shown_to_who_asks_alone(write: Write) -> None:
    missed = {"text": "Ask for the blue folder.", "spans": [{"start": 12, "end": 16, "type": "other_id"}]}
    path = write(missed, missed)
    assert "blue" not in run(path, "--json")[1] + run(path)[1]
    assert run(path, "--errors", "1")[2] == "texts.jsonl: row 1: missed other_id: blue\n"


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        ({"start": -1, "end": 3, "type": "name"}, "bad offsets"),
        ({"start": 3, "end": 3, "type": "name"}, "bad offsets"),
        ({"start": 5, "end": 3, "type": "name"}, "bad offsets"),
        ({"start": 0, "end": 99, "type": "name"}, "bad offsets"),
        ({"start": "0", "end": 3, "type": "name"}, "bad offsets"),
        ({"start": True, "end": 3, "type": "name"}, "bad offsets"),
        ({"end": 3, "type": "name"}, "bad offsets"),
        ({"start": 0, "end": 3}, "no type"),
        ("name", "not an object"),
    ],
)
def test_bad_labels_end_the_run_with_the_number_of_the_row(write: Write, span: object, reason: str) -> None:
    code, out, err = run(write(CLEAN, {"text": "Drink water.", "spans": [span]}))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"texts.jsonl: row 2: a span {'is ' if reason.startswith('not') else 'has '}{reason}" in err


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"nonsense\n", "row 1: not a JSON object"),
        (b'{"text": 3}', "row 1: text is missing"),
        (b'{"text": "x", "spans": 3}', "row 1: spans is not a list"),
        (b'{"text": "x", "role": "king"}', "row 1: unknown role"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"\x1f\x8bbroken", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, raw: bytes, reason: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(raw)
    code, out, err = run(path)
    assert (code, out, err.count("\n"), reason in err) == (2, "", 1, True)


def test_a_file_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    assert run(tmp_path / "none.jsonl")[::2] == (2, "bedside guard: none.jsonl cannot be read\n")

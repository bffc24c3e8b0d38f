"""The guard on the command line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import bedside.policy.guard as guard
from bedside.policy.guard.cli import main


def run(text: str | bytes, *argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    raw = text if isinstance(text, bytes) else text.encode()
    return main(["check", *argv], io.BytesIO(raw), out, err), out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    ("text", "argv", "code"),
    [
        ("", [], 0),
        ("Drink water.", [], 0),
        ("I was admitted on March 9th.", ["--role", "patient"], 0),
        ("Ring 555-014-7719.", [], 10),
        ("MRN 00482917", ["--role", "clinician", "--audience", "public"], 11),
        ("MRN 00482917", ["--role", "caregiver", "--audience", "direct"], 10),
        ("You were our patient.", ["--audience", "clinicians"], 11),
        ("You were our patient.", [], 12),
        ("Thank you for choosing us.", ["--in-reply-to", "patient"], 12),
        ("She was born in 1931.", ["--posted-on", "2026-01-05"], 11),
        ("She was born in 1931.", [], 0),
    ],
)
def test_the_exit_code_tells_the_verdict(text: str, argv: list[str], code: int) -> None:
    assert run(text, *argv)[0] == code


def test_one_text_gives_one_object_on_one_line() -> None:
    _, out, err = run("MRN 00482917")
    assert (out.count("\n"), json.loads(out)["verdict"], err) == (1, "hold", "")


@pytest.mark.parametrize(
    ("text", "argv", "reason"),
    [
        (b"\xff\xfe", [], "not UTF-8"),
        ("x", ["--role", "king"], "unknown role"),
        ("x", ["--audience", "moon"], "unknown audience"),
        ("x", ["--in-reply-to", "king"], "unknown role"),
        ("x", ["--posted-on", "tomorrow"], "not a day"),
        ("x", ["--country", "GBR"], "two letters"),
        ("x", ["--colour"], "unrecognized arguments"),
        ("nonsense", ["--lines"], "line 1: not a JSON object"),
        ("[]", ["--lines"], "line 1: not a JSON object"),
        ("{}", ["--lines"], "line 1: text is missing"),
        ('{"text": 1}', ["--lines"], "line 1: text is missing"),
        ('{"text": "x"}\n{"text": "x", "role": "king"}', ["--lines"], "line 2: unknown role"),
        ('{"text": "x", "author": []}', ["--lines"], "author is not an object"),
        ('{"text": "x", "author": {"phones": "1"}}', ["--lines"], "author.phones is not a list"),
        ("[" * 100_000, ["--lines"], "not a JSON object"),
    ],
)
def test_bad_input_is_one_line_on_stderr_and_nothing_else(text: str | bytes, argv: list[str], reason: str) -> None:
    code, out, err = run(text, *argv)
    assert (code, out, err.count("\n"), reason in err) == (2, "", 1, True)


def test_lines_are_answered_in_order_with_their_ids() -> None:
    rows = [{"id": "a", "text": "MRN 00482917"}, {"id": 2, "text": "Drink water."}, {"text": "You were our patient."}]
    _, out, _ = run("\n".join(map(json.dumps, rows)), "--lines")
    answers = [json.loads(line) for line in out.splitlines()]
    assert [(answer.get("id"), answer["verdict"]) for answer in answers] == [
        ("a", "hold"),
        (2, "pass"),
        (None, "refuse"),
    ]


def test_the_strictest_line_gives_the_exit_code() -> None:
    assert run('{"text": "MRN 00482917"}\n\n{"text": "ok"}\n', "--lines")[0] == 11


def test_a_line_may_say_its_own_facts() -> None:
    row = {
        "text": "Ring (555) 010-2200.",
        "role": "practice",
        "audience": "clinicians",
        "in_reply_to": None,
        "author": {"phones": ["+1 555 010 2200"], "names": ["Ann"]},
    }
    assert run(json.dumps(row), "--lines", "--role", "patient")[0] == 0


def test_a_lone_surrogate_in_a_line_is_answered() -> None:
    code, out, _ = run('{"id": "\\ud800", "text": "\\ud800 MRN 00482917"}', "--lines")
    assert (code, json.loads(out)["verdict"]) == (11, "hold")


def test_it_runs_as_a_module_without_the_web_project() -> None:
    code = (
        "import runpy, sys; sys.modules['django'] = None; sys.argv = ['guard', 'check'];"
        "runpy.run_module('bedside.policy.guard', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="MRN 00482917",
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(Path(guard.__file__).parents[3])},
    )
    assert (done.returncode, json.loads(done.stdout)["verdict"]) == (11, "hold")

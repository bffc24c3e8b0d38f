"""The guard on the command line: text in, findings as JSON out. Works without the web project.

`check` reads one text from standard input and prints one JSON object. With `--lines` it reads one JSON object a line
({"id", "text", and any of role, audience, in_reply_to, author, posted_on, country}) and prints one for each, in order.
Exit codes: 0 pass or advise, 10 confirm, 11 hold, 12 refuse (with `--lines` the strictest of all lines), 2 bad input
(one line on stderr, nothing on stdout).
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, BinaryIO, NoReturn, TextIO, cast, get_args

from bedside.policy.guard.inspection import inspect
from bedside.policy.guard.model import Audience, Facts, Profile, Role, Verdict

EXIT_CODES: dict[Verdict, int] = {"pass": 0, "advise": 0, "confirm": 10, "hold": 11, "refuse": 12}
BAD_INPUT = 2
MAKERS = ("build-gazetteers", "train")  # they make data files: training/cli.py
_OLDER_ROLES = {"caregiver": "carer"}
_OLDER_AUDIENCES = {"clinicians": "room", "direct": "mentioned"}


class BadInput(Exception):
    """What was given cannot be read; the message says why in one line."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadInput(message)


def main(argv: Sequence[str], stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run one command and give its exit code. Nothing is printed to `stdout` unless all of the input was good."""
    if argv and argv[0] in MAKERS:
        makers = importlib.import_module("bedside.policy.guard.training.cli")  # needs packages for building alone
        return int(makers.main(argv, stdout))
    try:
        options = _parser().parse_args(argv)
        facts = _facts(_given(options), basis=Facts())
        text = _decoded(stdin.read())
        answers = _lines(text, facts) if options.lines else [inspect(text, facts).to_dict()]
    except BadInput as reason:
        print(f"bedside guard: {reason}", file=stderr)
        return BAD_INPUT
    for answer in answers:
        print(json.dumps(answer), file=stdout)
    return max((EXIT_CODES[cast(Verdict, answer["verdict"])] for answer in answers), default=0)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="bedside guard", description="Say what in a text could tell who a person is.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    check = commands.add_parser("check", help="read a text from standard input")
    check.add_argument("--role", help="who speaks: " + ", ".join(get_args(Role)))
    check.add_argument("--audience", help="who reads: " + ", ".join(get_args(Audience)))
    check.add_argument("--in-reply-to", help="role of the persona answered")
    check.add_argument("--posted-on", help="day of posting, as 2026-11-21")
    check.add_argument("--country", help="two letters, as GB")
    check.add_argument("--lines", action="store_true", help="read one JSON object a line")
    return parser


def _given(options: argparse.Namespace) -> dict[str, object]:
    names = ("role", "audience", "in_reply_to", "posted_on", "country")
    return {name: getattr(options, name) for name in names if getattr(options, name) is not None}


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput("the input is not UTF-8") from error


def _lines(text: str, basis: Facts) -> list[dict[str, object]]:
    rows = ((number, row) for number, row in enumerate(text.split("\n"), start=1) if row.strip())
    return [_line(row, number=number, basis=basis) for number, row in rows]


def _line(row: str, *, number: int, basis: Facts) -> dict[str, object]:
    try:
        given = _object(row)
        text = given.get("text")
        if not isinstance(text, str):
            raise BadInput("text is missing")
        report = inspect(text, _facts(given, basis=basis))
    except BadInput as reason:
        raise BadInput(f"line {number}: {reason}") from reason
    known = {"id": given["id"]} if "id" in given else {}
    return {**known, **report.to_dict()}


def _object(row: str) -> Mapping[str, object]:
    try:
        given = json.loads(row)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInput("not a JSON object") from error
    if not isinstance(given, dict):
        raise BadInput("not a JSON object")
    return given


def _facts(given: Mapping[str, object], *, basis: Facts) -> Facts:
    """Give `basis` with the values that are given. None means not given."""
    facts = basis
    if (role := given.get("role")) is not None:
        facts = replace(facts, role=_role(role))
    if (audience := given.get("audience")) is not None:
        facts = replace(facts, audience=_audience(audience))
    if (answered := given.get("in_reply_to")) is not None:
        facts = replace(facts, in_reply_to=_role(answered))
    if (day := given.get("posted_on")) is not None:
        facts = replace(facts, posted_on=_day(day))
    if (country := given.get("country")) is not None:
        facts = replace(facts, country=_country(country))
    if (author := given.get("author")) is not None:
        facts = replace(facts, profile=_profile(author))
    return facts


def _role(value: object) -> Role:
    word = _OLDER_ROLES.get(str(value), str(value))
    if word not in get_args(Role):
        raise BadInput("unknown role")
    return cast(Role, word)


def _audience(value: object) -> Audience:
    word = _OLDER_AUDIENCES.get(str(value), str(value))
    if word not in get_args(Audience):
        raise BadInput("unknown audience")
    return cast(Audience, word)


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BadInput("posted_on is not a day like 2026-11-21") from error


def _country(value: object) -> str:
    code = str(value).upper()
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        raise BadInput("country is not two letters")
    return code


_TEXTS = "tuple[str, ...]"  # the written type of the fields of a profile that are lists


def _profile(value: object) -> Profile:
    """Read the author's profile. Values that no detector compares with are passed over."""
    if not isinstance(value, dict):
        raise BadInput("author is not an object")
    lists: Any = {
        field.name: _strings(value.get(field.name, []), name=field.name)
        for field in fields(Profile)
        if field.type == _TEXTS
    }
    return replace(Profile(**lists), employer=_text(value.get("employer")), catchment=_count(value.get("catchment")))


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise BadInput("author.employer is not a text")
    return value


def _count(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        return value
    raise BadInput("author.catchment is not a number of people")


def _strings(value: object, *, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadInput(f"author.{name} is not a list of texts")
    return tuple(value)

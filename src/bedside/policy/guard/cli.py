"""The guard on the command line. Works without the web project.

`check` reads one text from standard input and prints one JSON object. With `--lines` it reads one JSON object a line
({"id", "text", and any of the facts, the profile as "author"}) and prints one for each, in order. Exit codes: 0 pass
or advise, 10 confirm, 11 hold, 12 refuse (with `--lines` the strictest of all lines).
`eval` measures the guard on labelled texts, `explain` says what a rule looks for, `train` and `build-gazetteers` make
the data files. Bad input: one line on stderr, nothing on stdout, exit code 2.
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NoReturn, TextIO, cast, get_args

from bedside.policy.guard import evaluate
from bedside.policy.guard.given import BadInput, facts_from, json_object
from bedside.policy.guard.inspection import READERS, inspect
from bedside.policy.guard.messages import MESSAGES
from bedside.policy.guard.model import KINDS, Audience, Facts, Role, Verdict

EXIT_CODES: dict[Verdict, int] = {"pass": 0, "advise": 0, "confirm": 10, "hold": 11, "refuse": 12}
BAD_INPUT = 2
TRAINING = ("build-gazetteers", "train")
_FACTS = ("role", "audience", "in_reply_to", "posted_on", "country")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadInput(message)


def main(argv: Sequence[str], stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run one command and give its exit code. Nothing is printed to `stdout` unless all of the input was good."""
    try:
        if argv[:1] and argv[0] in TRAINING:
            return _train(argv, stdout)
        options = _parser().parse_args(argv)
        if options.command == "check":
            return _check(options, stdin, stdout)
        lines = _explained(options.rule) if options.command == "explain" else _evaluated(options, stderr)
    except BadInput as reason:
        print(f"bedside guard: {reason}", file=stderr)
        return BAD_INPUT
    for line in lines:
        print(line, file=stdout)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="bedside guard", description="Say what in a text could tell who a person is.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    check = commands.add_parser("check", help="read a text from standard input")
    check.add_argument("--role", help="who speaks: " + ", ".join(get_args(Role)))
    check.add_argument("--audience", help="who reads: " + ", ".join(get_args(Audience)))
    check.add_argument("--in-reply-to", help="role of the persona answered")
    check.add_argument("--posted-on", help="day of posting, as 2026-11-21")
    check.add_argument("--country", help="two letters, as GB")
    check.add_argument("--facts", type=Path, help="a JSON object with any of the facts; options go before it")
    check.add_argument("--lines", action="store_true", help="read one JSON object a line")
    measure = commands.add_parser("eval", help="measure the guard on labelled texts")
    measure.add_argument("files", type=Path, nargs="+", metavar="FILE.jsonl[.gz]")
    measure.add_argument("--json", action="store_true", help="print one JSON object")
    measure.add_argument("--by", choices=evaluate.GROUPED_BY, help="count each role or class by itself as well")
    measure.add_argument(
        "--errors", type=int, default=0, metavar="N", help="show N places read otherwise than labelled"
    )
    explain = commands.add_parser("explain", help="say what a rule looks for, and what it says")
    explain.add_argument("rule", metavar="RULE_ID")
    for name in TRAINING:  # read by the training itself, and named here for --help
        commands.add_parser(name, help="make the guard's data files anew; needs the development packages")
    return parser


def _train(argv: Sequence[str], stdout: TextIO) -> int:
    """Hand over to the training, which is loaded for this alone: it needs packages that checking does without."""
    try:
        training = importlib.import_module("bedside.policy.guard.training.cli")
    except ModuleNotFoundError as error:
        raise BadInput(f"{argv[0]} needs the development packages: {error.name} is missing") from error
    return int(training.main(argv, stdout))


def _check(options: argparse.Namespace, stdin: BinaryIO, stdout: TextIO) -> int:
    facts = _facts_of(options)
    text = _decoded(stdin.read())
    answers = _lines(text, facts) if options.lines else [inspect(text, facts).to_dict()]
    for answer in answers:
        print(json.dumps(answer), file=stdout)
    return max((EXIT_CODES[cast(Verdict, answer["verdict"])] for answer in answers), default=0)


def _facts_of(options: argparse.Namespace) -> Facts:
    basis = Facts()
    if options.facts is not None:
        basis = facts_from(json_object(_read(options.facts)), basis=basis)
    return facts_from({name: getattr(options, name) for name in _FACTS}, basis=basis)


def _read(path: Path) -> str:
    try:
        return _decoded(path.read_bytes())
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read") from error


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
        given = json_object(row)
        text = given.get("text")
        if not isinstance(text, str):
            raise BadInput("text is missing")
        report = inspect(text, facts_from(given, basis=basis))
    except BadInput as reason:
        raise BadInput(f"line {number}: {reason}") from reason
    known = {"id": given["id"]} if "id" in given else {}
    return {**known, **report.to_dict()}


def _evaluated(options: argparse.Namespace, stderr: TextIO) -> list[str]:
    """Give the lines of the answer. Words of the texts are shown to who asks for them, and kept nowhere."""
    result = evaluate.evaluate(options.files, by=options.by)
    for miss in islice(result.misses, max(0, options.errors)):
        print(f"{miss.where}: {miss.what}: {miss.words}", file=stderr)
    return [json.dumps(result.to_dict())] if options.json else list(evaluate.table(result))


def _explained(rule: str) -> list[str]:
    if rule not in MESSAGES:
        raise BadInput("no such rule; known are " + ", ".join(sorted(MESSAGES)))
    return list(_explanation(rule))


def _explanation(rule: str) -> Iterator[str]:
    message = MESSAGES[rule]
    kinds = [reader.KIND for reader in READERS if rule in reader.RULES]
    yield f"rule     {rule}"
    for kind in kinds:
        letter = KINDS[kind].letter
        yield f"kind     {kind}" + (f" (letter {letter} of 45 CFR 164.514(b)(2)(i))" if letter else "")
    yield f"why      {message.why}"
    instead = [message.safer, *message.variants.values()]
    yield "instead  " + "; ".join(dict.fromkeys(words or "(left out)" for words in instead))
    yield "rests on " + (", ".join(message.law) or "-")

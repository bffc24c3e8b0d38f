"""`bedside evidence show` and `… audit`: the figures of the treatment pages. Releases: `releases.py`."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bedside.doors.cli import releases
from bedside.policy.disclosure import TOO_FEW, Figure
from bedside.policy.evidence.alarms import AlarmRate, may_compare
from bedside.policy.evidence.flags import SENTENCES, flags_of
from bedside.policy.evidence.purpose import line
from bedside.policy.vocabulary import builtin_names, tidy_treatment, unknown_condition

if TYPE_CHECKING:
    from bedside.areas.records.cells import ShownCell
    from bedside.areas.records.queries import Block, ConditionFigures

UNKNOWN = 2
Line = dict[str, object]


def add_parsers(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `evidence show` to the command line."""
    parser = subparsers.add_parser("evidence", help="the figures that the site shows")
    what = parser.add_subparsers(required=True, metavar="WHAT")
    show = what.add_parser("show", help="figures of the treatments for a condition")
    show.add_argument("--condition", required=True, metavar="C")
    show.add_argument("--treatment", metavar="T")
    show.add_argument("--source", metavar="S", help="members, external:druglib, …; default: all")
    show.add_argument("--json", action="store_true", help="one JSON object a line")
    show.add_argument("--data", type=Path, help="the site's data directory")
    show.set_defaults(run=run)
    audit = what.add_parser("audit", help="try to work out what the published figures of members hide")
    audit.add_argument("--data", type=Path, help="the site's data directory")
    audit.set_defaults(run=run_audit)
    releases.add_parsers(what)


def run(args: argparse.Namespace) -> int:
    """Print the figures; 2 when the condition is not known."""
    from bedside.areas.people.viewer import ANONYMOUS  # these need Django to be set up, which the caller has done
    from bedside.areas.records import queries
    from bedside.kit.errors import NotHere

    try:
        figures = queries.condition(ANONYMOUS, args.condition)
    except NotHere:
        print(unknown_condition(args.condition, builtin_names()), file=sys.stderr)
        return UNKNOWN
    for said in _lines(figures, treatment=args.treatment, source=args.source):
        print(json.dumps(said, ensure_ascii=False) if args.json else _in_words(said))
    return 0


def run_audit(args: argparse.Namespace) -> int:
    """Play the reader of everything that is published; 1 where she could conclude what is hidden."""
    from bedside.areas.records.queries.auditing import audited
    from bedside.areas.records.queries.figures import matching_rate

    found = audited()
    for place, fault in found.faults:
        print(f"{fault.value}: {' / '.join(place)}")
    print(f"{found.tables} tables and {found.figures} figures read, {len(found.faults)} faults.")
    print(_of_matching(matching_rate()))
    return 1 if found.faults else 0


def _of_matching(rate: AlarmRate | None) -> str:
    """Whether comparisons with people who did not take a treatment are shown."""
    if rate is None:
        return "Comparisons with people who did not take a treatment: none was tried last night."
    state = "shown" if may_compare(rate) else "OFF"
    return (
        f"Comparisons with people who did not take a treatment: {state}."
        f" Tried on {rate.runs} treatments that nobody took; {rate.alarms} false alarms."
    )


def _lines(figures: "ConditionFigures", *, treatment: str | None, source: str | None) -> Iterator[Line]:
    """The lines to print. A treatment of which nothing may be said gives one, the same as for an unknown name."""
    blocks = [block for block in (figures.members, *figures.external) if source in (None, block.source)]
    found = [said for block in blocks for said in _block(block, figures.condition.name, treatment)]
    yield from found
    if treatment is not None and not found:
        yield {"condition": figures.condition.name, "treatment": tidy_treatment(treatment)} | TOO_FEW.to_json()


def _block(block: "Block", condition: str, treatment: str | None) -> Iterator[Line]:
    from bedside.areas.records.measured import as_json, unpack_measures
    from bedside.areas.records.words import slug

    for row in block.rows:
        if block.built is not None and (treatment is None or row.slug == slug(treatment)):
            yield line(
                condition=condition,
                treatment=row.cell.treatment,
                figure=row.cell.figure,
                source=block.source,
                built=block.built.date(),
                flags=flags_of(row.cell.treatment),
                started=row.cell.headline.get("started"),
                who=_who(row.cell),
                scores=as_json(unpack_measures(row.cell.more), may_compare=may_compare(block.matching)),
            )


def _who(cell: "ShownCell") -> dict[str, list[tuple[str, Figure]]]:
    from bedside.areas.records.showing import unpack_figure

    splits = cell.more.get("splits", {})
    return {fact: [(level, unpack_figure(packed)) for level, packed in levels] for fact, levels in splits.items()}


def _in_words(said: Line) -> str:
    source = f" [{said['source']}]" if "source" in said else ""
    flags = said.get("flags")
    notes = [SENTENCES[flag] for flag in SENTENCES if isinstance(flags, list) and flag.value in flags]
    scores = said.get("scores")
    notes += [_score_in_words(one) for one in scores] if isinstance(scores, list) else []
    return " ".join([f"{said['treatment']}, for {said['condition']}{source}: {said['message']}", *notes])


def _score_in_words(one: dict[str, Any]) -> str:
    """What a questionnaire tells, more is better; a comparison never without what it cannot see."""
    words = []
    if "change" in one:
        change = one["change"]
        words.append(
            f"{one['instrument']}: about {change['people']} people who started changed by {change['started']:g} points,"
            f" others alike by {change['others']:g}. {change['caution']}"
        )
    if "comparison" in one:
        points, low, high = one["comparison"]["matched"]
        words.append(
            f"{one['instrument']}, beside about {one['comparison']['people']} times three others alike, after a year:"
            f" {points:g} points ({low:g} to {high:g}). {one['comparison']['cannot_see']}"
        )
    return " ".join(words)

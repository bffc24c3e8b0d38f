"""Writes the table of figures of docs/guard.md anew: `make guard-figures`.

The figures are those of `bedside guard eval` on the guard's own held-out texts, which nobody trains or tunes on, each
beside its goal; those of the second set, looked at less often, stand beside those of the first. Files named on the
command line are measured too.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bedside.policy.guard.evaluate import Result, evaluate

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "tests" / "policy" / "guard" / "texts"
SECOND = TEXTS.with_name("texts2")
PAGE = ROOT / "docs" / "guard.md"
BEGIN, END = "<!-- figures: written by make guard-figures -->", "<!-- end of figures -->"


@dataclass(frozen=True)
class Goal:
    """A measure of one file: where it stands in the answer, and what is aimed at."""

    name: str
    file: str
    path: tuple[str, ...]
    goal: str


GOALS = (
    Goal("token F2", "identifying", ("tokens", "f2"), ">= .95"),
    Goal("token precision", "identifying", ("tokens", "precision"), ""),
    Goal("token recall", "identifying", ("tokens", "recall"), ""),
    Goal("texts of which nothing leaked", "identifying", ("clean",), ">= 85 %"),
    Goal("tempting texts alerted", "hard_negatives", ("alerted",), "<= 10 %"),
    Goal("medical texts alerted", "medical", ("alerted",), "<= 3 %"),
    Goal("names in noisy social text, whole", "social_names", ("types", "name", "full"), ">= .60"),
    Goal("quasi-identifying texts flagged", "combination", ("identifying",), ">= 80 %"),
    Goal("their benign twins flagged", "combination", ("benign",), "<= 10 %"),
    Goal("relation phrases found", "relation", ("relation",), ">= 95 %"),
    Goal("benign answers flagged", "relation", ("benign",), ""),
    Goal("emergencies found", "urgent", ("urgency", "emergencies_found"), ">= 95 %"),
    Goal("self-harm found", "urgent", ("urgency", "selfharm_found"), ">= 95 %"),
    Goal("routine texts flagged", "urgent", ("urgency", "routine_flagged"), "<= 15 %"),
)


def main() -> int:
    """Measure, and put the table between the marks of the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("more", type=Path, nargs="*", help="other labelled files to measure")
    more = parser.parse_args().more
    first, second = _measured(TEXTS), _measured(SECOND)
    lines = [*_table(first, second), *_cost(first, second), *(line for path in more for line in _other(path))]
    page = PAGE.read_text(encoding="utf-8")
    before, _begin, rest = page.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    table = "\n".join(lines)
    PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")
    print(table)
    return 0


def _measured(texts: Path) -> dict[str, Result]:
    return {path.stem: evaluate([path]) for path in sorted(texts.glob("*.jsonl"))}


def _table(first: dict[str, Result], second: dict[str, Result]) -> Iterator[str]:
    version = next(iter(first.values())).version
    measured = f"{datetime.now(UTC):%d %B %Y}"
    yield f"Measured on {measured}, model {version['model'][:19]}. In brackets the 95 % interval (Wilson)."
    yield ""
    yield "| measure | texts | figure | second set | goal |"
    yield "|---|---|---|---|---|"
    for goal in GOALS:
        figures = " | ".join(_figure(results, goal) for results in (first, second))
        yield f"| {goal.name} | `{goal.file}.jsonl` | {figures} | {goal.goal} |"


def _figure(results: dict[str, Result], goal: Goal) -> str:
    return _shown(_at(results[goal.file].to_dict(), goal.path)) if goal.file in results else "-"


def _at(told: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        told = told.get(name, {})
    return told


def _shown(figure: Any) -> str:
    if isinstance(figure, float):
        return f"{figure:.3f}"
    if not figure:
        return "-"
    return f"{figure['rate']:.3f} [{figure['low']:.3f}, {figure['high']:.3f}], {figure['hits']} of {figure['of']}"


def _cost(first: dict[str, Result], second: dict[str, Result]) -> Iterator[str]:
    start = next(iter(first.values()))
    yield f"| ms for 500 characters, p95 of the slowest file | all | {_slowest(first)} | {_slowest(second)} | <= 5 |"
    yield f"| memory of a process that has loaded it | - | {start.rss_mb} MB | - | <= 150 MB |"
    yield f"| start of the process to the first answer | - | {start.load_s} s | - | <= 1 s |"


def _slowest(results: dict[str, Result]) -> str:
    return f"{max(result.ms_500['p95'] for result in results.values()):.2f}"


def _other(path: Path) -> Iterator[str]:
    told = evaluate([path]).to_dict()
    for name, place in (("token F2", ("tokens", "f2")), ("names, whole", ("types", "name", "full"))):
        if figure := _at(told, place):
            yield f"| {name} | `{path.name}` | {_shown(figure)} | - | |"


if __name__ == "__main__":
    raise SystemExit(main())

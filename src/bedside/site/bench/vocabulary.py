"""The benchmark of what is offered for free text: names as many as four vocabularies have, and what people type.

The vocabularies of the two packages are taken where they are installed. Names that are missing to the asked number are
invented, many of them alike.
"""

import os
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

from bedside.doors.cli.seed import gather_statistics
from bedside.site import config as site_config
from bedside.site import database, keys
from bedside.site.bench.cost import MS, cpu_ns, percentile

ASKED: Final = 200
PARTS: Final = ("acute", "chronic", "", "early", "congenital", "", "recurrent", "benign", "", "familial")


def vocabulary(*, names: int, chance: Random) -> dict[str, Any]:
    """Make a site of its own with this many names, and measure what is typed there."""
    for name in ("DATABASE_URL", "BEDSIDE_DATABASE_URL", "DATABASE_OWNER_URL", "BEDSIDE_DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="bedside-bench-vocabulary-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)  # the database server, another user, passes through
        os.environ["BEDSIDE_DATA"] = f"{home}/data"
        config = site_config.load()
        with database.running(config) as found:
            database.migrate(config, found)
            database.set_up_django(config, found)
            keys.make_ready()
            there = _fill(names)
            gather_statistics(found.owner)
            return {"names": there} | _measured(chance)


def _fill(names: int) -> int:
    """Take in what is there, and invented names to the asked number; return how many names there are."""
    from bedside.areas.vocabulary.actions import import_terms
    from bedside.areas.vocabulary.queries import vocabularies
    from bedside.doors.cli import import_vocabulary
    from bedside.policy.terms.model import System

    for system in (System.OWN, System.ICD10CM, System.HPO):
        import_vocabulary.run(Namespace(name=str(system), files=[]))
    missing = names - sum(one.names for one in vocabularies())
    if missing > 0:
        import_terms(system=System.DO, version="invented", terms=_invented(missing))
    return sum(one.names for one in vocabularies())


def _invented(many: int) -> Any:
    from bedside.policy.terms.model import About, Term
    from bedside.site.bench.directory import family

    for number in range(many):
        place = number * 7919
        named = f"{family(place)} {family(place // 3)[:6]}itis" if number % 3 else f"{family(place)}s disease"
        label = f"{PARTS[number % len(PARTS)]} {named}".lower().strip() + (
            f" {number // 50_000}" if number > 50_000 else ""
        )
        yield Term(code=f"DOID:{number}", label=label, about=About.CONDITION)


def _measured(chance: Random) -> dict[str, Any]:
    from bedside.areas.vocabulary.queries import names_known

    known = sorted(names_known())

    def whole() -> str:
        return chance.choice(known)

    def begun() -> str:
        name = whole()
        return name[: chance.randint(2, max(2, min(12, len(name))))]

    def slip() -> str:
        name = whole()
        at = chance.randrange(len(name))
        return name[:at] + name[at + 1 :]

    kinds: dict[str, Callable[[], str]] = {
        "begun": begun,
        "whole": whole,
        "slip_of_the_pen": slip,
        "lay_word": lambda: chance.choice(
            ("uti", "high blood pressure", "migrane", "sugar", "bad back", "ms", "crash")
        ),
        "like_nothing": lambda: f"zzyzx{chance.randrange(9_999)}q",
        "a_sentence": lambda: f"{whole()} since {chance.randint(1990, 2025)} and {whole()}"[:120],
    }
    return {kind: _timed(ask) for kind, ask in kinds.items()}


def _timed(ask: Callable[[], str]) -> str:
    from bedside.areas.vocabulary.queries.finding import found_for
    from bedside.site.bench.pages import backend

    for _warm in range(20):
        found_for(ask())
    app, server = time.process_time_ns(), cpu_ns(backend())
    taken = []
    for _again in range(ASKED):
        text, began = ask(), time.perf_counter_ns()
        found_for(text)
        taken.append((time.perf_counter_ns() - began) / MS)
    spent = (time.process_time_ns() - app + cpu_ns(backend()) - server) / MS / ASKED
    shown = " / ".join(f"{one:.1f}" for one in (percentile(taken, 50), percentile(taken, 95), max(taken)))
    return f"{shown}   cpu {spent:.1f}"

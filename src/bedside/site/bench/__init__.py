"""`bedside bench`: what the site costs, in processor time, time on the clock and memory.

Processor milliseconds stay comparable on a busy machine; the empty page, measured in the same run, is the unit by which
machines are compared. Without --data a site of the asked size is made once and kept for the next run.
"""

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from bedside.site import config as site_config
from bedside.site import database, keys, up

PAGES = ("home", "square", "publish")
WITHOUT_A_SITE = ("guard", "boundaries", "likeme")
ON_SITES_OF_THEIR_OWN = ("registry", "directory", "inbox", "record", "vocabulary", "cubes")
NAMES = (
    *PAGES,
    *("signin", "export", "guard", "boundaries", "audit", "clocks", "flood", "registry", "directory", "inbox"),
    *("record", "vocabulary", "likeme", "cubes"),
)
SEED = 2
LOG, REGISTER, OPEN, WORDS, CANDIDATES = 1_000_000, 2_000_000, 100_000, 130_000, 1_000_000  # rows
EVALUATIONS = 5_000_000
ALONE = {"members": 20, "posts": 20}  # the site on which signing in is measured by itself


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `bench`."""
    one = commands.add_parser("bench", help="measure processor time, percentiles and memory")
    one.add_argument("name", nargs="?", choices=NAMES, help="default: all of them")
    one.add_argument("--data", type=Path, help="a site that was filled by bedside seed; default: one of its own")
    one.add_argument(
        "--members", type=int, default=10_000, help="of its own site (default: 10000; signin and audit need no crowd)"
    )
    one.add_argument("--posts", type=int, default=200_000, help="on its own site (default: 200000)")
    one.add_argument("--rounds", type=int, default=5, help="interleaved rounds (default: 5)")
    one.add_argument("--each", type=int, default=60, help="requests in a round (default: 60)")
    one.add_argument("--tries", type=int, default=500, help="of signin, half of them unknown addresses (default: 500)")
    one.add_argument("--items", type=int, default=10_000, help="posts in the copy of export (default: 10000)")
    one.add_argument(
        "--rows",
        type=int,
        help="of cubes (5000000), audit, likeme (1000000), registry, directory (2000000), clocks (100000),"
        " vocabulary (130000)",
    )
    one.add_argument("--listed", type=int, default=20_000, help="who post elsewhere, of directory (default: 20000)")
    one.add_argument("--listing-members", type=int, default=50_000, help="members, of directory (default: 50000)")
    one.add_argument("--threads", type=int, default=50_000, help="of one practice, of inbox (default: 50000)")
    one.add_argument("--alike", type=int, default=300, help="look-alikes in the flood (default: 300, at most 400)")
    one.add_argument("--about", type=int, default=90, help="of 100 who tell sex and age, of cubes (default: 90)")
    one.add_argument("--json", action="store_true", help="one JSON object a line")
    one.set_defaults(run=run, alone=True)


def run(args: argparse.Namespace) -> int:
    """Measure and print."""
    names = [args.name] if args.name else list(NAMES)
    _measure_without_a_site(names, args)
    _measure_on_own_sites(names, args)
    requests = [name for name in names if name not in WITHOUT_A_SITE and name not in ON_SITES_OF_THEIR_OWN]
    if requests:
        _measure_requests(requests, args)
    return 0


def _measure_without_a_site(names: list[str], args: argparse.Namespace) -> None:
    if "guard" in names:
        from bedside.site.bench import texts

        _print("guard", _done(texts.inspect, args), as_json=args.json)
    if "boundaries" in names:
        from bedside.site.bench import boundaries

        _print("boundaries", _done(boundaries.decide, args), as_json=args.json)
    if "likeme" in names:
        from bedside.site.bench import likeme

        _print("likeme", likeme.likeme(people=args.rows or CANDIDATES, rounds=args.rounds), as_json=args.json)


def _measure_on_own_sites(names: list[str], args: argparse.Namespace) -> None:
    if "registry" in names:
        from bedside.site.bench import registry

        chance = Random(SEED)  # noqa: S311  # who is looked up
        _print("registry", registry.registry(rows=args.rows or REGISTER, chance=chance), as_json=args.json)
    if "directory" in names:
        from bedside.site.bench import directory

        size = {"rows": args.rows or REGISTER, "members": args.listing_members, "listed": args.listed}
        chance = Random(SEED)  # noqa: S311  # whom is searched for
        _print("directory", directory.directory(**size, chance=chance), as_json=args.json)
    if "inbox" in names:
        from bedside.site.bench import inbox

        chance = Random(SEED)  # noqa: S311  # who wrote what
        told = inbox.inbox(threads=args.threads, rounds=args.rounds, each=args.each, chance=chance)
        _print("inbox", told, as_json=args.json)
    if "record" in names:
        from bedside.site.bench import record

        chance = Random(SEED)  # noqa: S311  # what was felt
        _print("record", record.record(rounds=args.rounds, each=args.each, chance=chance), as_json=args.json)
    if "cubes" in names:
        from bedside.site.bench import cubes

        _print("cubes", cubes.cubes(rows=args.rows or EVALUATIONS, about=args.about), as_json=args.json)
    if "vocabulary" in names:
        from bedside.site.bench import vocabulary

        chance = Random(SEED)  # noqa: S311  # what is typed
        _print("vocabulary", vocabulary.vocabulary(names=args.rows or WORDS, chance=chance), as_json=args.json)


def _done(bench: Callable[..., dict[str, Any]], args: argparse.Namespace) -> dict[str, Any]:
    return bench(rounds=args.rounds, each=args.each, chance=Random(SEED))  # noqa: S311  # which members are asked for


def _measure_requests(names: list[str], args: argparse.Namespace) -> None:
    from bedside.site.bench import scratch

    own = args.data is None
    size = {"members": args.members, "posts": args.posts} if set(names) & set(PAGES) else ALONE
    if own:
        for name in ("DATABASE_URL", "BEDSIDE_DATABASE_URL", "DATABASE_OWNER_URL", "BEDSIDE_DATABASE_OWNER_URL"):
            os.environ.pop(name, None)
        os.environ["BEDSIDE_DATA"] = str(scratch.directory(**size))
    config = site_config.load()
    with database.running(config) as found:
        database.migrate(config, found)
        up.gather_static(config, found)
        database.set_up_django(config, found)
        keys.make_ready()
        if own:
            scratch.fill(config.data, found, **size)
        _measure(names, args)


def _measure(names: list[str], args: argparse.Namespace) -> None:
    from django.conf import settings
    from django.db import connection

    from bedside.site.bench import audit, clocks, export, flood, pages, signin
    from bedside.site.bench.cost import family, memory_mb

    settings.ROOT_URLCONF = "bedside.site.bench.urls"
    for name in names:
        if name == "signin":
            result = signin.signin(tries=args.tries, chance=Random(SEED))  # noqa: S311  # which of two comes first
        elif name == "export":
            result = export.export(items=args.items)
        elif name == "flood":
            result = flood.flood(size=args.alike, backend=pages.server_pid())
        elif name == "audit":
            result = audit.audit(rows=args.rows or LOG)
        elif name == "clocks":
            result = clocks.clocks(rows=args.rows or OPEN)
        else:
            result = _done(getattr(pages, name), args)
        result["memory_app_mb"] = memory_mb([os.getpid()])
        result["memory_postgresql_mb"] = memory_mb(family(pages.server_pid()))
        _print(name, result, as_json=args.json)
    connection.close()


def _print(name: str, result: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"bench": name} | result), flush=True)
        return
    print(f"{name}:", flush=True)
    for key, value in result.items():
        print(f"  {key:<22} {value}", flush=True)

"""A change of the tables that broke off in the middle, one that cannot be made, and one that is newer than the code."""

import os
import signal
import time
from contextlib import suppress

import psycopg

from bedside.kit.postgres import Cluster
from tests.ops.drill.stage import LIMIT, Seen, answers, stage
from tests.ops.drill.writers import rows
from tests.ops.processes import family, living
from tests.ops.site import Site, bedside, data_directory, empty_directory, free_port, open_site, until

HALF = 20  # steps of about 90


def _steps(site: Site) -> int:
    url = Cluster(site.data / "postgres").url("super")
    try:
        with psycopg.connect(url, connect_timeout=2) as database:
            found = database.execute("SELECT count(*) FROM django_migrations").fetchone()
            return int(found[0]) if found else 0
    except psycopg.Error:
        return 0


def half_migrated() -> Seen:
    """Kill everything in the middle of the first start; the second start goes on."""
    seen = Seen()
    with empty_directory() as data:
        first = Site(data, free_port())
        until(lambda: _steps(first) >= HALF, limit=LIMIT, what=first.log)
        everything = family(first.process.pid)
        for process in everything:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        first.process.wait()
        until(lambda: not living(everything), limit=LIMIT, what=lambda: "processes outlive their parent")
        first.close()
        began = time.monotonic()
        with open_site(data) as second:
            seen.recovered = time.monotonic() - began
            seen.need(answers(second) == 200, "readyz does not say 200")
            seen.told = f"{_steps(second)} steps in the end"
    return seen


def impossible_migration() -> Seen:
    """Let a change of the tables fail: the start names the cause, and goes on when it is gone."""
    seen = Seen()
    with data_directory() as data:
        with Cluster(data / "postgres") as server, psycopg.connect(server.url("super"), autocommit=True) as database:
            database.execute("DELETE FROM django_migrations WHERE app = 'notify'")
        done = bedside("up", "--data", str(data), "--port", str(free_port()))
        seen.need(done.returncode == 1, f"it ended with {done.returncode}")
        seen.need('relation "notify_notice" already exists' in done.stderr, f"the cause is not named: {done.stderr}")
        seen.need("start again" in done.stderr and "Traceback" not in done.stderr, f"not helpful: {done.stderr}")
        with Cluster(data / "postgres") as server, psycopg.connect(server.url("super"), autocommit=True) as database:
            database.execute("DROP TABLE notify_notice CASCADE")
        began = time.monotonic()
        with open_site(data) as site:
            seen.recovered = time.monotonic() - began
            seen.need(answers(site) == 200, "readyz does not say 200")
    return seen


def newer_tables() -> Seen:
    """Add what a newer version would add while this one runs: a column, a table, an index."""
    with stage() as here:
        for statement in (
            "ALTER TABLE posts_post ADD COLUMN drill_new integer",
            "ALTER TABLE notify_notice ADD COLUMN drill_new text NOT NULL DEFAULT ''",
            "CREATE TABLE drill_new (id bigint PRIMARY KEY)",
            "CREATE INDEX CONCURRENTLY drill_index ON posts_post (drill_new)",
        ):
            rows(here.site, statement)
        count = here.writers.count
        here.recover(lambda: here.writers.count >= count + 20, what="the running code stopped working")
    return here.seen


def ended_in_order() -> Seen:
    """Stop the site while members write: it drains within 30 seconds, and a new start has all of it."""
    with stage() as here:
        everything = family(here.site.process.pid)
        began = time.monotonic()
        here.seen.need(here.site.stop() == 0, "something had to be killed")
        here.seen.told = f"stopped in {time.monotonic() - began:.1f} s"
        here.seen.need(not living(everything), "a process is left over")
        here.site.start_again()
        here.recover(lambda: answers(here.site) == 200, what="the site does not start again")
    return here.seen

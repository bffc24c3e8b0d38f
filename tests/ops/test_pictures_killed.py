"""Worker and reader are killed while they look at pictures: nothing is lost, doubled or let out unread."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bedside.site import database
from bedside.site.config import Config
from tests.database import migrated_cluster
from tests.ops.bytecode import keeping_bytecode
from tests.ops.pictures import POSTS
from tests.ops.processes import children
from tests.stories.house import ROOT

KILLS = 6
LIMIT = 120.0
SHOWN = [n for n in range(1, POSTS + 1) if n % 3 == 0]  # these show a number
CLEAN = [n for n in range(1, POSTS + 1) if n % 3]


@pytest.fixture(scope="module")
def environ() -> Iterator[dict[str, str]]:
    """A site's database and data directory, with nothing running."""
    with migrated_cluster() as cluster, tempfile.TemporaryDirectory(prefix="bedside-pictures-") as data:
        config = Config(data=Path(data))
        database.prepare_data(config)
        made = keeping_bytecode(database.environment(config, cluster.url("app"), serves_nobody=True))
        yield made | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}


def run(environ: dict[str, str], what: str) -> str:
    command = [sys.executable, "-m", "tests.ops.pictures", what]
    return subprocess.run(
        command, env=environ, cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=LIMIT, text=True
    ).stdout


def kill_while_looking(environ: dict[str, str], chance: random.Random) -> bool:
    """Begin to look, and kill the worker or its reader a moment later; say whether it was still at work."""
    with subprocess.Popen([sys.executable, "-m", "tests.ops.pictures", "look"], env=environ, cwd=ROOT) as worker:
        begun = time.monotonic()
        while not children(worker.pid) and worker.poll() is None and time.monotonic() - begun < LIMIT:
            time.sleep(0.01)  # until it has called its reader
        time.sleep(chance.uniform(0.0, 0.8))
        readers = list(children(worker.pid))
        victim = chance.choice([worker.pid, *readers])
        at_work = worker.poll() is None
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        if victim != worker.pid:
            worker.wait(LIMIT)
    return at_work


def test_wherever_they_are_killed_every_post_comes_out_once_or_waits_for_its_author(environ: dict[str, str]) -> None:
    chance = random.Random(20261122)
    run(environ, "send")
    at_work = sum(kill_while_looking(environ, chance) for _kill in range(KILLS))
    between: dict[str, Any] = json.loads(run(environ, "tell"))
    assert at_work
    assert not set(between["published"]) & set(SHOWN)
    assert sorted([*between["published"], *(key for key, _state in between["waiting"])]) == [*range(1, POSTS + 1)]
    run(environ, "look")
    after = json.loads(run(environ, "tell"))
    given_up = [key for key, _state in after["waiting"] if key in CLEAN]  # three tries were killed: left to its author
    assert {state for _key, state in after["waiting"]} == {"look"}
    assert sorted([*after["published"], *given_up]) == CLEAN
    assert [key for key, _state in after["waiting"] if key in SHOWN] == SHOWN
    assert after["pictures"] == [2]
    assert (after["on posts"], after["on waiting"]) == (2 * len(after["published"]), 2 * len(after["waiting"]))

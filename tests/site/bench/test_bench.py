"""The benchmarks run, and say what they promise to say. What they measure differs each time, so it is not tested."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings

from bedside.areas.people.models import Account, Attempt, Session
from bedside.areas.posts.models import Post
from bedside.doors.cli.seed import seed
from bedside.kit.errors import Refused
from bedside.policy.limits import LOG_IN
from bedside.site.bench import audit, cost, pages, signin
from bedside.site.main import main
from tests.factories import make_persona

FIELDS = {"app_cpu_ms", "postgresql_cpu_ms", "p50_ms", "p99_ms", "requests"}


@pytest.fixture
def site(db: None, settings: Any) -> Iterator[None]:
    """The site with the empty page; requests do not close the connection, which the test's transaction needs."""
    settings.ROOT_URLCONF = "bedside.site.bench.urls"
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture
def seeded(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small crowd. No figure is looked at, so a few visits warm up as well as many."""
    monkeypatch.setattr(pages, "WARM_UP", 2)
    monkeypatch.setattr(pages, "MEMBERS", 10)
    seed(members=20, posts=60, seed=1)


@pytest.mark.parametrize("bench", [pages.home, pages.square])
def test_a_page_is_measured_beside_the_empty_page(seeded: None, bench: Callable[..., dict[str, Any]]) -> None:
    result = bench(rounds=2, each=2, chance=Random(1))
    assert result.keys() == FIELDS | {"body_bytes", "statements", "empty", "ratio"}
    assert result["empty"].keys() == FIELDS
    assert result["requests"] == 4
    assert result["body_bytes"] > 1000


def test_publishing_is_measured_with_the_guard_apart_and_leaves_nothing_behind(seeded: None) -> None:
    before = Post.objects.filter(gone=False).count()
    result = pages.publish(rounds=1, each=2, chance=Random(1))
    assert result.keys() == FIELDS | {"guard_cpu_ms", "fan_out"}
    assert result["fan_out"] > 0
    assert Post.objects.filter(gone=False).count() == before


def test_the_sessions_of_the_measuring_end_with_it(seeded: None) -> None:
    pages.home(rounds=1, each=1, chance=Random(1))
    assert not Session.objects.exists()


def test_real_members_are_never_visited(site: None) -> None:
    make_persona(handle="real_one")
    with pytest.raises(Refused) as refused:
        pages.home(rounds=1, each=1, chance=Random(1))
    assert refused.value.code == "not_seeded"


@override_settings(PASSWORD_HASHERS=["bedside.areas.people.hashing.Argon2"])
def test_signing_in_is_measured_for_known_and_unknown_addresses(site: None) -> None:
    result = signin.signin(tries=12, chance=Random(1))
    medians = {"known_p50_ms", "unknown_p50_ms", "difference_percent"}
    assert result.keys() == {"tries", "known_cpu_ms", "unknown_cpu_ms", "cpu_ms"} | medians
    assert result["tries"] == 12
    assert result["known_p50_ms"] > 1  # a hash was computed


def test_measuring_how_one_signs_in_leaves_nothing_behind(site: None) -> None:
    signin.signin(tries=2, chance=Random(1))
    assert (Account.objects.count(), Attempt.objects.count()) == (0, 0)


def test_no_address_is_tried_more_often_than_the_limit_allows(site: None) -> None:
    with signin.addresses(30) as (taken, free):
        often = Counter((*taken, *free))
        assert Account.objects.count() == len(set(taken))
    assert (len(taken), len(free)) == (30, 30)
    assert max(often.values()) < LOG_IN.tries


def test_the_guard_is_measured_without_a_site(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "guard", "--json", "--rounds", "1", "--each", "3"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said.keys() >= {"bench", "p50_ms", "p95_ms", "hostile_worst_ms", "hostile_characters"}


@pytest.mark.parametrize(("share", "value"), [(0, 1), (50, 3), (99, 5), (100, 5)])
def test_a_percentile_is_one_of_the_values(share: int, value: int) -> None:
    assert cost.percentile([5, 3, 1, 4, 2], share) == value


def test_processor_time_only_grows() -> None:
    """The kernel brings its account up to date once a tick at least: a tenth of a second of work is always in it."""
    first, worked = cost.cpu_ns(os.getpid()), time.process_time_ns()
    while time.process_time_ns() < worked + 100_000_000:
        sum(range(10_000))
    assert cost.cpu_ns(os.getpid()) > first


def test_the_time_of_children_that_have_ended_is_counted_once() -> None:
    before = cost.spent_s([os.getpid()])
    subprocess.run([sys.executable, "-c", "sum(range(20_000_000))"], check=True)
    assert 0 < cost.spent_s([os.getpid(), 2**22 + 1]) - before < 60


@pytest.mark.django_db
def test_the_audit_log_is_sealed_and_verified() -> None:
    result = audit.audit(rows=1_200)
    assert (result["fault"], result["rows"] >= 1_200, result["sealed_now"] > 0) == ("", True, True)
    assert {"verify_wall_s", "verify_app_cpu_s", "verify_postgresql_cpu_s", "sealing_cpu_ms_a_row"} <= result.keys()


def test_the_boundaries_say_what_one_decision_costs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "boundaries", "--rounds", "1", "--each", "2", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["bench"], told["decisions"]) == ("boundaries", 400)
    assert 0 < told["cpu_us_mean"] < 1_000


def test_people_like_me_are_asked_for_without_a_site(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "likeme", "--rounds", "1", "--rows", "2000", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["bench"], told["candidates"], told["features"], told["questions"]) == ("likeme", 2000, 64, 4)
    assert 0 < told["cpu_ms_p50"] <= told["cpu_ms_p95"]

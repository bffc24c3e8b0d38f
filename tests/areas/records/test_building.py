"""The nightly build publishes whole or not at all, and gives no single person away."""

import json
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import building
from bedside.areas.records.models import Build, BuildMemory, Cell, Course
from bedside.kit import clock
from bedside.kit.vault import vault
from bedside.policy.disclosure import Tier
from tests.factories import make_account, make_persona, viewer_of

from .people import answer, asked, shown

pytestmark = pytest.mark.django_db


def published() -> str:
    """All published bytes of members' figures."""
    rows = Cell.objects.order_by("purpose_slug", "treatment_slug").values("treatment", "tier", "people", "shown")
    return json.dumps(list(rows), sort_keys=True)


def test_eleven_people_are_shown_and_ten_are_not() -> None:
    answer("tea", people=11)
    answer("walks", people=10)
    actions.build()
    assert [cell.treatment for cell in Cell.objects.all()] == ["tea"]


def test_a_published_cell_says_what_the_rules_allow() -> None:
    answer("tea", people=30, effect=3)
    answer("tea", people=20, effect=0)
    actions.build()
    cell = shown("tea")
    assert cell is not None
    assert (cell.figure.tier, cell.figure.people) == (Tier.SHARE, 50)
    assert cell.headline == {"started": 50, "still_on": 50}


def test_answers_that_may_not_be_counted_are_not() -> None:
    answer("tea", people=40, counted=False)
    actions.build()
    assert published() == "[]"


def test_two_personas_of_one_account_are_one_person() -> None:
    answer("tea", people=9)
    account = make_account()
    for _ in range(2):
        answer("tea", by=viewer_of(make_persona(account=account)))
    actions.build()
    assert published() == "[]"
    answer("tea", people=5)
    actions.build()
    assert Cell.objects.get().people == 15


def test_staff_do_not_count() -> None:
    answer("tea", people=10)
    answer("tea", by=viewer_of(make_persona(account=make_account(staff=("moderator",)))))
    actions.build()
    assert published() == "[]"


def test_one_more_person_changes_no_byte() -> None:
    answer("tea", people=30)
    actions.build()
    before = published()
    answer("tea", people=1, effect=0)
    actions.build()
    assert published() == before


def test_five_more_people_are_published() -> None:
    answer("tea", people=30)
    actions.build()
    answer("tea", people=5)
    actions.build()
    assert Cell.objects.get().people == 35


def test_a_cell_of_ten_that_one_person_joins_stays_hidden() -> None:
    answer("tea", people=10)
    actions.build()
    answer("tea", people=1)
    actions.build()
    assert published() == "[]"


def test_a_cell_that_falls_below_eleven_is_hidden_by_the_next_build() -> None:
    asking = answer("tea", people=11)
    actions.build()
    withdraw_all(asking[:1])
    actions.build()
    assert published() == "[]"


def withdraw_all(courses: list[tuple[Any, int]]) -> None:
    for by, course_id in courses:
        actions.withdraw(by=by, course_id=course_id)


def test_a_withdrawal_leaves_the_raw_tables_at_once_and_the_published_figures_as_they_were() -> None:
    asking = answer("tea", people=30)
    actions.build()
    before = published()
    withdraw_all(asking[:1])
    course_id = asking[0][1]
    assert not Course.objects.filter(id=course_id).exists()
    actions.build()
    assert published() == before


def test_five_withdrawals_reach_the_figures_with_the_next_build() -> None:
    asking = answer("tea", people=30)
    actions.build()
    withdraw_all(asking[:5])
    actions.build()
    assert Cell.objects.get().people == 25


def test_a_single_withdrawal_reaches_the_figures_after_30_days(monkeypatch: pytest.MonkeyPatch) -> None:
    asking = answer("tea", people=33)
    actions.build()
    withdraw_all(asking[:1])
    actions.build()
    later = clock.now() + timedelta(days=30)
    monkeypatch.setattr("bedside.areas.records.actions.republishing.now", lambda: later)
    actions.build()
    assert Cell.objects.get().people == 30


def test_taking_back_the_consent_leaves_the_next_build() -> None:
    [(by, course_id), *_] = answer("tea", people=11)
    actions.build()
    actions.change(by=by, course_id=course_id, wish=asked("tea", counted=False))
    actions.build()
    assert published() == "[]"


def remembered() -> str:
    """What a build keeps for the next one, opened."""
    row = BuildMemory.objects.get()
    return zlib.decompress(vault().open_bytes(bytes(row.body), row.place)).decode()


def test_what_a_build_remembers_is_sealed_and_names_nobody() -> None:
    asking = answer("tea", people=12)
    actions.build()
    assert b"tea" not in bytes(BuildMemory.objects.get().body)
    kept = remembered()
    assert '"people": {"all": 12}' in kept
    assert not any(str(number) in kept for by, course_id in asking for number in (by.account_id, course_id))


def test_when_everybody_has_withdrawn_the_cell_is_forgotten() -> None:
    asking = answer("tea", people=12)
    actions.build()
    withdraw_all(asking)
    actions.build()
    assert remembered() == "{}"


def test_nothing_of_a_build_is_left_on_the_disk() -> None:
    answer("tea", people=12)
    left = Path(settings.EVIDENCE_DIR) / "build-999999999"
    left.mkdir(parents=True)
    (left / "courses.parquet").write_bytes(b"of a build that was killed")
    actions.build()
    assert list(Path(settings.EVIDENCE_DIR).iterdir()) == []


def test_a_build_that_fails_leaves_the_figures_of_yesterday(monkeypatch: pytest.MonkeyPatch) -> None:
    answer("tea", people=30)
    actions.build()
    before, builds = published(), Build.objects.count()
    answer("tea", people=20)

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(building, "_note_down", broken)
    with pytest.raises(RuntimeError, match="disk"):
        actions.build()
    assert (published(), Build.objects.count()) == (before, builds)


def test_the_same_answers_make_the_same_digest() -> None:
    answer("tea", people=30)
    assert actions.build().digest == actions.build().digest


def test_the_number_who_started_is_not_shown_beside_a_number_that_gives_a_few_away() -> None:
    """33 answered; 3 of them had stopped before they told: about 30 who started, beside about 35, would tell it."""
    answer("tea", people=30)
    answer("tea", people=3, stopped_before_telling=True)
    actions.build()
    cell = shown("tea")
    assert cell is not None
    assert cell.headline == {}


def test_the_nightly_job_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    from bedside.areas.records.jobs import build_figures

    answer("tea", people=11)
    build_figures(0)
    assert queries.sources(ANONYMOUS) == ("members",)

"""Who is on duty, holes in a rota, and nights on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bedside.policy.rota import Absence, Gap, Shift, Weekly, cover, gaps, may_publish, nobody_until, on_wall, weeks

MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")


def at(hours: float) -> datetime:
    return MIDNIGHT + hours * HOUR


def shift(person: int, begins: float, ends: float, place: int = 1) -> Shift:
    return Shift(person, "moderator", at(begins), at(ends), place)


ROTA = (shift(1, 0, 12), shift(2, 0, 12, place=2), shift(3, 12, 24), shift(1, 10, 14, place=3))


@pytest.mark.parametrize(
    ("hours", "people"),
    [(-1, []), (0, [1, 2]), (10, [1, 2]), (11.99, [1, 2]), (12, [3, 1]), (14, [3]), (24, [])],
)
def test_the_people_on_duty_are_asked_in_order_and_nobody_twice(hours: float, people: list[int]) -> None:
    assert [one.person for one in cover(ROTA, at(hours))] == people


def test_who_is_away_is_not_asked() -> None:
    away = [Absence(1, at(2), at(4))]
    assert [one.person for one in cover(ROTA, at(3), absences=away)] == [2]
    assert [one.person for one in cover(ROTA, at(4), absences=away)] == [1, 2]


@pytest.mark.parametrize(
    ("shifts", "away", "wanted"),
    [
        (ROTA, (), []),
        ((), (), [(0, 24)]),
        ((shift(1, 0, 10), shift(2, 12, 24)), (), [(10, 12)]),
        ((shift(1, 2, 10),), (), [(0, 2), (10, 24)]),
        ((shift(1, 0, 24),), (Absence(1, at(5), at(6)),), [(5, 6)]),
        ((shift(1, 0, 24), shift(2, 0, 24, place=2)), (Absence(1, at(5), at(6)),), []),
        ((shift(1, 0, 12), shift(1, 12, 24)), (Absence(1, at(11), at(13)),), [(11, 13)]),
    ],
)
def test_gaps(shifts: tuple[Shift, ...], away: tuple[Absence, ...], wanted: list[tuple[float, float]]) -> None:
    assert gaps(shifts, at(0), at(24), absences=away) == tuple(Gap(at(a), at(b)) for a, b in wanted)


@pytest.mark.parametrize("step", range(0, 26))
def test_a_moment_is_in_a_gap_exactly_when_nobody_covers_it(step: int) -> None:
    holes = (shift(1, 3, 9), shift(2, 8, 15), shift(3, 20, 22))
    moment = at(step)
    in_gap = any(one.begins <= moment < one.ends for one in gaps(holes, at(0), at(26)))
    assert in_gap is (not cover(holes, moment))


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (LONDON, date(2026, 3, 28), 7),  # the clocks go forward in this night
        (LONDON, date(2026, 10, 24), 9),  # and back in this one
        (LONDON, date(2026, 6, 1), 8),
        (NEW_YORK, date(2026, 3, 7), 7),
        (NEW_YORK, date(2026, 10, 31), 9),
    ],
)
def test_a_night_on_which_the_clocks_change_has_no_hole(zone: ZoneInfo, day: date, hours: int) -> None:
    pattern = [Weekly(1, "moderator", number, time(22), time(6)) for number in range(7)]
    pattern += [Weekly(2, "moderator", number, time(6), time(22)) for number in range(7)]
    found = weeks(pattern, day - timedelta(days=1), day + timedelta(days=2), zone)
    night = next(one for one in found if one.begins == on_wall(day, time(22), zone))
    assert night.ends - night.begins == hours * HOUR
    assert gaps(found, night.begins - HOUR, night.ends + HOUR) == ()


def test_an_hour_that_the_change_leaves_out_or_gives_twice_has_one_moment() -> None:
    assert on_wall(date(2026, 3, 29), time(1, 30), LONDON) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert on_wall(date(2026, 10, 25), time(1, 30), LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_shift_that_would_end_in_the_hour_left_out_joins_the_next() -> None:
    pattern = [Weekly(1, "m", 5, time(22), time(1, 30)), Weekly(2, "m", 6, time(1, 30), time(9))]
    found = weeks(pattern, date(2026, 3, 28), date(2026, 3, 29), LONDON)
    assert gaps(found, found[0].begins, found[1].ends) == ()


def test_until_when_nobody_reads() -> None:
    assert nobody_until(ROTA, at(3)) is None
    assert nobody_until((shift(1, 8, 9),), at(3)) == at(8)
    assert nobody_until((), at(3), look=24 * HOUR) == at(27)


def test_a_rota_with_a_hole_is_published_only_when_members_are_told() -> None:
    hole = (Gap(at(0), at(1)),)
    assert not may_publish(hole, told=False)
    assert may_publish(hole, told=True)
    assert may_publish((), told=False)

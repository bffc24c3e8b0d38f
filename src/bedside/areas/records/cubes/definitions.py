"""The fifteen counts, each written once through Ibis: the same expression is SQL for DuckDB, PostgreSQL and Trino.

`policy.evidence.cubes` holds the list, its names and why there are no others. Sums are of whole numbers only, and every
nullable column is made plain before it is compared: engines differ in what they make of NULL.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import ibis
from ibis import _

from bedside.areas.records.cubes.tables import COLUMNS, COURSES, ILLNESSES, KINDS, NAMED, UNIT_COLUMNS, UNITS
from bedside.policy.disclosure import FLOOR
from bedside.policy.evidence.headline import CONFIRMED_WITHIN
from bedside.policy.evidence.staying import GROUPS, NUMBER, SAME_DAY, Why
from bedside.policy.evidence.units import HELPED_FROM

PAIR: Final = ("condition", "treatment")
LEVELS: Final = {"effect": 5, "side_effects": 5, "burden": 4, "adherence": 4}
WAVES: Final = ("w2", "m3", "m6", "m12")
DEAR: Final = ("50_199", "200_up")
Table = Any
"""A table or a column of Ibis, which has no types that a checker could use."""


def table(name: str) -> Table:
    """Return a table of the build by its name alone, on whatever engine the SQL will run."""
    return ibis.table(UNIT_COLUMNS if name == UNITS else COLUMNS[name], name=name)


def units(today: int) -> Table:
    """One row for each person, condition and treatment: the latest course, with its latest answer that counts."""
    courses = table(COURSES)
    best = courses.select("person", *PAIR, "month", "wave", "started", "declared", "answer")
    window = ibis.window(group_by=["person", *PAIR], order_by=_latest(best))
    best = best.mutate(place=ibis.row_number().over(window)).filter(_.place == 0)
    latest = courses.semi_join(best, "answer")
    ill = table(ILLNESSES).group_by("person", "condition").aggregate(severity=_.severity.max(), sure=_.confidence.min())
    ill = ill.rename(ill_person="person", ill_condition="condition")
    both = latest.left_join(ill, [latest.person == ill.ill_person, latest.condition == ill.ill_condition])
    both = both.filter(both.sure.fill_null("") != "ruled_out")
    pairs = both.group_by(*PAIR).aggregate(told=_.count()).rename(of_condition="condition", of_treatment="treatment")
    both = both.inner_join(pairs, [both.condition == pairs.of_condition, both.treatment == pairs.of_treatment])
    named = {name: both[name] for name in COLUMNS[COURSES]}
    return both.select(
        **named,
        severity=both.severity.fill_null(""),
        standing=_standing(both, today),
        helped=(both.effect.fill_null(-1) >= HELPED_FROM) & ~both.worse,
        said=both.wave >= 0,
        told=both.told,
    )


def _latest(courses: Table) -> list[Table]:
    """The start to the month, then the later wave: what starts in one month is one start told in two places, and the
    form of the treatment page knows no days. All the rest only makes the choice the same each time."""
    columns = (courses.month, courses.wave, courses.started, courses.declared, courses.answer)
    return [column.desc() for column in columns]


def _standing(rows: Table, today: int) -> Table:
    over = rows.stopped.notnull()
    return ibis.cases(
        (over & (rows.stopped.fill_null(0) < rows.declared), "remembered"),
        (over | rows.ended, "stopped"),
        (today - rows.confirmed <= CONFIRMED_WITHIN.days, "still_on"),
        else_="silent",
    )


def enough(rows: Table) -> Table:
    """The rows of the pairs of which at least 11 people told anything: nothing is said of the others."""
    return rows.filter(_.told >= FLOOR)


def c01() -> Table:
    """People who keep an illness, by how sure they are of it."""
    rows = table(ILLNESSES).filter(_.confidence != "ruled_out")
    return rows.group_by("condition", "confidence").aggregate(people=_.person.nunique())


def c02() -> Table:
    """Where the courses stand."""
    rows = table(UNITS)
    names = ("still_on", "stopped", "silent", "remembered")
    counts = {name: _number(rows.standing == name) for name in names}
    return rows.group_by(*PAIR).aggregate(**counts, unanswered=_number(~rows.said))


def c03() -> Table:
    """Who was asked at each wave, and answered."""
    rows = enough(table(UNITS))
    counts = {f"{wave}_asked": _number(rows[wave] >= 1) for wave in WAVES}
    counts |= {f"{wave}_answered": _number(rows[wave] == 2) for wave in WAVES}
    return rows.group_by(*PAIR).aggregate(**counts)


def c04() -> Table:
    """How many said what it did, and that it helped, made it worse, or that they cannot tell."""
    rows = table(UNITS).filter(_.said)
    return rows.group_by(*PAIR).aggregate(
        people=rows.count(), helped=_number(rows.helped), worse=_number(rows.worse), cannot_tell=_number(_unsure(rows))
    )


def _unsure(rows: Table) -> Table:
    return rows.cannot_tell & rows.effect.isnull()


def c05() -> Table:
    """The levels of the effect."""
    return _levels("effect")


def c06() -> Table:
    """The levels of side effects."""
    return _levels("side_effects")


def c07() -> Table:
    """Unwanted effects that were named."""
    rows, named = enough(table(UNITS)), table(NAMED)
    both = rows.inner_join(named, rows.answer == named.answer)
    keys = {name: both[name] for name in ("person", *PAIR, "side_effect")}
    once = both.group_by(**keys).aggregate(bad=both.moderate.cast("int32").max())
    counted = once.group_by(*PAIR, "side_effect").aggregate(people=_.count(), at_least_moderate=_.bad.sum())
    return counted.filter(_.people >= FLOOR)


def c08() -> Table:
    """Burden, taking it as planned, cost, and whether one would take it again."""
    rows = enough(table(UNITS))
    counts = _level_counts(rows, "burden") | _level_counts(rows, "adherence")
    priced = ~rows.cost.isin(["", "not_said"])
    counts |= {"priced": _number(priced), "dear": _number(rows.cost.isin(list(DEAR)))}
    counts |= {f"again_{word}": _number(rows.again == word) for word in ("yes", "no", "unsure")}
    return rows.group_by(*PAIR).aggregate(**counts)


def c09() -> Table:
    """The main reasons for which people stopped."""
    rows = enough(table(UNITS)).filter(_.standing == "stopped")
    return rows.group_by(*PAIR, cause=_cause(rows)).aggregate(people=_.count())


def c10() -> Table:
    """How long courses lasted under observation, and why they ended: what Kaplan and Meier need, and no more."""
    rows = enough(table(UNITS)).filter(_.dated, _.standing != "remembered")
    entry = ibis.greatest(rows.declared - rows.started, 0).cast("float64")
    leave = (rows.stopped.fill_null(rows.confirmed) - rows.started).cast("float64")
    leave = ibis.cases(((leave == 0) & (entry == 0), SAME_DAY), else_=leave)
    cause = ibis.cases((rows.standing == "stopped", _cause(rows)), else_=0)
    return rows.group_by(*PAIR, entry=entry, leave=leave, cause=cause).aggregate(people=_.count())


def _cause(rows: Table) -> Table:
    known = [(rows.reason == reason, NUMBER[why]) for reason, why in GROUPS.items()]
    return ibis.cases(*known, else_=NUMBER[Why.OTHER])


def c11() -> Table:
    """What a treatment is taken for, over all conditions."""
    rows = table(UNITS).filter(_.said)
    keys = {"treatment": rows.treatment, "purpose": rows.condition}
    return rows.group_by(**keys).aggregate(people=rows.count(), helped=_number(rows.helped))


def c12() -> Table:
    """Who it helped, by sex."""
    return _by("sex")


def c13() -> Table:
    """Who it helped, by age."""
    return _by("age_band")


def c14() -> Table:
    """Who it helped, by how bad the illness is."""
    return _by("severity")


def c15() -> Table:
    """Kinds of treatment for a condition, as the first thing tried and as a later one."""
    rows, kinds = table(UNITS).filter(_.said), table(KINDS).rename(of="treatment")
    both = rows.inner_join(kinds, rows.treatment == kinds.of)
    return both.group_by("condition", "class", "line").aggregate(people=both.count(), helped=_number(both.helped))


def names() -> Table:
    """How often a condition and a treatment were written in which way."""
    rows = enough(table(UNITS))
    return rows.group_by(*PAIR, "condition_name", "treatment_name").aggregate(people=rows.count())


def _by(fact: str) -> Table:
    rows = enough(table(UNITS)).filter(_.said)
    return rows.group_by(*PAIR, fact).aggregate(people=rows.count(), helped=_number(rows.helped))


def _levels(facet: str) -> Table:
    rows = enough(table(UNITS)).filter(_.said)
    return rows.group_by(*PAIR).aggregate(**_level_counts(rows, facet))


def _level_counts(rows: Table, facet: str) -> dict[str, Table]:
    said = rows[facet].fill_null(-1)
    return {f"{facet}_{level}": _number(said == level) for level in range(LEVELS[facet])}


def _number(condition: Table) -> Table:
    return condition.cast("int32").sum()


CUBES: Final[Mapping[str, Callable[[], Table]]] = {
    made.__name__: made for made in (c01, c02, c03, c04, c05, c06, c07, c08, c09, c10, c11, c12, c13, c14, c15)
}


@cache
def sql(name: str, dialect: str) -> str:
    """Return one of the fifteen, or `names`, as SQL. Raises KeyError for any other: there are no free filters."""
    return str(ibis.to_sql(names() if name == "names" else CUBES[name](), dialect=dialect))


def units_sql(today: int, dialect: str) -> str:
    """Return the statement that `units` is, on a day counted since 1970."""
    return str(ibis.to_sql(units(today), dialect=dialect))

"""With whom a record is shared: two locks on each item, and a ledger that shows every change made to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.sharing import (
    ALONE,
    FIRST,
    LASTS,
    MATCHING,
    RESEARCH_KINDS,
    SHARED_KINDS,
    STATISTICS,
    Entry,
    entered_by,
    fault_in,
    hash_of,
    kinds_of,
    number_in,
    proxy_in,
    purpose_is_seen,
    running,
    seen_by,
    seen_by_proxy,
    share_of_new,
    space,
    takes_its_place,
    team,
    text_hash,
    use_is_told,
)
from bedside.policy.sharing import OWNER as HERSELF

NOON = datetime(2027, 1, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OWNER = 5
GRANT = Entry(
    number=1, seq=1, act="grant", audience=team(7), kinds=("days",), covers="new", at=NOON, until=NOON + LASTS, by=3
)
AUDIENCES = (team(7), team(8), space(7), space(9), STATISTICS, "matching")


@pytest.mark.parametrize("kind", SHARED_KINDS)
def test_an_item_is_seen_where_its_owner_chose_the_audience_and_a_grant_runs(kind):
    seen = {
        (asking, chosen, granted)
        for asking, chosen, granted in product(AUDIENCES, repeat=3)
        if seen_by(asking, kind=kind, share=[chosen], grants=[allowing(granted, kind)], at=NOON)
    }
    assert seen == {(audience, audience, audience) for audience in AUDIENCES}


def allowing(audience, kind):
    """Return the grant of one kind to an audience."""
    return replace(GRANT, audience=audience, kinds=(kind,))


@pytest.mark.parametrize(
    ("share", "kinds", "after", "wanted"),
    [
        ([team(7)], ("days",), DAY, True),
        ([], ("days",), DAY, False),  # only me
        ([team(7), ALONE], ("days",), DAY, False),  # not even who acts for me
        ([team(7)], ("questionnaires",), DAY, False),  # another kind
        ([team(7)], ("days",), LASTS, False),  # the last moment is over
    ],
)
def test_each_condition_hides_an_item_by_itself(share, kinds, after, wanted):
    grants = [replace(GRANT, kinds=kinds)]
    assert seen_by(team(7), kind="days", share=share, grants=grants, at=NOON + after) is wanted


@pytest.mark.parametrize(
    ("share", "may_view", "wanted"),
    [([], True, True), ([team(7)], True, True), ([ALONE], True, False), ([], False, False), ([ALONE], False, False)],
)
def test_who_acts_for_an_owner_sees_all_but_what_is_for_her_alone(share, may_view, wanted):
    assert seen_by_proxy(share=share, may_view=may_view) is wanted


def test_a_new_item_is_shared_by_grants_that_cover_new_ones_alone():
    grants = [GRANT, replace(GRANT, audience=space(9), covers="chosen"), replace(GRANT, audience=team(8), covers="all")]
    assert share_of_new("days", grants) == [team(7), team(8)]
    assert share_of_new("questionnaires", grants) == []
    assert share_of_new("days", []) == []
    assert share_of_new("notes", [replace(GRANT, kinds=("notes",), covers="all")]) == []  # each is chosen by itself


@pytest.mark.parametrize(
    ("later", "after", "runs"),
    [
        (None, DAY, True),
        (None, LASTS, False),
        (replace(GRANT, number=2, seq=2, act="revoke", of=1), DAY, False),
        (replace(GRANT, number=2, seq=2, act="expire", of=1), DAY, False),
        (replace(GRANT, number=2, seq=2, act="use", of=1), DAY, True),
        (replace(GRANT, number=2, seq=2, act="revoke", of=1, items=(4,)), DAY, True),  # one item taken back
        (replace(GRANT, number=2, seq=2, act="revoke", of=9), DAY, True),  # another grant's end
    ],
)
def test_a_grant_runs_until_it_is_taken_back_or_over(later, after, runs):
    assert (GRANT in running([GRANT, *([later] if later else [])], NOON + after)) is runs


@pytest.mark.parametrize(
    ("audience", "kind", "number"),
    [("team:7", "team", 7), ("team:7", "space", 0), ("statistics", "team", 0), ("space:x", "space", 0), ("", "", 0)],
)
def test_an_audience_names_one_team_or_one_space(audience, kind, number):
    assert number_in(audience, kind) == number


@pytest.mark.parametrize(
    ("count", "last", "since", "told"),
    [(3, None, None, True), (3, 3, DAY, False), (4, 3, DAY, True), (3, 3, 30 * DAY, True)],
)
def test_a_nightly_use_is_told_when_it_changes_and_once_a_month(count, last, since, told):
    assert use_is_told(count=count, last_count=last, since=since) is told


def test_the_words_agreed_to_for_figures_are_others_than_those_for_people():
    assert text_hash(STATISTICS) != text_hash(team(7)) == text_hash(space(9))


def test_each_use_has_words_of_its_own_and_kinds_of_its_own():
    said = {text_hash(STATISTICS), text_hash(STATISTICS, items=(4,)), text_hash(MATCHING), text_hash(team(7))}
    assert len(said) == 4
    assert kinds_of(STATISTICS) == RESEARCH_KINDS
    assert "age_band" in kinds_of(MATCHING)
    assert kinds_of(team(7)) == kinds_of(space(9)) == SHARED_KINDS


@pytest.mark.parametrize(
    ("now", "before", "share", "wanted"),
    [
        (HERSELF, HERSELF, [], True),
        (HERSELF, "proxy:4", [ALONE], True),
        ("proxy:4", HERSELF, [], False),  # what she said herself stands
        ("proxy:4", "proxy:4", [], True),
        ("proxy:4", "proxy:9", [team(7)], True),
        ("proxy:4", "proxy:4", [ALONE], False),  # she must not learn of it
        ("proxy:4", "import", [], False),
    ],
)
def test_a_carer_s_word_never_takes_the_place_of_the_owner_s(now, before, share, wanted):
    assert takes_its_place(now=now, before=before, share=share) is wanted


def test_who_entered_an_item_is_kept_in_it():
    assert [proxy_in(entered_by(number)) for number in (0, 4)] == [0, 4]
    assert [proxy_in(word) for word in (HERSELF, "import", "proxy:x", "team:4", "")] == [0] * 5


@pytest.mark.parametrize(
    ("condition", "seen", "wanted"), [(None, (), True), (3, (), False), (3, (3, 4), True), (3, (4,), False)]
)
def test_what_a_treatment_is_for_is_told_to_who_sees_that_too(condition, seen, wanted):
    assert purpose_is_seen(condition, seen) is wanted


def chain(entries):
    prev, made = FIRST, []
    for entry in entries:
        digest = hash_of(prev, OWNER, entry)
        made.append((entry, prev, digest))
        prev = digest
    return made


LINES = st.lists(
    st.builds(
        Entry,
        number=st.integers(1, 2**62),
        seq=st.just(0),
        act=st.sampled_from(("grant", "revoke", "expire", "use")),
        audience=st.sampled_from(AUDIENCES),
        kinds=st.sampled_from((("days",), ("questionnaires",), ("days", "questionnaires"))),
        at=st.just(NOON),
        count=st.integers(0, 40),
    ),
    min_size=1,
    max_size=8,
).map(lambda found: [replace(one, seq=place) for place, one in enumerate(found, start=1)])


@given(LINES)
def test_a_ledger_as_it_was_written_has_no_fault(entries):
    assert fault_in(OWNER, chain(entries)) == ""


@given(LINES, st.data())
def test_any_changed_removed_or_moved_line_is_found(entries, data):
    lines = chain(entries)
    place = data.draw(st.integers(0, len(lines) - 1))
    entry, prev, digest = lines[place]
    changed = [*lines[:place], (replace(entry, count=entry.count + 1), prev, digest), *lines[place + 1 :]]
    assert fault_in(OWNER, changed)
    assert fault_in(OWNER + 1, lines)
    if place < len(lines) - 1:
        assert fault_in(OWNER, [*lines[:place], *lines[place + 1 :]])

"""Blocking and muting."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from bedside.areas.audit.models import AuditEntry
from bedside.areas.contacts import actions, queries
from bedside.areas.contacts.models import Block, Follow
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.models import OutboxRow
from tests.factories import block, follow, make_persona, viewer_of


@pytest.mark.django_db
class TestBlock:
    @pytest.mark.parametrize("accepted", [True, False])
    def test_it_ends_follows_and_askings_both_ways(self, accepted: bool) -> None:
        me, other = make_persona(), make_persona()
        follow(me, other, accepted=accepted)
        follow(other, me, accepted=accepted)
        actions.block(by=viewer_of(me), target_id=other.id)
        assert Follow.objects.count() == 0

    def test_it_leaves_the_follows_of_others_alone(self) -> None:
        me, other, third = make_persona(), make_persona(), make_persona()
        follow(third, other)
        actions.block(by=viewer_of(me), target_id=other.id)
        assert Follow.objects.count() == 1

    def test_both_are_left_out_for_each_other(self) -> None:
        me, other = make_persona(), make_persona()
        actions.block(by=viewer_of(me), target_id=other.id)
        assert queries.blocked_ids(viewer_of(me)) == {other.id}
        assert queries.blocked_ids(viewer_of(other)) == {me.id}

    def test_the_blocked_one_finds_no_page(self) -> None:
        me, other = make_persona(), make_persona()
        actions.block(by=viewer_of(me), target_id=other.id)
        with pytest.raises(NotHere):
            queries.persona_page(viewer_of(other), me.handle)

    def test_whoever_blocked_still_finds_the_page_to_unblock(self) -> None:
        me, other = make_persona(), make_persona()
        actions.block(by=viewer_of(me), target_id=other.id)
        assert queries.relation(viewer_of(me), queries.persona_page(viewer_of(me), other.handle)).blocked

    def test_pressing_twice_changes_nothing(self) -> None:
        me, other = make_persona(), make_persona()
        for _ in range(2):
            actions.block(by=viewer_of(me), target_id=other.id)
        assert list(OutboxRow.objects.values_list("name", flat=True)) == ["contacts.Blocked"]

    def test_who_blocked_me_is_not_there_to_be_blocked(self) -> None:
        me, other = make_persona(), make_persona()
        block(other, me)
        with pytest.raises(NotHere):
            actions.block(by=viewer_of(me), target_id=other.id)

    def test_two_who_blocked_each_other_can_both_unblock(self) -> None:
        me, other = make_persona(), make_persona()
        block(me, other)
        block(other, me)
        actions.unblock(by=viewer_of(me), target_id=queries.own_by_handle(viewer_of(me), other.handle).id)
        assert list(Block.objects.values_list("owner_id", flat=True)) == [other.id]

    def test_nobody_blocks_themselves(self) -> None:
        me = make_persona()
        with pytest.raises(Refused):
            actions.block(by=viewer_of(me), target_id=me.id)

    def test_unblocking_brings_no_follow_back(self) -> None:
        me, other = make_persona(), make_persona()
        follow(me, other)
        actions.block(by=viewer_of(me), target_id=other.id)
        actions.unblock(by=viewer_of(me), target_id=other.id)
        assert Follow.objects.count() == 0

    def test_nobody_lifts_the_block_of_another(self) -> None:
        me, other = make_persona(), make_persona()
        block(me, other)
        actions.unblock(by=viewer_of(other), target_id=me.id)
        assert Block.objects.count() == 1

    def test_the_blocked_one_does_not_find_it_among_the_rows_about_itself(self) -> None:
        me, other = make_persona(), make_persona()
        actions.block(by=viewer_of(me), target_id=other.id)
        assert not AuditEntry.objects.filter(subject_id=other.id).exists()


@pytest.mark.django_db
class TestMute:
    def test_the_viewer_alone_knows(self) -> None:
        me, other = make_persona(), make_persona()
        actions.mute(by=viewer_of(me), target_id=other.id)
        assert queries.muted_ids(viewer_of(me)) == {other.id}
        assert queries.relation(viewer_of(other), me) == queries.relation(viewer_of(other), make_persona())

    def test_unmuting_ends_it(self) -> None:
        me, other = make_persona(), make_persona()
        actions.mute(by=viewer_of(me), target_id=other.id)
        actions.unmute(by=viewer_of(me), target_id=other.id)
        assert queries.muted_ids(viewer_of(me)) == set()

    def test_who_blocked_me_is_not_there_to_be_muted(self) -> None:
        me, other = make_persona(), make_persona()
        block(other, me)
        with pytest.raises(NotHere):
            actions.mute(by=viewer_of(me), target_id=other.id)


def test_no_follow_slips_past_a_block_at_the_same_moment(committed: None) -> None:
    pairs = [(make_persona(), make_persona(asks_first=False)) for _ in range(12)]

    def press(act, viewer, target_id: int) -> None:
        try:
            act(by=viewer, target_id=target_id)
        except NotHere:
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=8) as pool:
        for fan, target in pairs:
            pool.submit(press, actions.follow, viewer_of(fan), target.id)
            pool.submit(press, actions.block, viewer_of(target), fan.id)
    assert (Block.objects.count(), Follow.objects.count()) == (12, 0)

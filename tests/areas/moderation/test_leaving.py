"""A moderator who is erased: what she decided stands, everybody else can go on, and her ids are nowhere."""

import pytest
from django.db import connection

from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.actions import Choice
from bedside.areas.moderation.models import Act, Appeal, Case
from bedside.areas.people import actions as people
from bedside.areas.people.viewer import Viewer
from tests.areas.moderation.house import HIDE, House, build, decided, in_square, report
from tests.factories import viewer_of

pytestmark = pytest.mark.django_db
COLUMNS = {
    "moderation_case": ("claimed_by", "claimed_account"),
    "moderation_act": ("by_id", "by_account", "lifted_by"),
    "moderation_appeal": ("acted_account", "decided_by", "decided_account"),
}


@pytest.fixture
def house() -> House:
    return build()


def erase(who: Viewer) -> None:
    people.ask_erasure(by=who, at_once=True)
    assert people.erase(account_id=who.account_id)


def ids_kept() -> set[int]:
    """Return every id of who worked at a desk that stands in the tables of moderation."""
    found: set[int] = set()
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")
            found |= {one for row in cursor.fetchall() for one in row if one is not None}
    return found


def test_none_of_her_ids_stays_and_each_act_can_be_appealed_and_taken_back(house: House) -> None:
    first, second = in_square(house.author), in_square(house.author, "Drink it hot.")
    act = decided(house.mod, report(house.reader, first))
    lifted = decided(house.second, report(house.reader, second))
    actions.lift(by=house.mod, act_id=lifted.id)
    assert {house.mod.persona_id, house.mod.account_id} <= ids_kept()
    erase(house.mod)
    assert not ids_kept() & {house.mod.persona_id, house.mod.account_id}
    actions.appeal(by=viewer_of(house.author), act_id=act.id, words="It is only tea.")
    actions.decide(by=house.second, act_id=act.id, upheld=False, words="It is.")
    assert Act.objects.get(id=act.id).lifted_at is not None


def test_what_she_had_taken_is_free_again(house: House) -> None:
    case = report(house.reader, in_square(house.author))
    actions.claim(by=house.mod, case_id=case.id)
    erase(house.mod)
    assert Case.objects.get(id=case.id).state == "open"
    actions.claim(by=house.second, case_id=case.id)
    actions.act(by=house.second, case_id=case.id, choice=HIDE)


def test_an_answer_stands_when_both_who_acted_and_who_answered_have_left(house: House) -> None:
    act = decided(house.mod, report(house.reader, in_square(house.author)), Choice(act="label", reason="harms"))
    author = viewer_of(house.author)
    actions.appeal(by=author, act_id=act.id, words="It is only tea.")
    actions.decide(by=house.second, act_id=act.id, upheld=True, words="It can do harm.")
    erase(house.mod)
    erase(house.second)
    assert Appeal.objects.get().upheld
    assert queries.decision(author, act.id).answer == "It can do harm."
    assert not ids_kept() & {house.mod.account_id, house.second.account_id, house.second.persona_id}

"""What one act does lasts as long as it stands itself, whatever becomes of another of the same kind."""

from datetime import timedelta

import pytest
import time_machine

from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.actions import Choice
from bedside.areas.moderation.actions.lapsing import forget_words
from bedside.areas.moderation.models import Act, Case
from bedside.areas.people import actions as people
from bedside.areas.people.models import Account, Persona
from bedside.areas.posts.models import Post
from bedside.areas.spaces.models import Membership
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from tests.areas.moderation.house import HIDE, House, build, decided, ids, in_square, inside, report
from tests.areas.posts.writing import write
from tests.factories import join, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return build()


def limited(house: House, days: int, *, text: str) -> Act:
    post = write(house.author, text)
    return decided(house.mod, report(house.reader, post, "law"), Choice("limit", "unkind", days=days))


def suspended(house: House, *, text: str) -> Act:
    post = write(house.author, text)
    return decided(house.mod, report(house.reader, post, "law"), Choice("suspend", "unkind"))


def is_closed(persona: Persona) -> bool:
    return Account.objects.get(id=persona.account_id).state == "suspended"


def test_a_post_stays_folded_while_another_fold_stands(house):
    post = in_square(house.author)
    first = decided(house.mod, report(house.reader, post))
    decided(house.second, report(house.stranger, post, "spam"), Choice("hide", "spam"))
    actions.lift(by=house.mod, act_id=first.id)
    assert Post.objects.get(id=post.id).folded == "spam"


def test_a_post_is_as_it_was_when_both_are_taken_back(house):
    post = in_square(house.author)
    rows = [decided(house.mod, report(who, post)) for who in (house.reader, house.stranger)]
    for row in rows:
        actions.lift(by=house.mod, act_id=row.id)
    assert Post.objects.get(id=post.id).folded == ""


def test_who_is_limited_twice_stays_limited_until_the_other_end(house):
    longer = limited(house, 30, text="One.")
    shorter = limited(house, 7, text="Another.")
    assert Persona.objects.get(id=house.author.id).limited_until == longer.ends_at
    actions.lift(by=house.mod, act_id=longer.id)
    assert Persona.objects.get(id=house.author.id).limited_until == shorter.ends_at


def test_an_account_that_two_acts_closed_opens_with_the_second(house):
    one, two = in_square(house.author, "One."), in_square(house.author, "Two.")
    cases = [report(house.reader, post, "law") for post in (one, two)]
    rows = [decided(house.mod, case, Choice("suspend", "unkind")) for case in cases]
    actions.lift(by=house.second, act_id=rows[0].id)
    assert is_closed(house.author)
    actions.lift(by=house.second, act_id=rows[1].id)
    assert not is_closed(house.author)


def test_a_second_look_can_open_an_account_that_staff_opened_already(house):
    row = suspended(house, text="One.")
    actions.appeal(by=viewer_of(house.author), act_id=row.id, words="It was of the idea.")
    people.restore(by=house.admin, handle="ada")
    actions.decide(by=house.second, act_id=row.id, upheld=False, words="You are right.")
    assert queries.decision(viewer_of(house.author), row.id).state == "overturned"


class TestWhatWasTakenBackBeforeItWasAnswered:
    @pytest.fixture
    def row(self, house) -> Act:
        made = decided(house.mod, report(house.reader, in_square(house.author)), HIDE)
        actions.appeal(by=viewer_of(house.author), act_id=made.id, words="It was of the idea.")
        actions.lift(by=house.mod, act_id=made.id)
        return made

    def test_waits_for_nobody(self, house, row):
        assert queries.appeals(house.second) == []
        with pytest.raises(NotHere):
            actions.decide(by=house.second, act_id=row.id, upheld=True, words="It stays.")

    def test_ends_its_case(self, row):
        assert Case.objects.get(id=row.case_id).state == "overturned"

    def test_keeps_no_words_for_an_answer(self, row):
        with time_machine.travel(now() + timedelta(days=40)):
            assert forget_words() == 1


def test_a_graver_report_frees_a_case_from_the_steward_who_had_it(house):
    post = inside(house)
    case = report(house.reader, post)
    actions.claim(by=house.steward, case_id=case.id)
    actions.report(by=house.other_steward, kind="post", key=str(post.id), reason="law")
    actions.claim(by=house.mod, case_id=case.id)  # nobody waits two hours for who can't decide it
    assert ids(house.steward) == []


def test_reports_go_to_moderators_where_no_steward_could_look(house):
    post = inside(house)
    Membership.objects.filter(persona_id=house.other_steward.persona_id).update(role="member")
    join(make_persona(kind="personal", account=house.author.account), house.space, role="steward")
    people.suspend(by=house.mod, handle="stew")
    assert report(house.reader, post).desk == "moderator"


def test_nobody_reports_what_another_of_her_personas_wrote(house):
    other = make_persona(kind="personal", account=house.author.account)
    with pytest.raises(NotHere):
        actions.report(by=viewer_of(other), kind="post", key=str(in_square(house.author).id), reason="law")

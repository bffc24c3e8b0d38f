"""The mark by which a page knows whether to ask for notices at all."""

import pytest

from bedside.areas.notify import actions
from bedside.areas.notify.models import Notice, NoticeKind
from bedside.areas.people.models import Persona
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db


def news_of(persona: Persona) -> bool:
    return Persona.objects.get(id=persona.id).news


def told(persona: Persona, cause: str = "one") -> None:
    actions.tell([persona.id], kind=NoticeKind.FOLLOW, actor_id=make_persona().id, cause=cause)


def test_a_notice_marks_its_owner_and_nobody_else() -> None:
    me, other = make_persona(), make_persona()
    told(me)
    assert (news_of(me), news_of(other)) == (True, False)


def test_reading_all_takes_the_mark_away() -> None:
    me = make_persona()
    told(me)
    actions.mark_read(by=viewer_of(me))
    assert not news_of(me)


def test_while_one_is_unread_the_mark_stays() -> None:
    me = make_persona()
    told(me)
    told(me, "two")
    actions.mark_read(by=viewer_of(me), ids=[Notice.objects.order_by("id")[0].id])
    assert news_of(me)


def test_a_page_says_that_something_is_new_until_it_is_read() -> None:
    me = make_persona()
    client = client_of(me)
    before = "new notices" in client.get("/").content.decode()
    told(me)
    during = "new notices" in client.get("/").content.decode()
    actions.mark_read(by=viewer_of(me))
    assert (before, during, "new notices" in client.get("/").content.decode()) == (False, True, False)

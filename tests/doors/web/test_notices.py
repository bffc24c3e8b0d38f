"""Notices in the browser."""

import pytest
from django.test import Client

from bedside.areas.notify.models import Notice, NoticeKind
from tests.areas.notify.test_listeners import make_post
from tests.areas.notify.test_queries import named, tell
from tests.doors.web.test_spaces import page
from tests.factories import client_of, join, make_persona, make_space

pytestmark = pytest.mark.django_db


def test_visitors_are_sent_to_sign_in() -> None:
    assert Client().get(page("notices")).headers["Location"].startswith(page("signin"))


def test_an_empty_list_says_what_will_come() -> None:
    assert b"No notices yet" in client_of(make_persona()).get(page("notices")).content


def test_a_notice_leads_to_its_post() -> None:
    me, (moss,) = make_persona(), named("Moss")
    post = make_post(moss)
    tell(me, NoticeKind.MENTION, moss, post_id=post.id)
    shown = client_of(me).get(page("notices")).content.decode()
    assert ("Moss named you in a post." in shown, page("post", post.id) in shown) == (True, True)


def test_who_asks_leads_to_those_who_wait() -> None:
    me, (moss,) = make_persona(), named("Moss")
    tell(me, NoticeKind.FOLLOW_ASKED, moss)
    assert page("contacts") + "?list=waiting" in client_of(me).get(page("notices")).content.decode()


def test_a_steward_is_led_to_the_requests() -> None:
    me, space, (moss,) = make_persona(), make_space(), named("Moss")
    join(me, space, role="steward")
    tell(me, NoticeKind.JOIN_ASKED, moss, space_id=space.id)
    assert page("space_requests", space.slug) in client_of(me).get(page("notices")).content.decode()


def test_pressing_marks_what_was_shown_as_read() -> None:
    me, (moss,) = make_persona(), named("Moss")
    tell(me, NoticeKind.FOLLOW, moss)
    newest = Notice.objects.get().id
    client_of(me).post(f"{page('notices_read')}?up_to={newest}")
    assert Notice.objects.get().read_at is not None


@pytest.mark.parametrize("up_to", ["", "x", "-1", "9" * 30])
def test_a_wrong_key_marks_nothing(up_to: str) -> None:
    me, (moss,) = make_persona(), named("Moss")
    tell(me, NoticeKind.FOLLOW, moss)
    answer = client_of(me).post(f"{page('notices_read')}?up_to={up_to}")
    assert (answer.status_code, Notice.objects.get().read_at) == (404, None)

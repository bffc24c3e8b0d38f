"""Cards that are drawn once and kept: what is kept must never show on a page where it does not belong."""

import re
from datetime import timedelta

import pytest
import time_machine

from bedside.areas.posts import actions
from bedside.areas.posts.words import Words
from bedside.doors.web import drawing
from bedside.kit.clock import now
from tests.areas.posts.writing import write
from tests.factories import client_of, follow, make_persona, viewer_of

pytestmark = pytest.mark.django_db
TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def cards_of(page: str) -> str:
    return page[page.index('<ol class="feed">') : page.index("</ol>")]


def drawn() -> int:
    return drawing._draw.cache_info().misses


def test_a_card_is_drawn_once_for_all_who_may_do_the_same_with_it() -> None:
    author, first, second = make_persona(), make_persona(), make_persona()
    follow(first, author)
    follow(second, author)
    write(author, "The platypus.")
    before = drawn()
    pages = [client_of(reader).get("/").content.decode() for reader in (first, second)]
    assert drawn() == before + 1
    assert all("The platypus." in page for page in pages)


def test_no_page_gets_the_tokens_of_another() -> None:
    me, author = make_persona(), make_persona()
    follow(me, author)
    write(author, "The platypus.")
    pages = [client_of(me).get("/").content.decode() for _ in range(2)]
    first, second = (set(TOKENS.findall(cards_of(page))) for page in pages)
    assert (bool(first), first & second) == (True, set())


def test_what_one_reader_pressed_shows_to_that_reader_only() -> None:
    author, first, second = make_persona(), make_persona(), make_persona()
    follow(first, author)
    follow(second, author)
    post = write(author, "The platypus.")
    actions.mark(by=viewer_of(first), post_id=post.id, kind="saved", on=True)
    pressed = [
        'aria-pressed="true"' in cards_of(client_of(reader).get("/").content.decode()) for reader in (first, second)
    ]
    assert pressed == [True, False]


def test_a_changed_post_is_drawn_anew() -> None:
    author = make_persona()
    post = write(author, "The platypus.")
    assert "The platypus." in client_of(author).get("/").content.decode()
    actions.edit(by=viewer_of(author), post_id=post.id, words=Words(text="The heron."))
    page = client_of(author).get("/").content.decode()
    assert ("The heron." in page, "The platypus." in page) == (True, False)


def test_the_time_in_words_goes_on() -> None:
    author = make_persona()
    write(author, "The platypus.")
    said = []
    for minutes in (0, 30):
        with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
            said.append("30 minutes ago" in client_of(author).get("/").content.decode())
    assert said == [False, True]


def test_the_buttons_come_back_to_the_page_they_stand_on_and_nothing_open_is_left() -> None:
    me, author = make_persona(), make_persona()
    follow(me, author)
    post = write(author, "The platypus.")
    page = cards_of(client_of(me).get('/?before=9000000000000000000&x="><b>').content.decode())
    assert f'value="/?before=9000000000000000000&amp;x=%22%3E%3Cb%3E#post-{post.id}"' in page
    assert not re.search(r"open-(token|here|when|place)-", page)


def test_quiet_and_ordinary_cards_are_kept_apart() -> None:
    me = make_persona()
    write(me, "The platypus.")
    client = client_of(me)
    before = drawn()
    client.get("/")
    client.cookies["bedside-theme"] = "quiet"
    client.get("/")
    assert drawn() == before + 2

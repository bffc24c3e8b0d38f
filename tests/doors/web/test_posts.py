"""Pages of posts: the thread, its history, the buttons under a post."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.posts import actions, queries
from bedside.areas.posts.models import Mark, Post
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import Space
from tests.areas.posts.writing import answer, poll, write
from tests.factories import block, client_of, join, make_account, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db

BUTTONS = {"post_help": "helped", "post_bookmark": "saved", "post_boost": "boosted"}


def page(name: str, post: Post) -> str:
    return reverse(name, args=[post.id])


def in_community() -> tuple[Post, Persona, Persona, Space]:
    """Return a post of a community, its author, its steward, and the community."""
    author, steward, space = make_persona(), make_persona(), make_space()
    join(author, space)
    join(steward, space, role="steward")
    return write(author, space=space), author, steward, space


class TestThread:
    def test_the_words_are_html_and_not_the_text_of_html(self) -> None:
        post = write(make_persona(), "One & two.\n\n<i>Three</i> #tea")
        shown = Client().get(page("post", post)).content.decode()
        assert "<p>One &amp; two.</p>" in shown
        assert '<a href="/tags/tea/">#tea</a>' in shown
        assert "&lt;i&gt;Three" in shown

    def test_replies_stand_under_what_they_answer(self) -> None:
        author = make_persona()
        post = write(author)
        one = answer(author, post)
        two = answer(author, post)
        under_one = answer(author, one)
        shown = Client().get(page("post", post)).content.decode()
        places = [shown.index(f'id="post-{each.id}"') for each in (post, one, under_one, two)]
        assert places == sorted(places)

    def test_opened_at_a_reply_it_shows_what_that_answers(self) -> None:
        author = make_persona()
        post = write(author)
        reply = answer(author, post)
        answer(author, post, "A sibling.")
        shown = Client().get(page("post", reply)).content.decode()
        assert shown.index(f'id="post-{post.id}"') < shown.index(f'id="post-{reply.id}"')
        assert "A sibling." not in shown

    def test_it_says_that_the_first_post_was_removed(self) -> None:
        author = make_persona()
        post = write(author, "The platypus.")
        one = answer(make_persona(), post, "First answer.")
        answer(make_persona(), post, "Second answer.")
        actions.delete(by=viewer_of(author), post_id=post.id)
        for opened in (post, one):
            shown = Client().get(page("post", opened)).content.decode()
            assert ("was removed" in shown, "platypus" in shown, "First answer." in shown) == (True, False, True)

    def test_a_hidden_reply_of_a_removed_thread_is_as_missing_as_any(self) -> None:
        me, author, hidden = make_persona(), make_persona(), make_persona()
        post = write(author)
        answer(make_persona(), post)
        reply = answer(hidden, post)
        block(hidden, me)
        actions.delete(by=viewer_of(author), post_id=post.id)
        client = client_of(me)
        assert [client.get(page("post", reply)).status_code, client.get(page("post", post)).status_code] == [404, 200]

    def test_a_very_deep_thread_can_be_read(self) -> None:
        authors = [make_persona() for _ in range(2)]  # one alone may write 30 an hour
        post = write(authors[0])
        deepest = post
        for n in range(30):
            deepest = answer(authors[n % 2], deepest, f"Reply {n}.")
        assert f'id="post-{deepest.id}"' in Client().get(page("post", post)).content.decode()

    @pytest.mark.asvs("8.2.2")
    @pytest.mark.parametrize("number", ["1", "0", "9" * 19, "9" * 60])
    def test_forbidden_and_nonexistent_are_the_same_page(self, number: str) -> None:
        post, *_ = in_community()
        client = Client()
        urls = (page("post", post), f"/posts/{number}/")
        answers = [client.get(url) for url in urls]
        bodies = {without_own_words(answered.content, url) for answered, url in zip(answers, urls, strict=True)}
        assert ([answered.status_code for answered in answers], len(bodies)) == ([404, 404], 1)

    def test_a_steward_an_audience_and_a_topic_are_told_in_words(self) -> None:
        _, _, steward, space = in_community()
        post = write(steward, kind="article", title="Sleeping", topic="sleep", space=space)
        shown = client_of(steward).get(page("post", post)).content.decode()
        assert all(words in shown for words in ("Steward", "Topic: sleep"))
        author = make_persona()
        narrow = write(author, audience="followers")
        assert "Followers only" in client_of(author).get(page("post", narrow)).content.decode()

    def test_a_clinicians_title_and_badge_are_shown(self) -> None:
        doctor = make_persona(kind="clinician", name="Mara Lind")
        make_credential(doctor)
        shown = Client().get(page("post", write(doctor))).content.decode()
        assert "Dr Mara Lind" in shown

    def test_a_report_is_offered_to_who_can_make_one(self) -> None:
        author = make_persona()
        post = write(author)
        shown = {
            who: browser.get(page("post", post)).content
            for who, browser in (
                ("reader", client_of(make_persona())),
                ("author", client_of(author)),
                ("visitor", Client()),
            )
        }
        assert {who for who, body in shown.items() if b"Report this post" in body} == {"reader"}

    def test_ids_are_there_once(self) -> None:
        author = make_persona()
        post = poll(author)
        answer(author, post)
        shown = client_of(make_persona()).get(page("post", post)).content.decode()
        ids = re.findall(r'\sid="([^"]+)"', shown)
        assert sorted(ids) == sorted(set(ids))


def without_own_words(body: bytes, url: str) -> bytes:
    """Return a page without its nonce, form token and own address."""
    return re.sub(rb'nonce="[^"]*"|value="[A-Za-z0-9]{64}"', b"", body).replace(url.encode(), b"")


class TestHistory:
    def test_it_shows_the_words_before_the_change(self) -> None:
        author = make_persona()
        post = write(author, "Old <words>.", kind="question", title="Old title")
        actions.edit(by=viewer_of(author), post_id=post.id, words=Words(text="New words.", title="New title"))
        shown = Client().get(page("post_history", post)).content.decode()
        assert all(words in shown for words in ("<p>Old &lt;words&gt;.</p>", "Old title", "<p>New words.</p>"))
        assert page("post_history", post) in Client().get(page("post", post)).content.decode()

    def test_who_may_not_read_the_post_gets_none(self) -> None:
        post, *_ = in_community()
        assert client_of(make_persona()).get(page("post_history", post)).status_code == 404


class TestButtons:
    @pytest.mark.parametrize(("name", "kind"), BUTTONS.items())
    def test_each_sets_its_mark_and_takes_it_back(self, name: str, kind: str) -> None:
        me, post = make_persona(), write(make_persona())
        client = client_of(me)
        client.post(page(name, post), {"on": "1"})
        client.post(page(name, post), {"on": "1"})
        marks = list(Mark.objects.values_list("kind", flat=True))
        client.post(page(name, post), {"on": "0"})
        assert (marks, Mark.objects.count()) == ([kind], 0)

    @pytest.mark.parametrize("name", BUTTONS)
    def test_htmx_gets_the_one_card_back(self, name: str) -> None:
        post = write(make_persona())
        answered = client_of(make_persona()).post(page(name, post), {"on": "1"}, HTTP_HX_REQUEST="true")
        assert answered.content.decode().lstrip().startswith(f'<article class="post" id="post-{post.id}"')
        assert 'aria-pressed="true"' in answered.content.decode()

    @pytest.mark.parametrize("name", BUTTONS)
    def test_the_page_itself_says_what_the_next_press_does(self, name: str) -> None:
        me, post = make_persona(), write(make_persona())
        client = client_of(me)
        client.post(page(name, post))
        shown = client.get(page("post", post)).content.decode()
        form = shown[shown.index(f'action="{page(name, post)}"') :]
        assert 'name="on" value="0"' in form[: form.index("</form>")]

    def test_a_long_article_stays_whole_on_its_own_page(self) -> None:
        post = write(make_persona(), "\n\n".join(["word " * 100] * 40), kind="article", title="Long")
        client, own = client_of(make_persona()), f"http://testserver{page('post', post)}"
        whole = client.post(page("post_help", post), HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL=own).content
        listed = client.post(page("post_help", post), HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="/square/").content
        assert (b"Read the rest" in whole, b"Read the rest" in listed) == (False, True)

    @pytest.mark.parametrize(
        ("wanted", "back"),
        [
            ("/square/?before=5#post-1", "/square/?before=5#post-1"),
            ("https://evil.example/", None),
            ("//evil.example/", None),
            ("/\\evil.example", None),
            ("", None),
        ],
    )
    def test_one_comes_back_to_a_page_of_this_site_only(self, wanted: str, back: str | None) -> None:
        post = write(make_persona())
        answered = client_of(make_persona()).post(page("post_help", post), {"on": "1", "next": wanted})
        assert answered.headers["Location"] == (back or page("post", post))

    @pytest.mark.parametrize("name", [*BUTTONS, "post_vote", "post_delete", "post_pin", "post_remove"])
    def test_visitors_are_sent_to_sign_in_and_nothing_happens(self, name: str) -> None:
        post = write(make_persona())
        answered = Client().post(page(name, post), {"on": "1", "sure": "1"})
        assert answered.headers["Location"].startswith(reverse("signin"))
        assert (Mark.objects.count(), Post.objects.count()) == (0, 1)

    @pytest.mark.parametrize("name", [*BUTTONS, "post_vote", "post_delete", "post_pin", "post_remove"])
    def test_on_a_post_one_cannot_read_there_is_nothing(self, name: str) -> None:
        post, *_ = in_community()
        assert client_of(make_persona()).post(page(name, post), {"on": "1", "option": "1"}).status_code == 404

    @pytest.mark.asvs("3.5.3")
    @pytest.mark.parametrize("name", [*BUTTONS, "post_vote", "post_pin"])
    def test_they_are_pressed_never_opened(self, name: str) -> None:
        assert client_of(make_persona()).get(page(name, write(make_persona()))).status_code == 405

    def test_a_community_post_offers_no_passing_on(self) -> None:
        post, _, steward, _ = in_community()
        assert b"Pass on" not in client_of(steward).get(page("post", post)).content

    def test_an_unconfirmed_persona_is_offered_no_buttons(self) -> None:
        me = make_persona(account=make_account(confirmed=False))
        shown = client_of(me).get(page("post", write(make_persona()))).content
        assert (b"Helped me" in shown, b"Save for me" in shown) == (False, False)

    def test_how_many_it_helped_is_told_without_a_number_below_11(self) -> None:
        post = write(make_persona())
        for _ in range(3):
            actions.mark(by=viewer_of(make_persona()), post_id=post.id, kind="helped", on=True)
        assert b"This helped some people." in Client().get(page("post", post)).content


class TestPolls:
    def test_my_answer_is_marked_after_giving_it(self) -> None:
        me, post = make_persona(), poll(make_persona())
        seen = queries.seen(viewer_of(me), post.id).poll
        assert seen is not None
        client = client_of(me)
        before = client.get(page("post", post)).content
        client.post(page("post_vote", post), {"option": seen.options[0].id})
        after = client.get(page("post", post)).content
        assert (b"your answer" in before.lower(), b"(your answer)" in after, b"Give my answer" in after) == (
            True,
            True,
            False,
        )

    @pytest.mark.parametrize(("option", "status"), [(None, 422), ("", 404), ("x", 404), ("1", 404), ("9" * 30, 404)])
    def test_an_odd_answer_is_told(self, option: str | None, status: int) -> None:
        post = poll(make_persona())
        fields = {} if option is None else {"option": option}
        assert client_of(make_persona()).post(page("post_vote", post), fields).status_code == status


class TestDelete:
    def test_it_asks_first(self) -> None:
        author = make_persona()
        post = write(author)
        client = client_of(author)
        asked = client.get(page("post_delete", post))
        assert (asked.status_code, Post.objects.count()) == (200, 1)
        assert client.post(page("post_delete", post), {"sure": "1"}).status_code == 302
        assert not Post.objects.exists()

    def test_after_deleting_a_reply_one_is_back_in_the_thread(self) -> None:
        me = make_persona()
        post = write(make_persona())
        reply = answer(me, post)
        assert client_of(me).post(page("post_delete", reply)).headers["Location"] == page("post", post)

    def test_after_the_last_reply_of_a_removed_thread_one_is_at_home(self) -> None:
        me, author = make_persona(), make_persona()
        post = write(author)
        reply = answer(me, post)
        actions.delete(by=viewer_of(author), post_id=post.id)
        assert client_of(me).post(page("post_delete", reply)).headers["Location"] == reverse("home")


class TestStewards:
    def test_they_are_offered_pinning_and_removing_and_members_are_not(self) -> None:
        post, author, steward, _ = in_community()
        offered = {}
        for persona in (author, steward):
            shown = client_of(persona).get(page("post", post)).content.decode()
            offered[persona.id] = (page("post_pin", post) in shown, page("post_remove", post) in shown)
        assert offered == {author.id: (False, False), steward.id: (True, True)}

    def test_removing_asks_for_a_reason_first(self) -> None:
        post, _, steward, space = in_community()
        client = client_of(steward)
        assert b'name="reason"' in client.get(page("post_remove", post)).content
        done = client.post(page("post_remove", post), {"reason": "spam"})
        assert (done.headers["Location"], Post.objects.count()) == (reverse("space", args=[space.slug]), 0)

    def test_a_pinned_post_is_on_top_of_its_space_once(self) -> None:
        post, author, steward, space = in_community()
        write(author, "Newer.", space=space)
        client_of(steward).post(page("post_pin", post), {"on": "1"})
        shown = client_of(author).get(reverse("space", args=[space.slug])).content.decode()
        assert (shown.count(f'id="post-{post.id}"'), "Pinned by the stewards" in shown) == (1, True)

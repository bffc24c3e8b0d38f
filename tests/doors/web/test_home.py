"""Home, square, hashtags, saved posts and search as pages."""

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.posts import actions
from tests.areas.posts.writing import write
from tests.factories import block, client_of, follow, join, make_account, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


class TestHome:
    def test_a_visitor_gets_the_front_page(self) -> None:
        assert Client().get("/").status_code == 200

    def test_it_shows_what_is_followed_and_ends(self) -> None:
        me, other = make_persona(), make_persona()
        follow(me, other)
        write(other, "The platypus.")
        shown = client_of(me).get("/").content.decode()
        assert ("The platypus." in shown, "You are caught up" in shown) == (True, True)

    def test_the_next_page_goes_on_where_this_one_ends(self) -> None:
        me = make_persona()
        for n in range(21):
            write(me, f"Post number {n:02}.")
        client = client_of(me)
        first = client.get("/")
        second = client.get(first.context["pager"]["next_url"]).content.decode()
        assert ("number 01" in first.content.decode(), "number 00" in second, "number 01" in second) == (
            True,
            True,
            False,
        )
        assert "Back to the newest" in second

    def test_it_lists_my_spaces_and_hashtags(self) -> None:
        me, space = make_persona(), make_space(name="Pacing")
        join(me, space)
        actions.follow_tag(by=viewer_of(me), tag="tea")
        shown = client_of(me).get("/").content.decode()
        assert (reverse("space", args=[space.slug]) in shown, reverse("tag", args=["tea"]) in shown) == (True, True)

    def test_an_empty_home_says_what_to_do(self) -> None:
        assert b"Nothing here yet" in client_of(make_persona()).get("/").content

    def test_an_unconfirmed_persona_is_asked_to_confirm(self) -> None:
        me = make_persona(account=make_account(confirmed=False))
        shown = client_of(me).get("/").content.decode()
        assert (reverse("confirm_mail") in shown, reverse("compose_where") in shown) == (True, False)

    @pytest.mark.parametrize("url", ["/", "/square/", "/tags/tea/", "/saved/", "/search/?q=tea"])
    @pytest.mark.parametrize(
        ("before", "status"),
        [
            ("1000000", 200),
            ("0", 200),
            (str(2**63 - 1), 200),
            (str(2**63), 404),
            ("9" * 5_000, 404),
            ("0" * 5_000, 404),
            ("-1", 404),
            ("x", 404),
            ("", 404),
            ("²", 404),
        ],
    )
    def test_where_a_page_can_begin(self, url: str, before: str, status: int) -> None:
        page = client_of(make_persona()).get(url, {"q": "tea", "before": before} if "q=" in url else {"before": before})
        assert page.status_code == status


class TestSquareAndHashtags:
    def test_anybody_reads_the_square(self) -> None:
        write(make_persona(), "The platypus.")
        assert b"The platypus." in Client().get("/square/").content

    def test_a_hashtag_can_be_followed_and_left_again(self) -> None:
        client = client_of(make_persona())
        assert b"Follow #tea" in client.get("/tags/tea/").content
        client.post("/tags/tea/follow/")
        assert b"Stop following #Tea" in client.get("/tags/Tea/").content
        client.post("/tags/tea/follow/")
        assert b"Follow #tea" in client.get("/tags/tea/").content

    def test_a_hashtag_of_closed_spaces_looks_like_one_nobody_used(self) -> None:
        member, space = make_persona(), make_space()
        join(member, space)
        write(member, "#tea", space=space)
        client = Client()
        used, unused = (client.get(f"/tags/{name}/").content.replace(name.encode(), b"") for name in ("tea", "xxx"))
        assert (b"No public post has this hashtag." in used, len(used)) == (True, len(unused))

    @pytest.mark.parametrize("name", ["x" * 61, "x" * 3_000, "%20", "日本語", "<b>"])
    def test_odd_hashtags_are_no_fault(self, name: str) -> None:
        client = client_of(make_persona())
        assert client.get(reverse("tag", args=[name])).status_code == 200
        assert client.post(reverse("tag_follow", args=[name])).status_code in (302, 422)

    def test_saved_posts_are_mine(self) -> None:
        me, post = make_persona(), write(make_persona(), "The platypus.")
        actions.mark(by=viewer_of(me), post_id=post.id, kind="saved", on=True)
        pages = [client_of(persona).get("/saved/").content for persona in (me, make_persona())]
        assert [b"The platypus." in page for page in pages] == [True, False]


class TestSearch:
    @pytest.mark.parametrize("kind", ["posts", "people", "spaces", "tags"])
    def test_each_kind_has_its_tab(self, kind: str) -> None:
        write(make_persona(name="Quiet Platypus"), "a platypus #platypus")
        make_space(name="Platypus friends")
        shown = Client().get("/search/", {"q": "platypus", "in": kind}).content.decode()
        tab = shown[shown.index(f'href="/search/?q=platypus&amp;in={kind}"') :]
        assert 'aria-current="page"' in tab[: tab.index("</a>")]
        assert "Nothing found" not in shown

    def test_a_blocked_person_is_not_found(self) -> None:
        me, other = make_persona(), make_persona(name="Quiet Platypus")
        block(other, me)
        assert b"Nothing found" in client_of(me).get("/search/", {"q": "platypus", "in": "people"}).content

    def test_a_closed_post_is_not_found(self) -> None:
        member, space = make_persona(), make_space()
        join(member, space)
        write(member, "a platypus", space=space)
        found = [b"a platypus" in client_of(who).get("/search/?q=platypus").content for who in (member, make_persona())]
        assert found == [True, False]

    @pytest.mark.parametrize("words", ["'", "%", "<script>", "x" * 5_000, "\u202e", "🐢🐢"])
    @pytest.mark.parametrize("kind", ["posts", "people", "spaces", "tags", "nothing"])
    def test_odd_words_are_no_fault(self, words: str, kind: str) -> None:
        assert Client().get("/search/", {"q": words, "in": kind}).status_code == 200

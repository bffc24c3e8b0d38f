"""Reports through the pages: without a script, with words that help, and nothing of it for who has no desk."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.moderation.models import Act, Appeal, Case, Report
from bedside.areas.people.models import Persona
from bedside.areas.posts.models import Post
from tests.areas.moderation.house import settle
from tests.areas.posts.writing import write
from tests.factories import client_of, join, make_persona, make_space, make_staff

pytestmark = pytest.mark.django_db
TEXT = "Stop your insulin, tea is enough for everybody who tries."


@pytest.fixture
def author() -> Persona:
    return make_persona(handle="ada")


@pytest.fixture
def post(author: Persona) -> Post:
    return write(author, TEXT)


@pytest.fixture
def reader() -> Client:
    return client_of(make_persona(handle="quokka"))


@pytest.fixture
def mod() -> Client:
    return client_of(make_staff("moderator", "mod"))


@pytest.fixture
def second() -> Client:
    return client_of(make_staff("moderator", "mod2"))


def words_of(answer: object) -> str:
    """Return a page without its tags, in one line."""
    body = answer.content.decode()  # type: ignore[attr-defined]  # an answer of the test client
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def reported(reader: Client, post: Post, reason: str = "harms") -> Case:
    done = reader.post(f"/posts/{post.id}/report/", {"reason": reason, "words": "Somebody could come to harm."})
    settle()
    assert done.status_code == 200
    return Case.objects.get(subject_id=post.id, state="open")


def decided(mod: Client, case: Case, **form: str) -> Act:
    mod.post(f"/queue/{case.id}/", {"do": "claim"})
    answer = mod.post(
        f"/queue/{case.id}/", {"act": "hide", "reason": "harms", "days": "", "words": "Say where it is from."} | form
    )
    assert answer.status_code == 302
    return Act.objects.get(case_id=case.id)


class TestReporting:
    def test_every_post_of_others_has_the_way_to_report_it(self, reader, post):
        assert f"/posts/{post.id}/report/" in reader.get(f"/posts/{post.id}/").content.decode()
        page = reader.get(f"/posts/{post.id}/report/")
        assert TEXT in words_of(page)
        assert page.content.index(b"Is somebody in danger?") < page.content.index(b"It could harm")

    def test_ones_own_post_has_none(self, author, post):
        mine = client_of(author)
        assert "/report/" not in mine.get(f"/posts/{post.id}/").content.decode()
        assert mine.get(f"/posts/{post.id}/report/").status_code == 404

    def test_a_report_says_what_happens_now_and_offers_to_block(self, reader, post):
        done = reader.post(f"/posts/{post.id}/report/", {"reason": "unkind", "words": ""})
        assert "Nobody is told that it was you." in words_of(done)
        assert b'action="/@ada/block/"' in done.content
        assert "Somebody of this site looks at it soon." in words_of(reader.get("/reports/"))

    def test_a_form_without_an_answer_keeps_what_was_typed(self, reader, post):
        again = reader.post(f"/posts/{post.id}/report/", {"words": "I typed this."})
        assert again.status_code == 422
        assert "I typed this." in again.content.decode()
        assert not Report.objects.exists()

    def test_a_page_and_a_space_can_be_reported_too(self, reader, author):
        space = make_space(slug="mornings")
        for address in ("/@ada/report/", "/spaces/mornings/report/"):
            assert reader.get(address).status_code == 200
            assert reader.post(address, {"reason": "law", "words": ""}).status_code == 200
        assert set(Case.objects.values_list("kind", "subject_id")) == {("persona", author.id), ("space", space.id)}


class TestTheDesk:
    @pytest.mark.row("B30")
    def test_a_case_goes_from_the_queue_to_the_author_and_back(self, reader, mod, second, author, post):
        case = reported(reader, post)
        assert "It could harm somebody" in words_of(mod.get("/queue/"))
        assert TEXT not in words_of(mod.get(f"/queue/{case.id}/"))
        act = decided(mod, case)
        for who in (reader, Client()):
            page = who.get(f"/posts/{post.id}/").content.decode()
            assert "Folded by the moderators:" in page
            assert page.index("Folded by the moderators:") < page.index(TEXT)
        mine = client_of(author)
        told = words_of(mine.get(f"/reports/decisions/{act.id}/"))
        assert "Say where it is from." in told
        assert "Ask for a second look" in told
        assert mine.post(f"/reports/decisions/{act.id}/", {"words": "My doctor said so."}).status_code == 302
        assert mod.get(f"/queue/second/{act.id}/").status_code == 404
        assert "My doctor said so." in words_of(second.get(f"/queue/second/{act.id}/"))
        second.post(f"/queue/second/{act.id}/", {"answer": "overturn", "words": "You are right."})
        assert "You are right." in words_of(mine.get(f"/reports/decisions/{act.id}/"))
        assert "Folded by the moderators" not in reader.get(f"/posts/{post.id}/").content.decode()
        assert Appeal.objects.get().upheld is False

    @pytest.mark.row("B30")
    def test_a_held_post_tells_its_author_and_is_nowhere_for_others(self, reader, mod, author, post):
        decided(mod, reported(reader, post), act="hold", days="7")
        assert "Only you see this until" in words_of(client_of(author).get(f"/posts/{post.id}/"))
        assert reader.get(f"/posts/{post.id}/").status_code == 404
        assert TEXT not in words_of(reader.get("/square/"))

    @pytest.mark.row("B30")
    def test_a_label_stands_before_the_words(self, reader, mod, post):
        decided(mod, reported(reader, post), act="label")
        page = words_of(reader.get(f"/posts/{post.id}/"))
        assert page.index("The moderators say:") < page.index(TEXT)

    def test_what_is_missing_is_said_beside_its_field(self, reader, mod, post):
        case = reported(reader, post)
        mod.post(f"/queue/{case.id}/", {"do": "claim"})
        for form, said in (
            ({}, "Choose one: What do you do."),
            ({"act": "hide"}, "Choose the reason that the author reads."),
            ({"act": "hold", "reason": "spam"}, "Choose for how many days."),
        ):
            again = mod.post(f"/queue/{case.id}/", form)
            assert again.status_code == 422
            assert said in words_of(again)
        assert not Act.objects.exists()

    def test_a_decision_can_be_taken_back_on_its_page(self, reader, mod, second, post):
        case = reported(reader, post)
        decided(mod, case)
        assert "Take it back" in words_of(second.get(f"/queue/{case.id}/"))
        second.post(f"/queue/{case.id}/", {"do": "lift"})
        assert Post.objects.get(id=post.id).folded == ""

    def test_two_at_once_are_told_that_somebody_else_has_it(self, reader, mod, second, post):
        case = reported(reader, post)
        mod.post(f"/queue/{case.id}/", {"do": "claim"})
        assert second.post(f"/queue/{case.id}/", {"do": "claim"}).status_code in (403, 409, 422)
        assert "Somebody else works on this." in words_of(second.get(f"/queue/{case.id}/"))

    def test_for_members_there_is_no_desk(self, reader, post):
        case = reported(reader, post)
        for address in ("/queue/", f"/queue/{case.id}/", "/queue/alike/", "/queue/second/", "/queue/undo/7/"):
            assert reader.get(address).status_code == 404

    def test_a_steward_finds_the_own_space_alone(self, reader, post):
        reported(reader, post)
        steward, member, writer, space = (
            make_persona(),
            make_persona(),
            make_persona(),
            make_space(name="Grey mornings"),
        )
        for persona, role in ((steward, "steward"), (member, "member"), (writer, "member")):
            join(persona, space, role=role)
        inside = write(writer, "Tea is enough in here, too.", space=space)
        client_of(member).post(f"/posts/{inside.id}/report/", {"reason": "spam", "words": ""})
        settle()
        desk = words_of(client_of(steward).get("/queue/"))
        assert "1 report waits." in desk
        assert "Grey mornings" in desk
        assert "harm" not in desk


class TestAFlood:
    def test_one_press_on_all_of_them_and_back(self, reader, mod):
        made = [
            write(make_persona(), f"Our herbal tea took away my pain in {n} days, order it at half the price")
            for n in range(3)
        ]
        for post in made:
            reported(reader, post, "spam")
        (link,) = re.findall(r"/queue/alike/\d+/", mod.get("/queue/alike/").content.decode())
        page = mod.get(link)
        assert "Do this to all 3" in words_of(page)
        form = {"seen": "3", "act": "hold", "reason": "spam", "days": "7", "words": "", "limit": "on"}
        done = mod.post(link, form)
        assert reader.get(f"/posts/{made[0].id}/").status_code == 404
        assert "6 acts in one press." in words_of(mod.get(done.url))
        mod.post(done.url)
        assert reader.get(f"/posts/{made[0].id}/").status_code == 200


def test_the_public_page_shows_rounded_figures_and_no_small_one():
    page = words_of(Client().get("/transparency/"))
    assert "not told" in page
    assert "Moderation in figures" in page


def test_a_moderator_without_a_second_lock_is_asked_for_one_first():
    persona = make_staff("moderator", "mod")
    persona.account.authenticator_set.all().delete()
    answer = client_of(persona).get("/queue/")
    assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))


def test_a_steward_sets_the_pace():
    steward, space = make_persona(), make_space(slug="slowly")
    join(steward, space, role="steward")
    browser = client_of(steward)
    assert browser.post("/spaces/slowly/pace/", {"pace": "300"}).status_code == 302
    space.refresh_from_db()
    assert space.pace == 300
    assert browser.post("/spaces/slowly/pace/", {"pace": "7"}).status_code == 422


def test_a_report_sent_by_mistake_is_taken_back_by_one_press(post: Post) -> None:
    me = make_persona(handle="quokka")
    client = client_of(me)
    page = client.post(reverse("post_report", args=[post.id]), {"reason": "unkind", "words": ""})
    undo = reverse("report_undo", args=[Report.objects.get().id])
    assert undo in page.content.decode()
    other = client_of(make_persona())
    assert other.post(undo).status_code == 404
    assert "It is as if you had reported nothing." in words_of(client.post(undo, follow=True))
    assert not Case.objects.exists()
    assert client.post(undo).status_code == 404


def test_a_report_that_a_moderator_has_taken_says_so(post: Post, mod: Client) -> None:
    client = client_of(make_persona(handle="quokka"))
    client.post(reverse("post_report", args=[post.id]), {"reason": "unkind", "words": ""})
    settle()
    mod.post(reverse("queue_case", args=[Case.objects.get().id]), {"do": "claim"})
    answer = client.post(reverse("report_undo", args=[Report.objects.get().id]), follow=True)
    assert "It is with the moderators now." in words_of(answer)
    assert Report.objects.count() == 1

"""The pages of emergencies, the line on every page while one is open, and what a member is shown of looks at hers."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bedside.areas.audit.models import AuditEntry
from bedside.areas.moderation import queries
from bedside.areas.moderation.models import EmergencyAccess
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions as posts
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.clock import now
from bedside.kit.outbox.actions import deliver_now
from tests.factories import client_of, join, make_persona, make_space, make_staff, viewer_of

pytestmark = pytest.mark.django_db
ASK = {"handle": "@ada", "reason": "child", "words": "He wrote it at noon."}
OPEN = "Emergency access is open."


def staff(role: str, handle: str) -> Client:
    return client_of(make_staff(role, handle))


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada")


@pytest.fixture
def post(ada: Persona) -> int:
    words = Words(text="Nobody must know <b>this</b>.", kind="poll", options=("Stay", "Go"))
    closed = make_space(kind="community", name="Closed corner", by_invitation=True)
    join(ada, closed)
    return posts.publish(by=viewer_of(ada), words=words, space_id=closed.id).id


@pytest.fixture
def lead(ada: Persona) -> Client:
    return staff("safety_lead", "linden")


@pytest.fixture
def admin(ada: Persona) -> Client:
    return staff("administrator", "ida")


def again(handle: str) -> Client:
    """Log in anew: what staff leave unused for a quarter of an hour has ended."""
    return client_of(Persona.objects.get(handle=handle))


def asked(by: Client) -> int:
    assert by.post(reverse("emergency_ask"), ASK).status_code == 302
    return EmergencyAccess.objects.latest("id").id


def opened(lead: Client, admin: Client) -> int:
    access = asked(lead)
    assert admin.post(reverse("emergency_answer", args=[access])).status_code == 302
    return access


def text_of(client: Client, route: str, *args: int) -> str:
    answer = client.get(reverse(route, args=args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_from_asking_to_review(lead: Client, admin: Client, ada: Persona, post: int) -> None:
    access = asked(lead)
    assert "Waits for a second person" in text_of(lead, "emergency")
    assert "He wrote it at noon." in text_of(admin, "emergency_answer", access)
    admin.post(reverse("emergency_answer", args=[access]))
    listed = text_of(lead, "emergency_read", access)
    assert "Closed corner" in listed
    assert "Nobody must know" not in listed
    read = text_of(lead, "emergency_post", access, post)
    assert "Nobody must know &lt;b&gt;this&lt;/b&gt;." in read
    assert "<li>Stay</li>" in read
    deliver_now()
    member = client_of(ada)
    assert reverse("looks") in text_of(member, "notices")
    looks = text_of(member, "looks")
    assert "The safety lead of this site, @linden" in looks
    assert "a child may be in danger" in looks
    assert "He wrote it at noon." not in looks
    with time_machine.travel(now() + timedelta(days=8)):
        lead, admin = again("linden"), again("ida")
        assert "Overdue since" in text_of(admin, "emergency")
        assert "A post" in text_of(admin, "emergency_review", access)
        form = {"justified": "no", "words": "A call would have done."}
        assert admin.post(reverse("emergency_review", args=[access]), form).status_code == 302
        assert "Over and reviewed" in text_of(lead, "emergency")


def test_every_page_says_that_an_access_is_open_until_it_is_over(lead: Client, admin: Client, post: int) -> None:
    pages = ("home", "settings", "square", "emergency")
    assert [page for page in pages if OPEN in text_of(lead, page)] == []
    opened(lead, admin)
    assert [page for page in pages if OPEN in text_of(lead, page)] == list(pages)
    assert [page for page in pages if OPEN in text_of(admin, page)] == []
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert [page for page in pages if OPEN in text_of(again("linden"), page)] == []


def test_a_page_of_a_member_asks_nothing_about_emergencies(ada: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "open_accesses", None)
    assert client_of(ada).get(reverse("settings")).status_code == 200


def test_no_goes_back_and_opens_nothing(lead: Client, admin: Client, post: int) -> None:
    access = asked(lead)
    assert admin.post(reverse("emergency_answer", args=[access]) + "?do=decline").status_code == 302
    assert "The second person said no" in text_of(lead, "emergency")
    assert lead.get(reverse("emergency_read", args=[access])).status_code == 404


def test_only_the_safety_lead_is_offered_to_tell_later(lead: Client, admin: Client) -> None:
    assert "delay_days" in text_of(lead, "emergency_answer", asked(admin))
    assert "delay_days" not in text_of(admin, "emergency_answer", asked(lead))


def test_a_delay_without_a_reason_comes_back_with_words(lead: Client, admin: Client) -> None:
    answer = lead.post(reverse("emergency_answer", args=[asked(admin)]), {"delay_days": "3", "delay_words": " "})
    assert answer.status_code == 422
    assert "Say why, in a few words." in answer.content.decode()


@pytest.mark.parametrize("change", [{"handle": "nobody"}, {"reason": "x"}, {"words": ""}, {"handle": "\x00"}])
def test_what_does_not_fit_comes_back(lead: Client, change: dict[str, str]) -> None:
    assert lead.post(reverse("emergency_ask"), ASK | change).status_code == 422
    assert not EmergencyAccess.objects.exists()


def test_an_access_of_others_is_as_one_that_is_not_there(lead: Client, admin: Client, post: int) -> None:
    access = opened(lead, admin)
    other = staff("administrator", "oak")
    for route, args in (
        ("emergency_read", ()),
        ("emergency_answer", ()),
        ("emergency_review", ()),
        ("emergency_post", (post,)),
    ):
        there = other.get(reverse(route, args=[access, *args]))
        nowhere = other.get(reverse(route, args=[404404404, *args]))
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert strip(there.content) == strip(nowhere.content)


def strip(body: bytes) -> bytes:
    """Return a page without its tokens and its own address."""
    lines = [line for line in body.split(b"<") if b"csrfmiddlewaretoken" not in line and b"nonce" not in line]
    return b"<".join(line for line in lines if b'name="next"' not in line)


def test_a_steward_who_reads_a_request_is_seen_by_who_asked(ada: Persona) -> None:
    space = make_space(kind="community", slug="me", name="ME group")
    steward = make_persona(handle="heron")
    join(steward, space, role="steward")
    join(ada, space, state="asked")
    assert "Nothing to show" in text_of(client_of(ada), "looks")
    client_of(steward).get(reverse("space_requests", args=["me"]))
    looks = text_of(client_of(ada), "looks")
    assert "Your request to join ME group" in looks
    assert "A steward of the space" in looks
    assert "heron" not in looks


def test_who_is_kept_out_does_not_see_that_a_steward_read_so(ada: Persona) -> None:
    space = make_space(kind="community", slug="me")
    steward = make_persona(handle="heron")
    join(steward, space, role="steward")
    join(ada, space, state="banned")
    client_of(steward).get(reverse("space_ban", args=["me"]))
    entry = AuditEntry.objects.get(action="look.banned")
    assert (entry.actor_id, entry.subject_id, entry.detail) == (steward.id, None, {"shown": 1})
    assert "Nothing to show" in text_of(client_of(ada), "looks")


def test_looks_at_another_account_are_not_shown_and_those_at_each_own_persona_are(ada: Persona) -> None:
    space = make_space(kind="community", slug="me")
    steward, other = make_persona(handle="heron"), make_persona(handle="ada_two", account=ada.account)
    join(steward, space, role="steward")
    for who in (ada, other):
        join(who, space, state="asked")
    client_of(steward).get(reverse("space_requests", args=["me"]))
    assert text_of(client_of(ada), "looks").count("Your request to join") == 2
    assert "Nothing to show" in text_of(client_of(make_persona()), "looks")


def test_looks_come_in_pages(ada: Persona) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(
            action="look.join_request",
            role="steward",
            actor_id=1,
            subject_id=ada.id,
            purpose="moderation",
            outcome="allow",
        )
        for _ in range(21)
    )
    client = client_of(ada)
    first = client.get(reverse("looks")).content.decode()
    assert first.count("Your request to join") == 20
    before = queries.looks_at_mine(viewer_of(ada)).next_before
    assert f"?before={before}" in first
    rest = client.get(reverse("looks") + f"?before={before}").content.decode()
    assert rest.count("Your request to join") == 1


class TestRefusals:
    @pytest.mark.asvs("16.3.2")
    def test_what_staff_may_not_read_is_logged(self, ada: Persona, post: int) -> None:
        moderator = staff("moderator", "mod")
        assert moderator.get(reverse("post", args=[post])).status_code == 404
        entry = AuditEntry.objects.get(action="refused")
        assert (entry.object_kind, entry.object_id, entry.outcome, entry.role) == ("post", post, "deny", "moderator")
        assert entry.request_id is not None

    @pytest.mark.asvs("16.3.2")
    def test_what_staff_may_not_open_is_logged(self) -> None:
        assert staff("moderator", "mod").get(reverse("staff_roles")).status_code == 404
        assert AuditEntry.objects.filter(action="refused", object_kind="staff_roles", outcome="deny").exists()

    def test_an_id_that_no_column_holds_is_no_fault(self) -> None:
        assert staff("moderator", "mod").get("/posts/99999999999999999999999/").status_code == 404

    def test_members_go_where_they_go_unlogged(self, ada: Persona) -> None:
        other = viewer_of(make_persona())
        theirs = posts.publish(by=other, words=Words(text="Hi."), space_id=SQUARE_ID, audience="mentioned").id
        client_of(ada).get(reverse("post", args=[theirs]))
        assert not AuditEntry.objects.filter(action="refused").exists()

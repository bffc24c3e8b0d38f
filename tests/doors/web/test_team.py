"""The team's pages over HTTP: working through the inbox, two people at once, sensitive threads, the team's own page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.audit.models import AuditEntry
from bedside.areas.messaging.models import Message, Seen, Thread
from bedside.areas.practice.models import Practice
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from tests.areas.messaging.making import (
    add_message,
    make_channel,
    make_colleague,
    make_practice,
    make_thread,
    plant_everything,
    put_on_team,
)
from tests.factories import client_of, join, make_persona, make_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Practice:
    return make_practice(slug="elm")


def nurse_of(practice: Practice) -> Client:
    return client_of(make_colleague(practice, name="Nurse A"))


def act(client: Client, thread: Thread, verb: str, **fields: object):  # type: ignore[no-untyped-def]
    return client.post(reverse("team_act", args=[thread.id, verb]), fields)


def text_of(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_somebody_on_one_team_comes_straight_to_its_inbox(practice: Practice) -> None:
    client = nurse_of(practice)
    assert client.get(reverse("teams")).url == reverse("team", args=["elm"])
    assert client_of(make_persona()).get(reverse("teams")).status_code == 404


def test_somebody_on_two_teams_comes_to_the_first_by_name_and_sees_the_other(practice: Practice) -> None:
    both, other = make_colleague(practice), make_practice(slug="oak", name="Birch Lane Practice")
    put_on_team(both, other)
    client = client_of(both)
    assert client.get(reverse("teams")).url == reverse("team", args=["oak"])
    assert reverse("team", args=["elm"]) in text_of(client, "team", "oak")


def test_the_inbox_shows_what_waits_and_opens_nothing(practice: Practice) -> None:
    channel = make_channel(practice, make_persona(name="Juniper"))
    make_thread(channel, subject="Driving", due_at=now() + timedelta(days=2))
    make_thread(channel, subject="Closed away", sensitive=True)
    page = text_of(nurse_of(practice), "team", "elm")
    assert "Driving" in page
    assert "Juniper" in page
    assert "Can I drive?" not in page
    assert "Closed away" not in page
    assert not Seen.objects.exists()


def test_taking_from_the_list_comes_back_to_the_list_and_goes_nowhere_else(practice: Practice) -> None:
    client, thread = nurse_of(practice), make_thread(make_channel(practice))
    back = reverse("team", args=["elm"]) + "?shelf=unassigned"
    assert act(client, thread, "take", back=back).url == back
    for evil in ("//evil.example", "/team//evil.example", "https://evil.example/team/"):
        assert act(client, thread, "take", back=evil).url == reverse("team_thread", args=[thread.id])


@pytest.mark.row("B58")
def test_an_answer_is_written_read_again_and_sent(practice: Practice) -> None:
    client, thread = nurse_of(practice), make_thread(make_channel(practice))
    page = text_of(client, "team_thread", thread.id)
    assert "Can I drive?" in page
    sent = act(client, thread, "answer", words="Yes, you can.", key=new_id(), seen=thread.last_message_id)
    assert sent.status_code == 302
    assert "Yes, you can." in text_of(client, "team_thread", thread.id)


def test_an_answer_takes_one_reply_within_a_time_until_the_team_lifts_it(practice: Practice) -> None:
    patient = make_persona()
    client, thread = nurse_of(practice), make_thread(make_channel(practice, patient))
    act(client, thread, "answer", words="Yes.", key=new_id(), seen=thread.last_message_id, window="4")
    thread.refresh_from_db()
    assert thread.reply_until_at is not None
    assert timedelta(hours=3, minutes=59) < thread.reply_until_at - now() <= timedelta(hours=4)
    assert "You can write back here once, until" in text_of(client_of(patient), "channel_thread", thread.id)
    assert "Once, until" in text_of(client, "team_thread", thread.id)
    assert act(client, thread, "anytime").status_code == 302
    assert "You can write back here once" not in text_of(client_of(patient), "channel_thread", thread.id)
    assert AuditEntry.objects.filter(action="thread.window_lifted").exists()


@pytest.mark.parametrize(("reason", "window"), [("question", "3"), ("worse_today", "4")])
def test_no_window_that_is_not_offered_and_none_in_an_urgent_thread(
    practice: Practice, reason: str, window: str
) -> None:
    client, thread = nurse_of(practice), make_thread(make_channel(practice), reason=reason)
    act(client, thread, "answer", words="Yes.", key=new_id(), seen=thread.last_message_id, window=window)
    thread.refresh_from_db()
    assert thread.reply_until_at is None
    if reason == "worse_today":
        assert "When may they write back?" not in text_of(client, "team_thread", thread.id)


def test_the_second_of_two_keeps_her_words_reads_the_first_and_may_send_hers(practice: Practice) -> None:
    first, second, thread = nurse_of(practice), nurse_of(practice), make_thread(make_channel(practice))
    told = {"seen": thread.last_message_id, "key": new_id()}
    act(first, thread, "answer", words="Yes, you can.", **{**told, "key": new_id()})
    again = act(second, thread, "answer", words="No, wait a week.", **told)
    page = again.content.decode()
    assert again.status_code == 422
    assert "answered while you were writing" in page
    assert "No, wait a week." in page
    assert "Yes, you can." in page
    newest = Message.objects.order_by("-id").first()
    assert newest is not None
    assert f'name="seen" value="{newest.id}"' in page
    sent = act(second, thread, "answer", words="No, wait a week.", **{**told, "seen": newest.id})
    assert sent.status_code == 302


@pytest.mark.row("B59")
def test_a_sensitive_thread_asks_why_before_a_word_is_shown(practice: Practice) -> None:
    client, thread = nurse_of(practice), make_thread(make_channel(practice), words="Privately.", sensitive=True)
    page = text_of(client, "team_thread", thread.id)
    assert "Privately." not in page
    assert client.post(reverse("team_thread", args=[thread.id]), {"why": " "}).status_code == 422
    assert client.post(reverse("team_thread", args=[thread.id]), {"why": "On duty tonight."}).status_code == 302
    assert "Privately." in text_of(client, "team_thread", thread.id)


def test_acts_on_a_sensitive_thread_that_was_not_opened_lead_to_the_question(practice: Practice) -> None:
    client, thread = nurse_of(practice), make_thread(make_channel(practice), words="Privately.", sensitive=True)
    for verb in ("answer", "comment", "hand", "close", "take", "snooze", "call", "ordinary", "untag", "back"):
        answer = act(client, thread, verb, words="x", summary="x", key=1, seen=1, hours=4, why="x", outcome="spoke")
        assert b"Privately." not in answer.content
        assert answer.url == reverse("team_thread", args=[thread.id])
    assert Message.objects.count() == 1


def test_what_the_team_says_among_itself_is_marked_as_such(practice: Practice) -> None:
    client, thread = nurse_of(practice), make_thread(make_channel(practice))
    act(client, thread, "comment", words="She sounds worried.")
    page = text_of(client, "team_thread", thread.id)
    assert "only the team reads this" in page
    assert 'class="msg internal"' in page


def test_words_of_members_are_never_markup(practice: Practice) -> None:
    thread = make_thread(make_channel(practice), subject="<b>x</b>", words="<script>alert(1)</script>")
    add_message(thread, "<img src=x>", by=make_colleague(practice), kind="internal")
    page = text_of(nurse_of(practice), "team_thread", thread.id)
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("hand", {"to": "1", "words": "x"}),
        ("answer", {"words": "", "key": "1", "seen": "1"}),
        ("answer", {"words": "{{ when }}", "key": "1", "seen": str(2**62)}),
        ("close", {"summary": ""}),
        ("comment", {"words": "a\u202eb"}),
        ("snooze", {"hours": "9999"}),
    ],
)
def test_bad_input_is_shown_again_with_what_was_typed(practice: Practice, verb: str, fields: dict[str, str]) -> None:
    thread = make_thread(make_channel(practice))
    assert act(nurse_of(practice), thread, verb, **fields).status_code == 422
    assert Message.objects.count() == 1


def test_an_act_that_there_is_not_is_not_here(practice: Practice) -> None:
    assert act(nurse_of(practice), make_thread(make_channel(practice)), "burn").status_code == 404


def test_a_template_is_filled_in_and_what_is_unknown_stays_to_be_seen(practice: Practice) -> None:
    text = practice.templates.create(
        name="Visit",
        words="Dear {{patient}}, come at {{time}}.",
        writer_id=1,
        approver_id=2,
        approved_at=now(),
    )
    thread = make_thread(make_channel(practice, make_persona(name="Juniper")))
    page = text_of(nurse_of(practice), "team_thread", thread.id, text=str(text.id))
    assert "Dear Juniper, come at {{time}}." in page


def test_the_teams_page_shows_all_to_the_team_and_changes_for_the_owner_only() -> None:
    owner = make_persona(kind="clinician")
    thread = plant_everything(owner)
    slug = thread.channel.practice.space.slug
    client = client_of(owner)
    page = text_of(client, "team_people", slug)
    assert "Add somebody" in page
    new = make_persona(kind="clinician")
    url = reverse("team_people_act", args=[slug, "member"])
    assert client.post(url, {"handle": new.handle, "role": "front_desk"}).status_code == 302
    assert client.post(url, {"handle": "nobody", "role": "front_desk"}).status_code == 422
    assert "Add somebody" not in text_of(client_of(new), "team_people", slug)
    assert client_of(make_persona()).get(reverse("team_people", args=[slug])).status_code == 404


@pytest.mark.parametrize(
    ("verb", "fields", "status"),
    [
        ("hours", {"opens_0_1": "08:00", "closes_0_1": "17:00"}, 302),
        ("hours", {"opens_0_1": "08:00"}, 422),
        ("days", {"first": "2026-12-24", "last": "2026-12-26", "words": "Holidays"}, 302),
        ("days", {"first": "2026-12-26", "last": "2026-12-24"}, 422),
        ("facts", {"time_zone": "Europe/London", "cap": "40", "telephone": "555 0100"}, 302),
        ("facts", {"time_zone": "Nowhere", "cap": "40"}, 422),
        ("shift", {"who": "1", "day": "2026-12-24", "begins": "20:00", "hours": "10", "place": "1"}, 422),
        ("text", {"name": "Visit", "words": "Come at {{time}}."}, 302),
        ("return", {}, 302),
        ("nothing", {}, 404),
        ("end-role", {"id": "x"}, 404),
        ("drop-shift", {"id": "77"}, 404),
    ],
)
def test_changes_of_the_teams_page(practice: Practice, verb: str, fields: dict[str, str], status: int) -> None:
    client = client_of(make_colleague(practice, "owner", "responder"))
    assert client.post(reverse("team_people_act", args=["elm", verb]), fields).status_code == status


def test_the_inbox_takes_few_statements(practice: Practice, django_assert_max_num_queries: object) -> None:
    client, channel = nurse_of(practice), make_channel(practice)
    for _number in range(5):
        make_thread(channel)
    client.get(reverse("team", args=["elm"]))
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get(reverse("team", args=["elm"]))


def test_the_steward_of_a_practices_page_opens_its_desk_and_comes_to_its_team() -> None:
    steward, space = make_persona(kind="organisation"), make_space(kind="practice", slug="oak")
    join(steward, space, role="steward")
    client, url = client_of(steward), reverse("team_open", args=["oak"])
    assert client.get(url).status_code == 200
    assert client.post(url, {"time_zone": "Mars/Base", "cap": "60"}).status_code == 422
    told = {"time_zone": "Europe/London", "cap": "60", "accepting": "on"}
    assert client.post(url, told).url == reverse("team_people", args=["oak"])
    assert client.get(url).url == reverse("team", args=["oak"])
    assert reverse("team", args=["oak"]) in text_of(client, "space", "oak")
    assert reverse("team", args=["oak"]) not in text_of(client_of(make_persona()), "space", "oak")
    assert client_of(make_persona()).get(url).status_code == 404

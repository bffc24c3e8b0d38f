"""The board of who is on duty, the rota, the review and the public counts."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bedside.areas.audit.models import AuditEntry
from bedside.areas.escalations import actions
from bedside.areas.escalations.models import CaseReview, Escalation, PrivateMessage, Shift
from bedside.areas.people import actions as people
from bedside.areas.people.models import Persona
from bedside.areas.posts.models import Post
from bedside.kit.clock import now
from bedside.policy.escalation.words import FOR_MINORS, PUBLIC_LINE
from tests.areas.escalations.scene import Scene, make, row
from tests.factories import client_of, make_persona, make_staff

pytestmark = pytest.mark.django_db
WORDS = "Slept well on the new pillow"


@pytest.fixture
def scene() -> Scene:
    return make()


def words(response) -> str:
    return response.content.decode()


def case_url(escalation_id: int) -> str:
    return reverse("board_case", args=[escalation_id])


def pressed(client: Client, escalation_id: int, do: str, **fields: str):
    return client.post(case_url(escalation_id), {"do": do, **fields}, follow=True)


def test_an_empty_board_is_calm(scene):
    assert "All quiet" in words(client_of(scene.first).get(reverse("board")))


def test_the_board_shows_what_is_due_in_words_and_not_a_word_of_the_post(scene):
    scene.flagged("self_harm")
    shown = words(client_of(scene.first).get(reverse("board")))
    assert "Self-harm" in shown
    assert "in 10 minutes, by " in shown
    assert "A reader is worried" in shown
    assert WORDS not in shown
    assert scene.author.handle not in shown


def test_what_is_late_says_so(scene):
    escalation_id = scene.flagged("self_harm")
    Escalation.objects.filter(id=escalation_id).update(begun_at=now() - timedelta(minutes=42))
    shown = words(client_of(scene.first).get(reverse("board")))
    assert "1 wait. 1 are late" in shown
    assert "late, since " in shown


def test_only_who_is_on_duty_or_stands_in_sees_any_of_it(scene):
    escalation_id = scene.flagged("self_harm")
    off_duty = make_staff("moderator", "off_duty")
    for other in (scene.reader, scene.author, off_duty):
        for url in (reverse("board"), case_url(escalation_id)):
            assert client_of(other).get(url).status_code == 404
    assert client_of(scene.lead).get(case_url(escalation_id)).status_code == 200
    assert Client().get(reverse("board")).status_code == 302


def test_the_post_is_read_by_a_press_and_the_look_is_logged(scene):
    escalation_id, client = scene.flagged(), client_of(scene.first)
    assert WORDS not in words(client.get(case_url(escalation_id)))
    assert WORDS in words(client.post(case_url(escalation_id), {"do": "open"}))
    assert AuditEntry.objects.get(action="look.escalation").subject_id == scene.author.id


def test_from_a_look_to_a_message_in_three_presses(scene):
    escalation_id, client = scene.flagged("self_harm"), client_of(scene.first)
    shown = words(pressed(client, escalation_id, "triage", choice="confirm", why="said"))
    assert "Thank you for saying it" in shown
    assert PUBLIC_LINE in shown
    pressed(client, escalation_id, "contact")
    assert row(escalation_id).state == "E3"
    assert Post.objects.filter(text=PUBLIC_LINE, reply_to_id=scene.post.id).exists()
    shown = words(client.post(case_url(escalation_id), {"do": "read"}))
    assert "Write as the duty team" in shown
    pressed(client, escalation_id, "write", words="We are here.")
    assert PrivateMessage.objects.filter(escalation_id=escalation_id).count() == 2
    pressed(client, escalation_id, "resolve", outcome="author_safe")
    assert row(escalation_id).outcome == "author_safe"


@pytest.mark.parametrize(
    ("choice", "klass", "state"),
    [("raise:C1", "C1", "E2"), ("lower:C4", "C4", "E2"), ("confirm", "C3", "E2"), ("false_alarm", "C3", "E6")],
)
def test_what_can_be_said_of_a_case(scene, choice, klass, state):
    escalation_id = scene.flagged("urgent")
    why = "past" if choice in ("lower:C4", "false_alarm") else "said"
    pressed(client_of(scene.first), escalation_id, "triage", choice=choice, why=why)
    assert (row(escalation_id).klass, row(escalation_id).state) == (klass, state)


@pytest.mark.parametrize("choice", ["", "raise", "raise:C4", "lower:C1", "other"])
def test_what_does_not_fit_is_refused_and_nothing_is_changed(scene, choice):
    escalation_id = scene.flagged("urgent")
    answer = pressed(client_of(scene.first), escalation_id, "triage", choice=choice, why="said")
    assert answer.status_code == 422
    assert row(escalation_id).triaged_at is None


@pytest.mark.parametrize(("choice", "why"), [("confirm", ""), ("confirm", "figure"), ("false_alarm", "unclear")])
def test_without_a_reason_that_fits_nothing_is_said_of_a_case(scene, choice, why):
    escalation_id = scene.flagged("urgent")
    answer = pressed(client_of(scene.first), escalation_id, "triage", choice=choice, why=why)
    assert answer.status_code == 422
    assert "Pick the reason that fits your answer." in words(answer)
    assert row(escalation_id).triaged_at is None


def test_the_team_reads_why_and_so_does_the_author_in_her_copy(scene):
    escalation_id, client = scene.flagged("urgent"), client_of(scene.first)
    pressed(client, escalation_id, "triage", choice="confirm", why="points")
    assert "It is not said, but the words point to it" in words(client.get(case_url(escalation_id)))
    code = people.ask_copy(by=scene.viewer("author"))
    assert people.make_copy(code=code)
    with zipfile.ZipFile(io.BytesIO(people.take_copy(by=scene.viewer("author"), code=code))) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith("private_answers.json"))
        (line,) = json.loads(archive.read(name))
    assert line["looked_at"] == "confirm:points"


def test_two_who_press_at_once_are_told_and_the_message_goes_once(scene):
    escalation_id = scene.contacted()
    answer = pressed(client_of(scene.second), escalation_id, "contact")
    assert "This has moved on in the meantime." in words(answer)
    assert PrivateMessage.objects.filter(escalation_id=escalation_id).count() == 1


def test_passing_on_needs_no_reason_and_leaves_no_trace(scene):
    escalation_id = scene.flagged()
    answer = pressed(client_of(scene.first), escalation_id, "pass")
    assert "Nobody is told why." in words(answer)
    shown = words(client_of(scene.second).get(case_url(escalation_id)))
    assert "pass" not in shown.split("What happened so far")[1].split("</details>")[0].lower()


def test_a_button_that_there_is_not_does_nothing(scene):
    escalation_id = scene.flagged()
    assert client_of(scene.first).post(case_url(escalation_id), {"do": "nonsense"}).status_code == 404


@pytest.mark.row("B44")
def test_somebody_outside_is_told_by_two_and_the_first_cannot_be_the_second(scene):
    escalation_id = scene.contacted("self_harm")
    form = {"reason": "imminent", "to": "service", "words": "At home, in danger.", "told": "on"}
    url = reverse("board_glass", args=[escalation_id])
    client = client_of(scene.first)
    assert client.post(url, form).status_code == 422  # nobody said that the author was tried
    client.post(url, form | {"unreachable": "on"})
    waits = words(client_of(scene.lead).get(reverse("board")))
    assert "A colleague asks you to agree" in waits
    assert "A colleague asks you to agree" not in words(client.get(reverse("board")))
    from bedside.areas.escalations.models import Glass

    second = reverse("board_second", args=[Glass.objects.get().id])
    assert client.post(second, {"do": "agree"}).status_code == 404
    assert "At home, in danger." in words(client_of(scene.lead).get(second))
    client_of(scene.lead).post(second, {"do": "agree"})
    assert row(escalation_id).state == "E5"


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_the_rota_says_where_nobody_is_and_is_not_published_like_that():
    scene = make(rota=False)
    lead = client_of(scene.lead)
    assert "No shifts in the next two weeks" in words(lead.get(reverse("rota")))
    begins = timezone.localtime(now()).replace(hour=0, minute=0, second=0, microsecond=0)
    form = {"handle": "mod_one", "role": "moderator", "place": "1", "begins": local(begins)}
    form["ends"] = local(begins + timedelta(hours=20))
    assert lead.post(f"{reverse('rota')}?do=shift", form).status_code == 302
    days = {"begins": local(begins), "ends": local(begins + timedelta(days=1))}
    refused = lead.post(f"{reverse('rota')}?do=publish", days)
    assert refused.status_code == 422
    assert "There are hours in which nobody is on duty." in words(refused)
    assert not Shift.objects.filter(published=True).exists()
    assert lead.post(f"{reverse('rota')}?do=publish", days | {"gaps_told": "on"}).status_code == 302
    assert Shift.objects.filter(published=True).count() == 1


def test_a_week_of_shifts_is_planned_in_one_form(scene):
    first = timezone.localtime(now()).date() + timedelta(days=1)
    form = {"handle": "mod_two", "role": "moderator", "place": "2", "weekdays": ["0", "1", "2", "3", "4", "5", "6"]}
    form |= {"begins": "22:00", "ends": "06:00", "first": f"{first}", "last": f"{first + timedelta(days=6)}"}
    form["zone"] = "Europe/London"
    assert client_of(scene.lead).post(f"{reverse('rota')}?do=week", form).status_code == 302
    assert Shift.objects.filter(published=False).count() == 7
    form["zone"] = "Nowhere/Land"
    assert client_of(scene.lead).post(f"{reverse('rota')}?do=week", form).status_code == 422


def test_a_shift_changes_hands_only_when_the_colleague_takes_it(scene):
    shift = Shift.objects.get(persona_id=scene.first.id)
    first, second = client_of(scene.first), client_of(scene.second)
    first.post(reverse("rota"), {"do": "offer", "id": str(shift.id), "handle": "mod_two"})
    assert Shift.objects.get(id=shift.id).persona_id == scene.first.id
    assert "Take this shift over" in words(second.get(reverse("rota")))
    second.post(reverse("rota"), {"do": "take", "id": str(shift.id)})
    assert Shift.objects.get(id=shift.id).persona_id == scene.second.id
    assert second.post(reverse("rota"), {"do": "take", "id": str(shift.id)}).status_code == 404


def test_who_is_away_leaves_a_gap_and_can_come_back(scene):
    client = client_of(scene.first)
    client.post(f"{reverse('rota')}?do=away", {"begins": local(now()), "ends": local(now() + timedelta(days=1))})
    from bedside.areas.escalations.models import Absence

    absence = Absence.objects.get()
    client.post(reverse("rota"), {"do": "back", "id": str(absence.id)})
    assert not Absence.objects.exists()


def test_nobody_else_sees_the_rota(scene):
    assert client_of(scene.reader).get(reverse("rota")).status_code == 404
    clinician = make_persona(kind="clinician", handle="doc")
    assert client_of(clinician).get(reverse("rota")).status_code == 404


def test_two_people_review_and_the_member_sees_neither_post_nor_author(scene):
    escalation_id = scene.contacted("self_harm")
    pressed(client_of(scene.first), escalation_id, "resolve", outcome="author_safe")
    lead, url = client_of(scene.lead), reverse("board_review", args=[escalation_id])
    assert "Self-harm" in words(lead.get(reverse("board_reviews")))
    assert lead.post(url, {"words": "We wrote soon.", "handle": "nobody_here"}).status_code == 422
    assert lead.post(url, {"words": "We wrote soon.", "handle": "heron"}).status_code == 302
    member = client_of(scene.reader)
    shown = words(member.get(url))
    assert "We wrote soon." in shown
    assert WORDS not in shown
    assert scene.author.handle not in shown
    assert client_of(scene.author).get(url).status_code == 404
    member.post(url)
    assert row(escalation_id).state == "E7"
    assert CaseReview.objects.get().agreed_at is not None


def test_reviews_do_not_exist_for_others(scene):
    assert client_of(scene.reader).get(reverse("board_reviews")).status_code == 404


def test_public_counts_leave_small_numbers_out(scene):
    last = (now().replace(day=1) - timedelta(days=3)).replace(hour=12)
    told = {"post_hash": b"x" * 16, "author_id": scene.author.id, "trigger": "T2", "state": "E6", "queued": True}
    for number in range(30):
        klass = "C3" if number < 25 else "C2"
        Escalation.objects.create(post_id=number + 1, klass=klass, begun_at=last, entered_at=last, **told)
    shown = words(Client().get(reverse("safety_counts")))
    month = shown.split("<tbody>")[1].split("</tr>")[0]
    assert ">5<" not in month
    assert month.count("few or none") >= 2


def test_the_board_marks_members_under_18_and_shows_what_is_really_sent_to_them(scene):
    """The script for 13 to 17 has another sentence: who presses sees it before, and the author gets it."""
    escalation_id = scene.flagged("self_harm")
    client = client_of(scene.first)
    assert "Under 18" not in words(client.get(reverse("board")))
    Persona.objects.filter(id=scene.author.id).update(teen=True)
    assert "Under 18" in words(client.get(reverse("board")))
    shown = words(pressed(client, escalation_id, "triage", choice="confirm", why="said"))
    assert "They are 13 to 17." in shown
    assert FOR_MINORS in shown
    pressed(client, escalation_id, "contact")
    assert FOR_MINORS in PrivateMessage.objects.get(escalation_id=escalation_id).words


class TestASecondPersonWhoIsNotOnDuty:
    """Whoever is called by voice to agree finds the way there, and nothing of the case besides."""

    @pytest.fixture
    def asked(self, scene: Scene) -> int:
        escalation_id = scene.contacted("self_harm")
        words = "An adult alone at home may have taken tablets."
        return actions.break_glass(
            by=scene.viewer("lead"),
            escalation_id=escalation_id,
            reason="plan",
            to="service",
            words=words,
            unreachable=True,
        )

    @pytest.fixture
    def moderator(self) -> Client:
        return client_of(make_staff("moderator", "off_duty"))

    def test_she_sees_the_request_on_the_board_and_no_case(self, scene, asked, moderator):
        shown = words(moderator.get(reverse("board")))
        assert "A colleague asks you to agree" in shown
        assert "Self-harm</b>" not in shown
        page = words(moderator.get(reverse("board_second", args=[asked])))
        assert "may have taken tablets" in page
        assert "Look at the case first" not in page

    def test_her_yes_opens_the_glass_and_leads_her_home(self, scene, asked, moderator):
        answer = moderator.post(reverse("board_second", args=[asked]), {"do": "agree"})
        assert answer.url == reverse("home")
        assert Escalation.objects.get().state == "E5"
        assert moderator.get(reverse("board")).status_code == 404

    def test_her_no_leads_her_home(self, asked, moderator):
        assert moderator.post(reverse("board_second", args=[asked]), {"do": "decline"}).url == reverse("home")
        assert Escalation.objects.get().state == "E3"

    def test_without_a_request_there_is_no_board_for_her(self, scene, moderator):
        assert moderator.get(reverse("board")).status_code == 404

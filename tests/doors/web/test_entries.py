"""The pages of what else is kept: a few words are enough, the unlikely is asked about, nobody else finds any."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import sharing
from bedside.kit.clock import now
from bedside.policy.dates import part
from bedside.policy.entries.allergy import Allergy, Worst
from bedside.policy.entries.appointment import Appointment
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.entries.goal import Goal, Stands
from bedside.policy.entries.measurement import Measurement
from tests.factories import client_of, join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db
AT = "/record/kept"
SAID = {
    "measurements": {"loinc": "29463-7", "value": "72,5", "unit": "kg", "on": "2026-05-17", "at": "9:05"},
    "allergies": {"text": "Lanternmilk", "reaction": "rash", "worst": "severe", "sort": "allergy", "since": "2019"},
    "immunisations": {"text": "Lanternpox", "on": "2021", "dose": "2 of 3"},
    "procedures": {"text": "Lanternscope", "on": "2020-03", "until": "2020", "why": "pain", "where": "Hill Hospital"},
    "goals": {"text": "To the lantern", "by": "2027", "done": "to the gate\n\nto the  bridge", "stands": "open"},
    "appointments": {
        "text": "Dr Lantern",
        "on": "2026-12-01",
        "at": "9.05",
        "question_1": "Why?",
        "question_3": "How?",
    },
    "notes": {"text": "Lantern", "words": "Two\nlines", "on": "2026"},
}


@pytest.fixture
def me() -> tuple[Client, Viewer]:
    persona = make_persona()
    return client_of(persona), viewer_of(persona)


@pytest.mark.parametrize("kind", SAID)
def test_what_was_typed_is_kept_shown_changed_and_deleted(me: tuple[Client, Viewer], kind: str) -> None:
    client, by = me
    assert client.get(f"{AT}/{kind}/").status_code == 200
    answer = client.post(f"{AT}/{kind}/add/", SAID[kind], follow=True)
    (one,) = queries.own_entries(by, kind)
    at = f"{AT}/{kind}/{one.id}/"
    assert answer.redirect_chain[-1][0] == at
    assert f"{at}undo/" in answer.content.decode()
    assert at in client.get(f"{AT}/{kind}/").content.decode()
    # The form that is opened for a change holds all that was said: sent again as it is, it changes nothing.
    form = client.get(f"{at}change/").context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    assert client.post(f"{at}change/", sent).status_code == 302
    assert queries.earlier_entries(by, kind, one.id) == ()
    changed = sent | ({"value": "73"} if kind == "measurements" else {"text": "Owlish"})
    page = client.post(f"{at}change/", changed, follow=True).content.decode()
    assert "What you said before" in page
    assert client.get(f"{at}delete/").status_code == 200
    client.post(f"{at}delete/")
    assert queries.own_entries(by, kind) == ()


def test_what_was_said_comes_in_one_form(me: tuple[Client, Viewer]) -> None:
    client, by = me
    for kind in ("measurements", "goals", "appointments"):
        client.post(f"{AT}/{kind}/add/", SAID[kind])
    measured, goal, seen = (
        queries.own_entries(by, kind)[0].thing for kind in ("measurements", "goals", "appointments")
    )
    assert (measured.text, measured.value, measured.at) == ("Weight", "72.5", "09:05")
    assert goal == Goal(
        text="To the lantern", by=part("2027"), stands=Stands.OPEN, done=("to the gate", "to the bridge")
    )
    assert (seen.questions, seen.at) == (("Why?", "How?"), "09:05")


def test_a_million_is_asked_about_with_all_that_was_typed(me: tuple[Client, Viewer]) -> None:
    client, by = me
    said = SAID["measurements"] | {"value": "1000000"}
    answer = client.post(f"{AT}/measurements/add/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="sure"' in page
    assert 'type="checkbox"' in page
    assert 'value="1000000"' in page
    assert queries.own_entries(by, "measurements") == ()
    assert client.post(f"{AT}/measurements/add/", said | {"sure": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("kind", "wrong", "words"),
    [
        ("measurements", {"value": "NaN"}, "Write a number in figures"),
        ("measurements", {"unit": ""}, "A number needs its unit"),
        ("measurements", {"loinc": ""}, "Choose what you measured above"),
        ("procedures", {"until": "2019"}, "It ended before it began"),
        ("allergies", {"since": "last winter"}, "Write the date as 2019"),
        ("appointments", {"at": "noon"}, "Write the time as 09:05"),
        ("appointments", {"on": ""}, "Write the day, or the month"),
        ("notes", {"words": "a" * 4_001}, "The note is too long"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    me: tuple[Client, Viewer], kind: str, wrong: dict[str, str], words: str
) -> None:
    client, by = me
    answer = client.post(f"{AT}/{kind}/add/", SAID[kind] | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert queries.own_entries(by, kind) == ()


def test_the_next_measurement_is_of_the_last_one_s_sort_and_its_number_is_empty(me: tuple[Client, Viewer]) -> None:
    client, _by = me
    client.post(f"{AT}/measurements/add/", SAID["measurements"])
    form = client.get(f"{AT}/measurements/add/").context["form"]
    assert [form[name].value() for name in ("loinc", "unit", "value")] == ["29463-7", "kg", None]


@pytest.mark.parametrize("kind", SAID)
def test_what_need_not_be_told_is_closed_at_first(me: tuple[Client, Viewer], kind: str) -> None:
    assert "<details open>" not in me[0].get(f"{AT}/{kind}/add/").content.decode()


def test_a_long_list_has_pages(me: tuple[Client, Viewer], monkeypatch: pytest.MonkeyPatch) -> None:
    client, by = me
    monkeypatch.setattr("bedside.doors.web.pages.entries.SHOWN", 2)
    for number in (1, 2, 3):
        actions.add_entry(by=by, thing=Goal(text=f"Lantern {number}", by=part(f"20{number}0")), sure=True)
    page = client.get(f"{AT}/goals/").content.decode()
    assert ("Lantern 3" in page, "Lantern 2" in page, "Lantern 1" in page) == (True, True, False)
    assert "1 to 2 of 3" in page
    assert "Back to the newest" not in page
    then = client.get(f"{AT}/goals/?page=2").content.decode()
    assert (then.count("Lantern"), "Lantern 1" in then, "Earlier ones" in then) == (1, True, False)
    for none in ("3", "999"):
        assert client.get(f"{AT}/goals/?page={none}").status_code == 404
    for odd in ("0", "-1", "x", "²", "9" * 50):
        assert client.get(f"{AT}/goals/", {"page": odd}).content.count(b"Lantern") == 2


def test_an_empty_list_has_one_page(me: tuple[Client, Viewer]) -> None:
    client, _by = me
    assert "Nothing here yet" in client.get(f"{AT}/goals/").content.decode()


def test_another_s_answers_like_none(me: tuple[Client, Viewer]) -> None:
    client, _by = me
    theirs = actions.add_entry(by=viewer_of(make_persona()), thing=Goal(text="Theirs"))
    for page in ("", "change/", "delete/"):
        assert client.get(f"{AT}/goals/{theirs}/{page}").status_code == 404
        assert client.get(f"{AT}/no-such/{theirs}/{page}").status_code == 404
    assert client.get(f"{AT}/no-such/").status_code == 404
    assert client.get(f"{AT}/no-such/add/").status_code == 404


def test_the_record_leads_to_each_kind(me: tuple[Client, Viewer]) -> None:
    page = me[0].get("/record/").content.decode()
    assert all(f'href="{AT}/{kind}/"' in page for kind in SAID)


def test_an_appointment_fills_in_the_page_for_the_visit(me: tuple[Client, Viewer]) -> None:
    client, by = me
    today = now().date()
    for days, questions in ((-30, ()), (-9, ()), (4, ("Why am I dizzy?", "Can I drive?"))):
        on = part((today + timedelta(days=days)).isoformat())
        last = actions.add_entry(by=by, thing=Appointment(text="Dr Lark", on=on, questions=questions))
    actions.add_entry(by=by, thing=Allergy(text="Penicillin", reaction="rash", worst=Worst.SEVERE))
    actions.add_entry(by=by, thing=Allergy(text="Eggs", over=True))
    form = client.get(f"/visit/?appointment={last}").context["form"]
    assert form["question_1"].value() == "Why am I dizzy?"
    assert form["question_2"].value() == "Can I drive?"
    assert form["last_visit"].value() == (today - timedelta(days=9)).isoformat()
    assert (form["allergic"].value(), form["allergies"].value()) == ("these", "Penicillin: rash (severe)")
    assert client.get("/visit/?appointment=404404404").status_code == 404
    assert client.get("/visit/?appointment=" + "9" * 5_000).status_code == 200


def test_a_sheet_says_nothing_of_allergies_where_the_record_has_none(me: tuple[Client, Viewer]) -> None:
    client, by = me
    actions.add_entry(by=by, thing=Measurement(text="Steps", value="9", unit="1"))
    assert client.get("/visit/").context["form"]["allergic"].value() == "unsaid"


def test_notes_are_searched_by_their_owner_alone_and_without_an_address(me: tuple[Client, Viewer]) -> None:
    client, by = me
    kept = (("Lantern", "The Bridge,\nat noon"), ("Heron", "by the bridge"), ("Other", "nothing"))
    for text, words in kept:
        actions.add_entry(by=by, thing=FreeNote(text=text, words=words))
    stranger = viewer_of(make_persona())
    actions.add_entry(by=stranger, thing=FreeNote(text="Lantern of a stranger", words="bridge"))
    answer = client.post(f"{AT}/notes/", {"sought": "bridge  LANT"})
    page = answer.content.decode()
    assert "1 note found." in page
    assert "Lantern" in page
    assert "Heron" not in page
    assert "stranger" not in page
    assert "No note holds all of these words." in client.post(f"{AT}/notes/", {"sought": "wolf"}).content.decode()


def test_nothing_else_is_searched(me: tuple[Client, Viewer]) -> None:
    assert me[0].post(f"{AT}/allergies/", {"sought": "rash"}).status_code == 404
    assert me[0].post(f"{AT}/notes/", {"sought": "  "}).status_code == 200


def test_a_step_is_ticked_off_on_the_page_of_its_goal(me: tuple[Client, Viewer]) -> None:
    client, by = me
    kept = actions.add_entry(by=by, thing=Goal(text="Walk", ahead=("to the gate", "to the <lane>")))
    at = f"{AT}/goals/{kept}/"
    page = client.get(at).content.decode()
    assert page.count(f'action="{at}step/"') == 2
    assert "to the &lt;lane&gt;" in page
    for _press in range(2):
        assert client.post(f"{at}step/", {"step": "to the <lane>"}).url == at
    assert queries.own_entry(by, "goals", kept).thing == Goal(
        text="Walk", ahead=("to the gate",), done=("to the <lane>",)
    )
    assert client.post(f"{at}undo/").url == at
    assert queries.own_entry(by, "goals", kept).thing.done == ()
    client.post(f"{at}change/", {"text": "Walk", "stands": "let_go", "ahead": "to the gate\n\n  to  the hill"})
    page = client.get(at).content.decode()
    assert "step/" not in page
    assert "to the hill" in page


def test_who_sees_it_is_said_on_its_form_and_page_as_it_is() -> None:
    me = make_persona()
    client, space = client_of(me), make_space()
    join(me, space)
    add, alone, others = reverse("record_entry_add", args=["allergies"]), "Only you see this.", "share it see this too"
    assert alone in client.get(add).content.decode()
    sharing.share_with_space(by=viewer_of(me), space=space, kinds=["allergies"], covers="new")
    assert others in client.get(add).content.decode()
    assert alone in client.get(reverse("record_entry_add", args=["notes"])).content.decode()
    number = actions.add_entry(by=viewer_of(me), thing=Allergy(text="Pollen"))
    page = client.get(reverse("record_entry", args=["allergies", number])).content.decode()
    assert "You chose who sees this besides you." in page
    assert reverse("record_item", args=["allergies", number]) in page
    sharing.choose(by=viewer_of(me), kind="allergies", item_id=number, audiences=[], alone=True)
    assert alone in client.get(reverse("record_entry", args=["allergies", number])).content.decode()
    assert alone in client.get(reverse("record_entry_change", args=["allergies", number])).content.decode()

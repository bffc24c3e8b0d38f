"""What one may not see answers as what does not exist: the same status, headers and bytes (security.md 3.3)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.security.answers import Answer, plain
from tests.security.world import NOWHERE, World

Where = Callable[[World], str]


def at(route: str, *args: Any, query: str = "") -> Where:
    """Return the address of a route; what is callable is asked of the world."""

    def path(world: World) -> str:
        given = [arg(world) if callable(arg) else arg for arg in args]
        return reverse(route, args=given) + (query and f"?{query}")

    return path


def post(name: str) -> Callable[[World], int]:
    return lambda world: world.posts[name]


def thing(name: str) -> Callable[[World], Any]:
    return lambda world: world.things[name]


def draft_at(kind: str, name: str) -> Where:
    return lambda world: reverse("compose_check") + f"?place={kind}:{world.posts[name]}"


PATIENT, VISITOR, BLOCKED, CLINICIAN = "patient_stranger", "anonymous", "blocked", "clinician_stranger"
KEPT = "kept_doctor"  # of whom patient_member said "not my doctor"
SECOND = "administrator"  # the second person of the emergencies of the world
NO_EMERGENCY = at("emergency_read", NOWHERE)
NO_POST, NO_SPACE, NO_PERSONA = at("post", NOWHERE), at("space", "nowhere"), at("persona", "nobody_has_this")
# Who asks; what is there but not for them; what is not there.
LOOKS: dict[str, tuple[str, Where, Where]] = {
    "a post of a community, for a stranger": (PATIENT, at("post", post("community")), NO_POST),
    "a post of a community, for a visitor": (VISITOR, at("post", post("community")), NO_POST),
    "a post of a room, for a patient": (PATIENT, at("post", post("room")), NO_POST),
    "a post of a room, for a clinician outside it": (CLINICIAN, at("post", post("room")), NO_POST),
    "a post for followers": (PATIENT, at("post", post("followers")), NO_POST),
    "a post for those named": (PATIENT, at("post", post("mentioned")), NO_POST),
    "a public post, for somebody blocked": (BLOCKED, at("post", post("public")), NO_POST),
    "a public post, for a doctor kept away": (KEPT, at("post", post("public")), NO_POST),
    "its earlier versions, for a doctor kept away": (
        KEPT,
        at("post_history", post("public")),
        at("post_history", NOWHERE),
    ),
    "answering it, for a doctor kept away": (KEPT, at("post_reply", post("public")), at("post_reply", NOWHERE)),
    "a persona, for a doctor kept away": (KEPT, at("persona", "patient_member"), NO_PERSONA),
    "a reply in a community": (PATIENT, at("post", post("answer")), NO_POST),
    "earlier versions of a post": (PATIENT, at("post_history", post("community")), at("post_history", NOWHERE)),
    "the reply form under a post": (PATIENT, at("post_reply", post("community")), at("post_reply", NOWHERE)),
    "the edit form of another's post": (PATIENT, at("post_edit", post("public")), at("post_edit", NOWHERE)),
    "taking details out of another's post": (PATIENT, at("post_details", post("public")), at("post_details", NOWHERE)),
    "deleting another's post": (PATIENT, at("post_delete", post("public")), at("post_delete", NOWHERE)),
    "removing a post as no steward": (PATIENT, at("post_remove", post("public")), at("post_remove", NOWHERE)),
    "a persona that blocked one": (BLOCKED, at("persona", "patient_member"), NO_PERSONA),
    "a suspended persona": (PATIENT, at("persona", "suspended"), NO_PERSONA),
    "an unconfirmed persona": (VISITOR, at("persona", "unconfirmed"), NO_PERSONA),
    "a community by invitation": (PATIENT, at("space", "quiet-corner"), NO_SPACE),
    "a community by invitation, for a visitor": (VISITOR, at("space", "quiet-corner"), NO_SPACE),
    "a room, for a patient": (PATIENT, at("space", "neurology-room"), NO_SPACE),
    "a room, for a visitor": (VISITOR, at("space", "neurology-room"), NO_SPACE),
    "the members of a community": (PATIENT, at("space_members", "me-cfs"), at("space_members", "nowhere")),
    "the members of a room": (CLINICIAN, at("space_members", "neurology-room"), at("space_members", "nowhere")),
    "joining a room": (PATIENT, at("space_join", "neurology-room"), at("space_join", "nowhere")),
    "leaving a community one is not in": (PATIENT, at("space_leave", "me-cfs"), at("space_leave", "nowhere")),
    "requests to a community": (PATIENT, at("space_requests", "me-cfs"), at("space_requests", "nowhere")),
    "writing in a room": (
        PATIENT,
        at("compose", query="space=neurology-room"),
        at("compose", query="space=nowhere-at-all-"),
    ),
    "a picture on a post": (PATIENT, at("media", thing("image")), at("media", "0" * 32)),
    "a picture that waits": (PATIENT, at("media", thing("waiting_image")), at("media", "0" * 32)),
    "another's draft": (PATIENT, at("draft_open", thing("draft")), at("draft_open", NOWHERE)),
    "another's post that waits": (PATIENT, at("waiting", thing("held")), at("waiting", NOWHERE)),
    "another's answers to a questionnaire": (PATIENT, at("sitting", thing("sitting")), at("sitting", NOWHERE)),
    "another's symptom": (PATIENT, at("symptom", thing("symptom")), at("symptom", NOWHERE)),
    "changing another's answers": (PATIENT, at("sitting_change", thing("sitting")), at("sitting_change", NOWHERE)),
    "help after another's answers": (
        PATIENT,
        at("questionnaire_help", thing("sitting in danger")),
        at("questionnaire_help", NOWHERE),
    ),
    "a receipt of what another shares": (
        PATIENT,
        at("record_receipt", thing("share"), "receipt"),
        at("record_receipt", NOWHERE, "receipt"),
    ),
    "who sees another's day": (
        PATIENT,
        at("record_item", "days", thing("day")),
        at("record_item", "days", NOWHERE),
    ),
    "the record of somebody who did not let her in": (
        "carer",
        at("carer_record", thing("grant asked")),
        at("carer_record", NOWHERE),
    ),
    "who sees another's illness": (
        PATIENT,
        at("record_item", "conditions", thing("condition")),
        at("record_item", "conditions", NOWHERE),
    ),
    "the record that is shared with another team": (
        PATIENT,
        at("shared_care_record", thing("care team")),
        at("shared_care_record", NOWHERE),
    ),
    "another's answers": (PATIENT, at("evaluation", thing("course")), at("evaluation", NOWHERE)),
    "an invitation without a door": (  # an organisation has one since B40; who is not verified as a clinician has none
        "applicant",
        at("invitation", thing("invitation")),
        at("invitation", "0" * 22),
    ),
    "another's persona": (
        PATIENT,
        lambda world: reverse("persona_edit", args=[world.people["second_face"].id]),
        at("persona_edit", NOWHERE),
    ),
    "a hashtag used in a closed space": (VISITOR, at("tag", "zebrafinch"), at("tag", "never-used")),
    "a set-up link that was used": (VISITOR, at("setup", thing("setup")), at("setup", "x" * 64)),
    "an emergency, for a member": (PATIENT, at("emergency_read", thing("emergency open")), NO_EMERGENCY),
    "an emergency that another opened": (SECOND, at("emergency_read", thing("emergency open")), NO_EMERGENCY),
    "an emergency that was answered": (
        SECOND,
        at("emergency_answer", thing("emergency open")),
        at("emergency_answer", NOWHERE),
    ),
    "an emergency that is not over": (
        SECOND,
        at("emergency_review", thing("emergency open")),
        at("emergency_review", NOWHERE),
    ),
    "the staff pages": (PATIENT, at("staff"), lambda _world: "/staffroom/"),
}
PRESSES: dict[str, tuple[str, Where, Where]] = (
    {
        f"{route} on a post of a community": (PATIENT, at(route, post("community")), at(route, NOWHERE))
        for route in ("post_help", "post_bookmark", "post_boost", "post_vote", "post_delete", "post_remove", "post_pin")
    }
    | {
        f"{route} on {whom}": (who, at(route, whom), at(route, "nobody_has_this"))
        for route in (
            "follow",
            "mute",
            "block",
            "unblock",
            "accept_follower",
            "remove_follower",
            "not_my_doctor",
            "let_see",
        )
        for who, whom in (
            (BLOCKED, "patient_member"),
            (KEPT, "patient_member"),
            (PATIENT, "suspended"),
            (PATIENT, "unconfirmed"),
        )
    }
    | {
        "checking a reply": (
            PATIENT,
            draft_at("reply", "community"),
            at("compose_check", query=f"place=reply:{NOWHERE}"),
        ),
        "checking an edit": (PATIENT, draft_at("edit", "public"), at("compose_check", query=f"place=edit:{NOWHERE}")),
        "deleting another's draft": (PATIENT, at("draft_delete", thing("draft")), at("draft_delete", NOWHERE)),
        "pressing at another's post that waits": (PATIENT, at("waiting", thing("held")), at("waiting", NOWHERE)),
        "withdrawing another's answers": (
            PATIENT,
            at("evaluation_withdraw", thing("course")),
            at("evaluation_withdraw", NOWHERE),
        ),
        "stopping what another shares": (
            PATIENT,
            at("record_stop_sharing", thing("share")),
            at("record_stop_sharing", NOWHERE),
        ),
        "choosing who sees another's day": (
            PATIENT,
            at("record_item", "days", thing("day")),
            at("record_item", "days", NOWHERE),
        ),
        "undoing another's day": (PATIENT, at("record_undo", thing("day")), at("record_undo", NOWHERE)),
        "keeping a day of another's trial": (
            PATIENT,
            at("trial_day", thing("trial")),
            at("trial_day", NOWHERE),
        ),
        "answering who asked another": (
            CLINICIAN,
            at("people_like_me_answer", thing("introduction")),
            at("people_like_me_answer", NOWHERE),
        ),
        "stopping another's trial": (PATIENT, at("trial_stop", thing("trial")), at("trial_stop", NOWHERE)),
        "deleting another's trial": (PATIENT, at("trial_delete", thing("trial")), at("trial_delete", NOWHERE)),
        "counting another's trial": (PATIENT, at("trial_count", thing("trial over")), at("trial_count", NOWHERE)),
        "noting beside another's trial": (
            PATIENT,
            at("trial_note", thing("trial")),
            at("trial_note", NOWHERE),
        ),
        "opening another's illness": (
            PATIENT,
            at("record_condition", thing("condition")),
            at("record_condition", NOWHERE),
        ),
        "deleting another's illness": (
            PATIENT,
            at("record_condition_delete", thing("condition")),
            at("record_condition_delete", NOWHERE),
        ),
        "opening another's file of data": (
            PATIENT,
            at("record_import_file", thing("read file")),
            at("record_import_file", NOWHERE),
        ),
        "opening another's file": (PATIENT, at("record_file", thing("file")), at("record_file", NOWHERE)),
        "deleting another's file": (
            PATIENT,
            at("record_file_delete", thing("file")),
            at("record_file_delete", NOWHERE),
        ),
        "opening another's allergy": (
            PATIENT,
            at("record_entry", "allergies", thing("allergy")),
            at("record_entry", "allergies", NOWHERE),
        ),
        "deleting another's allergy": (
            PATIENT,
            at("record_entry_delete", "allergies", thing("allergy")),
            at("record_entry_delete", "allergies", NOWHERE),
        ),
        "ticking off a step of another's goal": (
            PATIENT,
            at("record_goal_step", thing("goal")),
            at("record_goal_step", NOWHERE),
        ),
        "undoing another's symptom": (PATIENT, at("symptom_undo", thing("symptom")), at("symptom_undo", NOWHERE)),
        "opening another's treatment": (
            PATIENT,
            at("record_course", thing("own course")),
            at("record_course", NOWHERE),
        ),
        "opening another's question": (
            PATIENT,
            at("record_question", thing("question")),
            at("record_question", NOWHERE),
        ),
        "stopping another's treatment": (
            PATIENT,
            at("record_course_stop", thing("own course")),
            at("record_course_stop", NOWHERE),
        ),
        "deleting another's answers": (PATIENT, at("sitting_delete", thing("sitting")), at("sitting_delete", NOWHERE)),
        "fetching another's copy": (PATIENT, at("settings_copy", thing("copy")), at("settings_copy", "0" * 32)),
        "ending another's session": (PATIENT, at("session_end", thing("session")), at("session_end", "0" * 40)),
        "letting somebody in as no steward": (
            PATIENT,
            at("space_let_in", "me-cfs", "asker"),
            at("space_let_in", "nowhere", "nobody_has_this"),
        ),
    }
)


def asked(world: World, who: str, path: str, *, press: bool = False) -> Answer:
    """Return what `who` gets, with the address masked."""
    browser = world.browser(who) if who in world.jars or who == VISITOR else world.browser_of(who)
    response = browser.post(path, {"option": "1", "text": "Words"}) if press else browser.get(path)
    return plain(response)


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("what", LOOKS)
def test_looking_at_it_is_looking_at_nothing(what: str, world: World) -> None:
    who, there, nowhere = LOOKS[what]
    assert comparable(asked(world, who, there(world)), there(world)) == comparable(
        asked(world, who, nowhere(world)), nowhere(world)
    )


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("what", PRESSES)
def test_pressing_it_is_pressing_nothing(what: str, world: World) -> None:
    who, there, nowhere = PRESSES[what]
    assert comparable(asked(world, who, there(world), press=True), there(world)) == comparable(
        asked(world, who, nowhere(world), press=True), nowhere(world)
    )


def comparable(answer: Answer, path: str) -> Answer:
    """Return the answer without the name that was asked for, where a page repeats it (as of a hashtag)."""
    asked_for = path.strip("/").split("/")[-1].encode()
    body = answer.body.replace(asked_for, b"NAME") if path.startswith("/tags/") else answer.body
    headers = tuple((name, value) for name, value in answer.headers if name != "Content-Length")
    return Answer(answer.status, headers, answer.cookies, body)


GARBAGE = ("x", "-1", "0x10", "1.5", "99999999999999999999999", "²", "١٢", "1%00", "%F0%9F%92%A9", "1;drop", "None", "")


@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("route", ["home", "square", "bookmarks", "notices", "space"])
def test_a_list_that_begins_at_no_number_is_not_there(route: str, garbage: str, world: World) -> None:
    base = reverse(route, args=["me-cfs"] if route == "space" else [])
    path = f"{base}?before={garbage}"
    answer = plain(world.browser("patient_member").get(path))
    assert answer.status == 404
    assert answer.body == world.nothing_for("patient_member").body


@pytest.mark.parametrize("what", ["zebrafinch", "okapiscore", "narwhalnote", "ibexletter", "tapircorner"])
def test_searching_for_words_of_closed_posts_finds_what_searching_for_nonsense_finds(what: str, world: World) -> None:
    browser = world.browser(PATIENT)
    nonsense = "xylographwort"
    found = plain(browser.get("/search/", {"q": what})).body.replace(what.encode(), b"WORD")
    nothing = plain(browser.get("/search/", {"q": nonsense})).body.replace(nonsense.encode(), b"WORD")
    assert found == nothing


@pytest.mark.parametrize("mail", ["patient_member", "unconfirmed", "suspended", "nobody"])
def test_a_forgotten_password_is_answered_alike_for_every_address(mail: str, world: World) -> None:
    address = "nobody@mail.example" if mail == "nobody" else world.people[mail].account.mail
    answer = plain(world.browser(VISITOR).post("/new-password/", {"mail": address}))
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}  # where nobody asked before: the limit of a network goes on counting
    other = plain(world.browser(VISITOR).post("/new-password/", {"mail": "else@mail.example"}, **elsewhere))
    assert answer == other


@pytest.mark.parametrize("mail", ["patient_member", "unconfirmed", "nobody"])
def test_a_wrong_password_is_answered_alike_for_every_address(mail: str, world: World) -> None:
    address = "nobody@mail.example" if mail == "nobody" else world.people[mail].account.mail
    form = {"mail": address, "password": "wrong password here"}
    answer = plain(world.browser(VISITOR).post("/log-in/", form))
    other = plain(world.browser(VISITOR).post("/log-in/", form | {"mail": "else@mail.example"}))
    assert answer.status == 422
    assert answer.body.replace(address.encode(), b"M") == other.body.replace(b"else@mail.example", b"M")

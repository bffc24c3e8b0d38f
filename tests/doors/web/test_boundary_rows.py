"""The rows of the table through the pages: what each lets somebody do, what it answers, and what a stricter site does.

A test of a row carries its id, `@pytest.mark.row("B01")`, here or in another file of tests over HTTP:
docs/boundaries.md is made from them.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from bedside.areas.contacts.models import Follow
from bedside.areas.posts.models import Post, Waiting
from bedside.areas.spaces.models import Membership
from bedside.kit.clock import now
from tests.areas.posts.test_guard import ABOUT_OTHER, CONFIRMED, FINE, REFUSED
from tests.areas.posts.writing import write
from tests.doors.web.composing import send
from tests.doors.web.pressing import ADVICE, CASE, LESSON, held, into, invited, opened, press, reply, who
from tests.factories import client_of, join, make_account, make_persona, make_space

pytestmark = pytest.mark.django_db


class TestFollowing:
    @pytest.mark.row("B01")
    @pytest.mark.parametrize("kind", ["patient", "carer", "personal", "student", "clinician", "organisation"])
    def test_everybody_follows_a_clinician_at_once_and_the_clinician_is_not_told_who(self, kind: str) -> None:
        doctor, me = who("clinician", "V3", asks_first=True), who(kind)
        assert press(me, "follow", doctor.handle).status_code == 302
        assert Follow.objects.get(owner=me, target=doctor).accepted
        assert f"@{me.handle}" not in client_of(doctor).get(reverse("contacts")).content.decode()

    @pytest.mark.row("B03")
    @pytest.mark.parametrize("kind", ["patient", "carer", "clinician", "student", "researcher", "organisation"])
    def test_a_personal_page_answers_as_a_name_that_nobody_has(self, kind: str) -> None:
        me, other = who(kind), who("personal")
        strange = press(me, "follow", other.handle)
        nobody = press(me, "follow", "nobody_has_this")
        assert (strange.status_code, nobody.status_code) == (404, 404)
        assert not Follow.objects.exists()

    @pytest.mark.row("B27")
    @pytest.mark.parametrize("target", ["patient", "carer"])
    def test_an_organisation_follows_no_patient(self, target: str) -> None:
        refused = press(who("organisation"), "follow", who(target).handle)
        assert refused.status_code == 422
        assert reverse("why", args=["B27"]) in refused.content.decode() or b"An account like yours" in refused.content
        assert not Follow.objects.exists()

    @pytest.mark.row("B02")
    @pytest.mark.parametrize("kind", ["patient", "carer", "personal"])
    def test_a_request_to_connect_with_a_clinician_becomes_a_follow(self, kind: str) -> None:
        me, doctor = who(kind), who("clinician", "V3")
        assert press(me, "connect", doctor.handle).status_code == 302
        assert [(one.owner_id, one.target_id) for one in Follow.objects.all()] == [(me.id, doctor.id)]

    @pytest.mark.row("B13")
    @pytest.mark.parametrize(("said", "follows"), [("no", 1), ("yes", 0), ("", 0)])
    def test_a_clinician_follows_a_patient_after_a_private_no(self, said: str, follows: int) -> None:
        press(who("clinician", "V3"), "follow_question", who("patient", asks_first=False).handle, own_patient=said)
        assert Follow.objects.count() == follows

    @pytest.mark.row("B04", "B14")
    @pytest.mark.parametrize(("kind", "to"), [("patient", "clinician"), ("clinician", "patient")])
    def test_no_direct_message_goes_between_patients_and_clinicians(self, kind: str, to: str) -> None:
        other = who(to, "V3" if to == "clinician" else "")
        sent = send(who(kind, "V3" if kind == "clinician" else ""), f"@{other.handle} {FINE}", audience="mentioned")
        assert (sent.status_code, Post.objects.exists()) == (422, False)

    @pytest.mark.row("B15")
    def test_a_clinician_says_why_before_a_patients_page_opens(self) -> None:
        doctor, patient = client_of(who("clinician", "V3")), who("patient")
        write(patient, "I rest before noon.")
        page = reverse("persona", args=[patient.handle])
        shut = doctor.get(page).content.decode()
        assert ("Why we ask" in shut, "I rest before noon." in shut) == (True, False)
        asked = doctor.post(reverse("look_up", args=[patient.handle]), {"reason": " "})
        assert asked.status_code == 422
        told = doctor.post(reverse("look_up", args=[patient.handle]), {"reason": "A recall of her device."})
        assert told.status_code == 302
        assert "I rest before noon." in doctor.get(page).content.decode()


class TestWriting:
    @pytest.mark.row("B05")
    def test_what_somebody_tells_of_herself_is_asked_about_once_more_and_is_hers(self) -> None:
        me = who("patient")
        assert held(send(me, CONFIRMED), "B05")
        assert send(me, CONFIRMED, confirmed="1").status_code == 302

    @pytest.mark.row("B06")
    def test_what_somebody_tells_of_another_waits_for_the_others_yes(self) -> None:
        me = who("patient")
        assert held(send(me, ABOUT_OTHER), "B06")
        assert send(me, ABOUT_OTHER, agreed="1").status_code == 302

    @pytest.mark.row("B07")
    def test_a_medical_question_is_published(self) -> None:
        asked = send(
            who("patient"), "What does a dose of 20 mg do to my blood pressure?", kind="question", title="Dose"
        )
        assert asked.status_code == 302
        assert Post.objects.get().kind == "question"

    @pytest.mark.row("B08")
    @pytest.mark.parametrize(("kind", "level"), [("clinician", "V3"), ("clinician", ""), ("student", "S")])
    def test_a_clinician_answers_in_general_words(self, kind: str, level: str) -> None:
        placement = {"placement": "no"} if kind == "student" else {}
        post = write(who("patient"))
        assert reply(who(kind, level), post, **placement).status_code == 302
        assert Post.objects.count() == 2

    @pytest.mark.row("B09")
    def test_advice_to_one_person_is_not_published_and_better_ways_are_shown(self) -> None:
        page = send(who("clinician", "V3"), ADVICE)
        assert held(page, "B09")
        assert "Safer wording" in page.content.decode()

    @pytest.mark.row("B10")
    def test_words_that_tell_who_is_a_patient_are_refused(self) -> None:
        assert held(send(who("clinician", "V3"), REFUSED), "B10")

    @pytest.mark.row("B11")
    def test_a_case_that_could_tell_who_it_is_waits(self) -> None:
        assert held(send(who("clinician", "V3"), CASE), "B11")

    @pytest.mark.row("B47")
    def test_a_case_in_a_room_waits_as_well(self) -> None:
        me, room = who("clinician", "V3"), make_space(kind="room")
        join(me, room)
        assert held(into(me, room, CASE), "B47")

    @pytest.mark.row("B21")
    def test_what_a_student_saw_on_a_placement_waits_30_days(self) -> None:
        assert send(who("student"), LESSON, placement="yes").status_code == 302
        assert (Post.objects.exists(), Waiting.objects.count()) == (False, 1)
        assert Waiting.objects.get().out_at > now() + timedelta(days=29)

    @pytest.mark.row("B26")
    def test_what_an_organisation_writes_carries_a_mark(self) -> None:
        it = who("organisation")
        assert send(it, FINE).status_code == 302
        square = client_of(who("patient")).get(reverse("square")).content.decode()
        assert "Organisation: this may be paid for or sold" in square

    @pytest.mark.row("B24")
    def test_a_patients_story_needs_the_patients_permission(self) -> None:
        assert send(who("organisation"), "Read our new patient story.").status_code == 422
        assert not Post.objects.exists()

    @pytest.mark.row("B19")
    @pytest.mark.parametrize("level", ["", "V1", "V2"])
    def test_a_title_does_not_go_into_the_name(self, level: str) -> None:
        me = who("clinician", level, name="Uma Haddad")
        refused = press(me, "persona_edit", me.id, name="Dr Uma Haddad", about="")
        me.refresh_from_db()
        assert (refused.status_code, me.name) == (422, "Uma Haddad")

    @pytest.mark.row("B22")
    def test_a_checked_student_shows_a_badge_that_says_so(self) -> None:
        student = who("student", "S")
        assert send(student, FINE, placement="no").status_code == 302
        assert "Student" in client_of(who("patient")).get(reverse("square")).content.decode()


class TestCommunities:
    @pytest.mark.row("B31", "B32", "B37")
    @pytest.mark.parametrize("kind", ["patient", "carer", "personal"])
    def test_joining_takes_a_clear_yes(self, kind: str) -> None:
        space, me = make_space(approves=False), who(kind)
        refused = press(me, "space_join", space.slug)
        assert (refused.status_code, Membership.objects.exists()) == (422, False)
        assert press(me, "space_join", space.slug, consent="on").status_code == 302
        assert Membership.objects.get(persona=me).state == "joined"

    @pytest.mark.row("B34", "B36")
    def test_a_clinician_reads_the_warning_and_waits_for_the_stewards(self) -> None:
        space, me = make_space(approves=False), who("clinician", "V3")
        page = client_of(me).get(reverse("space_join", args=[space.slug])).content.decode()
        assert "Your own patients may be here" in page
        assert press(me, "space_join", space.slug).status_code == 422
        press(me, "space_join", space.slug, consent="on")
        assert Membership.objects.get(persona=me).state == "asked"

    @pytest.mark.row("B34")
    @pytest.mark.parametrize("level", ["", "V2", "P"])
    def test_who_was_not_verified_is_no_guest(self, level: str) -> None:
        space = make_space()
        refused = press(who("clinician", level), "space_join", space.slug, consent="on")
        assert (refused.status_code, Membership.objects.exists()) == (422, False)
        assert reverse("why", args=["B34"]) in refused.content.decode()

    @pytest.mark.row("B40")
    def test_an_organisation_comes_by_an_invitation_alone_and_reads(self) -> None:
        space, it = make_space(), who("organisation")
        refused = press(it, "space_join", space.slug, consent="on")
        assert (refused.status_code, reverse("why", args=["B40"]) in refused.content.decode()) == (422, True)
        code = invited(space)
        page = client_of(it).get(reverse("invitation", args=[code])).content.decode()
        assert "You can read, and not write." in page
        assert press(it, "invitation", code, consent="on").status_code == 302
        assert opened(it, space) == 200
        assert into(it, space, FINE).status_code == 422
        assert not Post.objects.exists()


class TestKeepingAway:
    @pytest.mark.row("B39")
    def test_who_says_not_my_doctor_is_not_there_for_that_clinician(self) -> None:
        me, doctor = who("patient"), who("clinician", "V3")
        post = write(me)
        seen = client_of(doctor)
        assert seen.get(reverse("post", args=[post.id])).status_code == 200
        assert press(me, "not_my_doctor", doctor.handle).status_code == 302
        for address in (reverse("post", args=[post.id]), reverse("persona", args=[me.handle])):
            assert seen.get(address).status_code == 404


class TestRooms:
    @pytest.mark.row("B45", "B54", "H36")
    @pytest.mark.parametrize("kind", ["patient", "carer", "organisation", "researcher", "personal", "clinician"])
    def test_for_others_a_room_is_not_there(self, kind: str) -> None:
        room, me = make_space(kind="room", name="Sleep room"), who(kind)
        assert opened(me, room) == 404
        assert press(me, "space_join", room.slug).status_code == 404
        found = client_of(me).get(reverse("search"), {"q": "Sleep", "kind": "spaces"}).content.decode()
        assert "Sleep room" not in found

    @pytest.mark.row("B46", "H34", "H35")
    def test_with_a_match_a_clinician_reads_and_does_not_write(self) -> None:
        room, me = make_space(kind="room"), who("clinician", "V2")
        join(me, room)
        assert opened(me, room) == 200
        assert into(me, room, FINE).status_code == 422
        assert not Post.objects.exists()

    @pytest.mark.row("B53", "H37")
    @pytest.mark.parametrize(("from_id", "status"), [(None, 404), (1, 200)])
    def test_a_student_enters_teaching_rooms_only(self, from_id: int | None, status: int) -> None:
        assert opened(who("student", "S"), make_space(kind="room", students_from=from_id)) == status


@pytest.mark.row("B71")
@pytest.mark.parametrize("role", ["administrator", "moderator", "safety_lead"])
def test_no_role_opens_a_community(role: str) -> None:
    space, member = make_space(), who("patient")
    join(member, space)
    post = write(member, "Only for us here.", space=space)
    staff = client_of(make_persona(kind="personal", account=make_account(staff=(role,))))
    assert staff.get(reverse("post", args=[post.id])).status_code == 404
    assert "Only for us here." not in staff.get(reverse("space", args=[space.slug])).content.decode()

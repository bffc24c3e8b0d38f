"""Rows of the table through the pages, where one row takes more than one press: what each asks, shows or keeps away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from bedside.areas.posts.models import FirstMessage, Mention, Post
from bedside.areas.spaces.actions.leaving import end_stays
from bedside.areas.spaces.models import Invitation, Membership
from bedside.kit.clock import now
from bedside.policy.endorsing import LINE
from tests.areas.messaging.writing import begin
from tests.areas.posts.test_guard import FINE
from tests.areas.posts.writing import write
from tests.areas.records.people import answer
from tests.doors.web.composing import send
from tests.doors.web.pressing import invited, opened, press, who
from tests.factories import (
    client_of,
    join,
    make_account,
    make_channel,
    make_credential,
    make_persona,
    make_practice,
    make_space,
    on_team,
    viewer_of,
)

pytestmark = pytest.mark.django_db

CRITICISM = "Dr. Mallory is a quack."
PRAISE = "I recommend the Restora app to everybody who sleeps badly."


class TestColleaguesAndProducts:
    @pytest.mark.row("B16")
    def test_who_criticises_a_colleague_by_name_is_asked_once_more_first(self) -> None:
        me = who("clinician", "V3")
        asked = send(me, CRITICISM, confirmed="1")  # a tick that nobody asked for counts for nothing
        page = asked.content.decode()
        assert (asked.status_code, Post.objects.exists()) == (422, False)
        assert "Tell them in private first." in page
        assert reverse("why", args=["B16"]) in page
        assert send(me, CRITICISM).status_code == 422
        assert send(me, CRITICISM, confirmed="1").status_code == 302
        assert Post.objects.get().text == CRITICISM

    @pytest.mark.row("B16")
    def test_her_handle_is_a_name_as_well_and_a_patients_is_none(self) -> None:
        me, colleague, patient = who("clinician", "V3"), who("clinician", "V3"), who("patient")
        assert send(me, f"@{colleague.handle} is incompetent.").status_code == 422
        assert send(me, f"Nobody should call @{patient.handle} stupid.").status_code == 302

    @pytest.mark.row("B16")
    def test_a_patient_may_say_so(self) -> None:
        assert send(who("patient"), CRITICISM, agreed="1").status_code in (302, 422)
        assert b"Tell them in private first." not in send(who("patient"), CRITICISM).content

    @pytest.mark.row("B17")
    def test_who_speaks_for_a_product_tells_her_ties_inside_the_post(self) -> None:
        me = who("clinician", "V3")
        asked = send(me, PRAISE)
        assert (asked.status_code, Post.objects.exists()) == (422, False)
        assert 'name="ties"' in asked.content.decode()
        assert reverse("why", args=["B17"]) in asked.content.decode()
        assert send(me, PRAISE, ties="Restora paid my travel.").status_code == 302
        read = client_of(who("patient")).get(reverse("square")).content.decode()
        assert f"{LINE} Restora paid my travel." in read

    @pytest.mark.row("B17")
    def test_a_change_cannot_take_the_ties_out(self) -> None:
        me = who("clinician", "V3")
        send(me, PRAISE, ties="none")
        post = Post.objects.get()
        edit = reverse("post_edit", args=[post.id])
        assert send(me, PRAISE, to=edit).status_code == 422
        post.refresh_from_db()
        assert LINE in post.text

    @pytest.mark.row("B20")
    def test_under_a_pseudonym_a_clinician_writes_as_a_member_without_a_badge(self) -> None:
        doctor, owl = who("clinician", "V3", name="Uma Haddad"), who("clinician", name="Night Owl")
        for one in (doctor, owl):
            assert send(one, FINE).status_code == 302
        page = client_of(who("patient")).get
        badged = page(reverse("persona", args=[doctor.handle])).content.decode()
        bare = page(reverse("persona", args=[owl.handle])).content.decode()
        assert "See and check this badge" in badged
        assert "See and check this badge" not in bare
        assert "We don't know if this person is a clinician." in bare


class TestBeingNamed:
    @pytest.mark.row("H21")
    @pytest.mark.parametrize("kind", ["organisation", "researcher"])
    @pytest.mark.parametrize("target", ["patient", "carer"])
    def test_a_patient_is_not_told_where_an_organisation_names_her(self, kind: str, target: str) -> None:
        other = who(target)
        assert send(who(kind), f"{FINE} @{other.handle}").status_code == 302
        assert f"@{other.handle}" in Post.objects.get().text
        assert not Mention.objects.exists()

    @pytest.mark.parametrize("kind", ["patient", "clinician"])
    def test_others_call_her_by_her_name(self, kind: str) -> None:
        other = who("patient")
        send(who(kind), f"{FINE} @{other.handle}")
        assert Mention.objects.get().persona_id == other.id

    @pytest.mark.row("B38")
    def test_a_first_message_between_members_is_hers_to_read_once_she_takes_it(self) -> None:
        space, me, other = make_space(), who("patient"), who("patient")
        for one in (me, other):
            join(one, space)
        words = f"@{other.handle} Could we talk about pacing?"
        assert send(me, words, audience="mentioned").status_code == 302
        post = Post.objects.get()
        her = client_of(other)
        assert her.get(reverse("post", args=[post.id])).status_code == 404
        assert FirstMessage.objects.get().persona_id == other.id
        assert her.post(reverse("message_take", args=[post.id])).status_code == 302
        assert "Could we talk about pacing?" in her.get(reverse("post", args=[post.id])).content.decode()


class TestStaysThatEnd:
    @pytest.mark.row("B40")
    def test_an_organisation_reads_to_the_last_moment_of_its_invitation_and_no_longer(self) -> None:
        space, it = make_space(), who("organisation")
        code = invited(space)
        ends = Invitation.objects.get().expires_at
        shown = client_of(it).get(reverse("invitation", args=[code])).content.decode()
        assert f"until {ends:%-d %b %Y}" in shown
        assert press(it, "invitation", code, consent="on").status_code == 302
        row = Membership.objects.filter(persona=it)
        assert row.get().ends_at == ends
        assert opened(it, space) == 200
        member = who("patient")
        join(member, space)
        post = write(member, "Only for us here.", space=space)
        browser = client_of(it)
        assert "Only for us here." in browser.get(reverse("post", args=[post.id])).content.decode()
        row.update(ends_at=now() - timedelta(hours=1))  # and no job has run
        assert browser.get(reverse("post", args=[post.id])).status_code == 404
        assert "Only for us here." not in browser.get(reverse("space", args=[space.slug])).content.decode()
        assert (end_stays(), end_stays(), row.exists()) == (1, 0, False)

    def test_who_joined_without_an_end_stays(self) -> None:
        space, guest = make_space(), who("clinician", "V3")
        press(guest, "invitation", invited(space), consent="on")
        assert Membership.objects.get(persona=guest).ends_at is None
        assert end_stays() == 0


class TestResearchers:
    @pytest.mark.row("B29")
    def test_a_researcher_gets_the_public_posts_page_by_page_and_nothing_else(self) -> None:
        closed, member, it = make_space(), who("patient"), who("researcher")
        join(member, closed)
        inside = write(member, "Only for us here.", space=closed)
        for number in range(30):
            write(make_persona(), f"In the open, number {number}.")
        browser = client_of(it)
        page = browser.get(reverse("square"), {"limit": "1000", "page_size": "1000", "format": "json"})
        assert page["Content-Type"].startswith("text/html")
        assert 1 <= page.content.decode().count("In the open, number") <= 20
        assert browser.get(reverse("post", args=[inside.id])).status_code == 404
        copy = browser.get(reverse("settings_data")).content.decode()
        assert "In the open" not in copy


class TestRecords:
    @pytest.mark.row("B35")
    def test_a_guest_clinician_reads_nothing_of_what_one_member_told_of_a_treatment(self) -> None:
        space, member, doctor = make_space(condition="depression"), who("patient"), who("clinician", "V3")
        for one in (member, doctor):
            join(one, space)
        [(_viewer, course)] = answer("quiettea", by=viewer_of(member))
        browser = client_of(doctor)
        browser.post(reverse("look_up", args=[member.handle]), {"reason": "A recall of her device."})
        pages = [
            reverse("persona", args=[member.handle]),
            reverse("space", args=[space.slug]),
            reverse("space_members", args=[space.slug]),
            reverse("treatments"),
            reverse("condition", args=["depression"]),
        ]
        assert [one for one in pages if "quiettea" in browser.get(one).content.decode()] == []
        assert browser.get(reverse("evaluation", args=[course])).status_code == 404
        assert client_of(member).get(reverse("evaluation", args=[course])).status_code == 200


class TestTeens:
    @pytest.mark.row("B43")
    def test_a_teen_joins_a_community_for_teens_and_no_adult_writes_to_her_alone(self) -> None:
        teen, adult = make_persona(teen=True), who("patient")
        adults, teens = make_space(approves=False), make_space(approves=False, for_teens=True)
        assert press(teen, "space_join", adults.slug, consent="on").status_code >= 400
        assert press(teen, "space_join", teens.slug, consent="on").status_code == 302
        assert press(adult, "space_join", teens.slug, consent="on").status_code >= 400
        assert list(Membership.objects.values_list("persona_id", "space_id")) == [(teen.id, teens.id)]
        send(adult, f"@{teen.handle} How old are you?", audience="mentioned")
        assert not Mention.objects.exists()
        assert not FirstMessage.objects.exists()

    @pytest.mark.row("B43")
    def test_she_tells_no_place(self) -> None:
        told = send(make_persona(teen=True), "I live at 12 Mill Lane, Hoxton.", confirmed="1")
        assert (told.status_code, Post.objects.exists()) == (422, False)


@pytest.mark.row("B44")
def test_a_steward_sees_the_name_that_a_member_chose_and_no_way_behind_it() -> None:
    space, steward = make_space(), who("patient")
    join(steward, space, role="steward")
    account = make_account(mail="violet.hill@mail.example")
    member = make_persona(account=account, name="Quiet Heron")
    other = make_persona(account=account, handle="violet_hill", name="Violet Hill")
    join(member, space)
    write(member, "Only for us here.", space=space)
    browser = client_of(steward)
    pages = [reverse(name, args=[space.slug]) for name in ("space", "space_members", "space_requests")]
    for page in (*pages, reverse("persona", args=[member.handle])):
        shown = browser.get(page).content.decode()
        assert [one for one in ("violet.hill", other.handle, other.name) if one in shown] == []
    form = {"handle": f"@{member.handle}", "reason": "child", "words": "I want to know who it is."}
    assert browser.get(reverse("emergency_ask")).status_code == 404
    assert browser.post(reverse("emergency_ask"), form).status_code == 404


@pytest.mark.row("B65")
def test_what_a_patient_wrote_to_the_practice_is_not_published_by_her_doctor() -> None:
    practice = make_practice()
    doctor = on_team(make_persona(kind="clinician"), practice, "owner", "responder")
    make_credential(doctor)
    patient = make_persona()
    make_channel(patient, practice)
    words = (
        "Rest days work better than I thought they would. Counting steps made me do too much on good mornings and then "
        "pay for it with three or four very slow evenings in a row."
    )
    begin(patient, practice, words)
    told = send(doctor, f"Heard today: {words}")
    assert (told.status_code, Post.objects.exists()) == (422, False)
    page = told.content.decode()
    assert [
        one for one in ("channel", "your practice", "patient of yours", patient.handle) if one in page.lower()
    ] == []
    assert send(patient, words, confirmed="1").status_code in (302, 422)  # her own words are hers to tell

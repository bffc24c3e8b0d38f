"""A clinician's page, what its owner says on it, and vouching, through the browser."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.credentials import actions, queries
from bedside.areas.credentials.models import Credential, Interest, Vouch
from bedside.areas.directory import queries as directory
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.kit.clock import now
from bedside.policy.directory.asking import question
from tests.areas.directory.people import checked, wrote
from tests.areas.messaging.making import make_practice, put_on_team
from tests.areas.posts.writing import write
from tests.factories import block, client_of, follow, join, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db
LONG = "Dorothea Magdalena Wilhelmina van der Hoogenband-Schimmelpenninck"[:60]


@pytest.fixture
def doctor() -> Persona:
    made = make_persona(kind="clinician", handle="doctor_owl", name="Oona Owl", asks_first=False)
    row = make_credential(made)
    Credential.objects.filter(id=row.id).update(specialty="Neurology", specialty_checked=True, region="NE")
    return made


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def page(whose: Persona, show: str = "", client: Client | None = None) -> str:
    return text(client or Client(), reverse("persona", args=[whose.handle]) + (f"?show={show}" if show else ""))


def declare(doctor: Persona, payer: str = "Acme Pharma", **more: object) -> Interest:
    given = {"payer": payer, "kind": "payment", "begun": now().date() - timedelta(days=30)} | more
    return actions.declare(by=viewer_of(doctor), persona_id=doctor.id, **given)  # type: ignore[arg-type]  # a table


class TestThePage:
    def test_it_says_what_was_checked_and_what_it_is_not_for(self, doctor: Persona) -> None:
        found = page(doctor)
        assert "Dr Oona Owl" in found
        assert "Physician, neurology" in found
        assert "Neurology (checked)" in found
        assert "Licence for NE" in found
        assert "They can't care for you on this site. Ask your own practice." in found
        assert "Interests Nothing said yet." in found

    def test_who_was_never_checked_has_that_said(self) -> None:
        found = page(make_persona(kind="clinician", name="Somebody"))
        assert "We don't know if this person is a clinician." in found
        assert "Dr" not in found

    def test_a_lapsed_badge_gives_no_licence_and_no_title(self, doctor: Persona) -> None:
        Credential.objects.update(valid_until=now() - timedelta(days=1))
        found = page(doctor)
        assert "Dr Oona" not in found
        assert "Licence for" not in found
        assert "lapsed" in found.lower()

    def test_a_suspended_badge_says_nothing_of_itself(self, doctor: Persona) -> None:
        Credential.objects.update(suspended_at=now())
        for show in ("", "about"):
            found = page(doctor, show)
            assert "Physician" not in found
            assert "uspended" not in found
            assert "Licence for" not in found

    def test_a_register_match_alone_is_not_told(self) -> None:
        matched = make_persona(kind="clinician", name="Matched")
        row = make_credential(matched, level="V2", title="")
        Credential.objects.filter(id=row.id).update(region="NE")
        assert "neurology" not in page(matched, "about").lower()
        assert "NE" not in page(matched).split()

    def test_past_checks_stand_under_about_with_their_days(self, doctor: Persona) -> None:
        make_again = Credential.objects.get()
        Credential.objects.update(checked_at=now() - timedelta(days=400), revoked_at=now(), replaced_by=1)
        make_credential(doctor)
        found = page(doctor, "about")
        assert "Counts now" in found
        assert "Earlier Physician, neurology. Checked" in found
        assert make_again.checked_by == doctor.id

    def test_articles_stand_apart_from_posts(self, doctor: Persona) -> None:
        write(doctor, "A short word.")
        write(doctor, "A long text.", kind="article", title="About rest")
        assert "A short word." in page(doctor)
        assert "About rest" not in page(doctor)
        assert "About rest" in page(doctor, "articles")
        assert "A short word." not in page(doctor, "articles")

    def test_an_unknown_view_of_it_shows_the_posts(self, doctor: Persona) -> None:
        write(doctor, "A short word.")
        assert "A short word." in page(doctor, "everything")

    def test_without_posts_it_says_so(self, doctor: Persona) -> None:
        assert "There is nothing here that you can read." in page(doctor)

    def test_the_practice_has_a_door_and_a_practice_that_does_not_name_her_has_none(self, doctor: Persona) -> None:
        practice = make_space(kind="practice", slug="elm-street", name="Elm Street Practice")
        row = join(doctor, practice)
        assert "Go to Elm Street Practice" in page(doctor)
        assert "Practice Elm Street Practice" in page(doctor, "about")
        row.listed = False
        row.save()
        assert "Elm Street" not in page(doctor) + page(doctor, "about")

    def test_a_community_that_she_is_a_guest_of_is_not_told(self, doctor: Persona) -> None:
        join(doctor, make_space(name="Living with yaksomnia"), role="guest")
        join(doctor, make_space(kind="room", name="Neurology room"))
        assert "yaksomnia" not in page(doctor) + page(doctor, "about")
        assert "Neurology room" not in page(doctor) + page(doctor, "about")

    def test_whom_she_follows_and_who_follows_her_is_told_to_nobody(self, doctor: Persona) -> None:
        fans = [make_persona(name=f"Fan{number}", handle=f"fan_{number}") for number in range(12)]
        before = page(doctor) + page(doctor, "about")
        for fan in fans:
            follow(fan, doctor)
            follow(doctor, fan)
        for reader in (Client(), client_of(make_persona()), client_of(doctor)):
            for show in ("", "articles", "about"):
                assert "Fan" not in page(doctor, show, reader)
        assert page(doctor) + page(doctor, "about") == before
        lists = client_of(doctor)
        for which in ("followers", "waiting"):
            assert "Fan" not in text(lists, f"/contacts/?list={which}")

    def test_a_blocked_clinician_shows_a_name_alone(self, doctor: Persona) -> None:
        reader = make_persona()
        block(reader, doctor)
        declare(doctor)
        found = page(doctor, "about", client_of(reader))
        assert "Acme" not in found
        assert "Blocked" in found

    def test_what_she_says_is_marked_as_hers(self, doctor: Persona) -> None:
        wish = actions.Wish(
            city="Omaha",
            country="US",
            languages=("en", "ar"),
            specialties=("Neurology", "Headache"),
            accepts_general=True,
        )
        actions.save_profile(by=viewer_of(doctor), persona_id=doctor.id, wish=wish)
        found = page(doctor, "about")
        for said in ("Omaha", "United States", "English, Arabic", "Headache (says so)", "It is never about one person"):
            assert said in found
        assert "Neurology (says so)" not in found

    def test_six_interests_are_told_in_short_and_in_full(self, doctor: Persona) -> None:
        for number in range(6):
            declare(doctor, f"Company{number}", concerns=("Sleepwell",))
        assert "and 4 more" in page(doctor)
        assert page(doctor, "about").count("Sleepwell") == 6

    def test_her_posts_tell_them(self, doctor: Persona) -> None:
        write(doctor, "Acme Pharma has news.", warning="News")
        assert "Paid by" not in page(doctor).split("On this page")[-1]
        declare(doctor)
        for url in (reverse("persona", args=[doctor.handle]), "/square/"):
            shown = Client().get(url).content.decode()
            assert f"Paid by Acme Pharma (since {(now() - timedelta(days=30)).year})" in shown
            assert shown.rindex("Paid by Acme Pharma") < shown.index('<details class="fold">')


class TestTheOwnersSide:
    def test_she_saves_her_page(self, doctor: Persona) -> None:
        form = {"specialties": "heart doctor, Headache", "country": "US", "languages": "english; Arabic"}
        response = client_of(doctor).post("/settings/clinician/", form | {"accepts_general": "on", "city": " Omaha "})
        assert response.status_code == 302
        saved = queries.profile(doctor.id)
        assert (saved.city, saved.country, saved.languages) == ("Omaha", "US", ["en", "ar"])
        assert saved.specialties == ["Cardiology", "Headache"]
        assert saved.accepts_general
        assert "Headache" in client_of(doctor).get("/settings/clinician/").content.decode()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("languages", "Klingon"),
            ("languages", ", ".join(["en", "ar", "fr", "de", "es", "it", "nl", "pl", "tr"])),
            ("country", "ZZ"),
            ("specialties", "Professor of everything"),
            ("specialties", ",".join(f"Field {n}" for n in range(7))),
            ("city", "x" * 200),
            ("city", "\u202eevil"),
        ],
    )
    def test_what_can_not_be_is_refused_beside_its_field(self, field: str, value: str, doctor: Persona) -> None:
        response = client_of(doctor).post("/settings/clinician/", {field: value})
        assert response.status_code == 422
        assert f'id="id_{field}_error"' in response.content.decode()

    @pytest.mark.parametrize("url", ["/settings/clinician/", "/settings/interests/", "/verification/vouch/"])
    def test_for_everybody_else_there_is_no_such_page(self, url: str) -> None:
        for kind in ("patient", "student", "personal"):
            assert client_of(make_persona(kind=kind)).get(url).status_code == 404

    def test_she_declares_ends_and_takes_back(self, doctor: Persona) -> None:
        client = client_of(doctor)
        form = {"payer": "Acme Pharma", "kind": "shares", "begun": "2026-01-02", "concerns": "Sleepwell, #mecfs"}
        assert client.post("/settings/interests/", form).status_code == 302
        row = Interest.objects.get()
        assert (row.kind, row.concerns, row.ended) == ("shares", ["Sleepwell", "#mecfs"], None)
        assert "Owns shares of Acme Pharma (since 2026)" in text(client, "/settings/interests/")
        end = f"/settings/interests/{row.id}/end/"
        assert client.post(end, {"ended": "2026-01-03"}).status_code == 422
        assert client.post(end, {"ended": now().date().isoformat()}).status_code == 302
        assert client.post(f"/settings/interests/{row.id}/take-back/").status_code == 302
        assert not Interest.objects.exists()

    def test_nobody_touches_anothers(self, doctor: Persona) -> None:
        row = declare(doctor)
        other = client_of(make_persona(kind="clinician"))
        assert other.get(f"/settings/interests/{row.id}/end/").status_code == 404
        assert other.post(f"/settings/interests/{row.id}/end/", {"ended": "2026-01-03"}).status_code == 404
        assert other.post(f"/settings/interests/{row.id}/take-back/").status_code == 404
        assert Interest.objects.get() == row

    def test_she_says_that_there_are_none(self, doctor: Persona) -> None:
        assert client_of(doctor).post("/settings/interests/none/").status_code == 302
        assert "None to declare. Said on" in page(doctor)
        declare(doctor)
        assert client_of(doctor).post("/settings/interests/none/").status_code == 422


class TestVouching:
    def test_one_asks_and_a_colleague_answers(self, doctor: Persona) -> None:
        asker = make_persona(kind="clinician", handle="far_away", name="Far Away")
        client, colleague = client_of(asker), client_of(doctor)
        assert "in which country you work" in text(client, "/verification/vouch/")
        actions.save_profile(by=viewer_of(asker), persona_id=asker.id, wish=actions.Wish(country="KE"))
        begun = client.post("/verification/vouch/", {"profession": "Physician", "specialty": "neurology"})
        assert begun.status_code == 302
        assert client.post("/verification/vouch/", {"handle": "@doctor_owl"}).status_code == 302
        row = Vouch.objects.get()
        answers = text(colleague, "/verification/vouch/answers/")
        assert "Far Away" in answers
        assert "Physician, Neurology" in answers
        url = f"/verification/vouch/answers/{row.id}/"
        assert colleague.post(url, {"say": "perhaps"}).status_code == 404
        assert client.post(url, {"say": "yes"}).status_code == 404
        assert colleague.post(url, {"say": "yes"}).status_code == 302
        assert "1 of 3 needed" in text(client, "/verification/vouch/")
        assert "Oona" not in text(client, "/verification/vouch/")
        assert colleague.post(url, {"say": "withdraw"}).status_code == 302
        assert "0 of 3 needed" in text(client, "/verification/vouch/")
        assert client.post("/verification/vouch/end/").status_code == 302

    @pytest.mark.parametrize("whom", ["nobody_has_this", "just_a_patient", "who_blocked", "hidden_one", "private_me"])
    def test_a_wrong_handle_is_answered_alike(self, whom: str, doctor: Persona) -> None:
        asker = make_persona(kind="clinician", handle="far_away")
        make_persona(handle="just_a_patient")
        make_persona(kind="personal", handle="private_me")
        make_persona(kind="clinician", handle="hidden_one", hidden=True)
        block(make_persona(kind="clinician", handle="who_blocked"), asker)
        actions.save_profile(by=viewer_of(asker), persona_id=asker.id, wish=actions.Wish(country="KE"))
        actions.begin_vouching(by=viewer_of(asker), profession="Physician", specialty="neurology")
        response = client_of(asker).post("/verification/vouch/", {"handle": whom})
        assert response.status_code == 422
        assert "Nobody with this handle can vouch for you." in response.content.decode()


def test_a_very_long_name_stands_on_the_page() -> None:
    assert LONG in page(make_persona(kind="clinician", name=LONG))


def test_a_clinician_leaves_a_topic_out_of_the_list_and_shows_it_again() -> None:
    """Accents and capitals are one topic, as they are in the search."""
    doctor = checked("Uma Haddad")
    wrote(doctor, ["Caf\u00e9Sleep", "mecfs"], times=4)
    client, url = client_of(doctor), reverse("clinician_profile")
    assert "#Caf\u00e9Sleep 4 posts Leave it out" in text(client, url)
    client.post(url, {"leave_out": "Caf\u00e9Sleep"})
    assert "#Caf\u00e9Sleep left out Show it again" in text(client, url)
    assert [found(topic) for topic in ("caf\u00e9sleep", "cafesleep", "mecfs")] == [0, 0, 1]
    client.post(url, {"show_topic": "Caf\u00e9Sleep"})
    assert found("cafesleep") == 1


def found(topic: str) -> int:
    return len(directory.find(ANONYMOUS, question(topic=topic)).items)


def test_the_page_of_a_clinician_leads_to_the_door_of_the_practice() -> None:
    doctor = make_persona(kind="clinician")
    put_on_team(doctor, make_practice(slug="elm", name="Elm Street Practice"))
    page = Client().get(reverse("persona", args=[doctor.handle])).content.decode()
    assert reverse("door", args=["elm"]) in page
    assert "Go to the door of Elm Street Practice" in page

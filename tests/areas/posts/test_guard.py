"""The guard in the write path: five verdicts, and what lets a text through after all."""

from datetime import timedelta

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.models import Persona, SiteProfile
from bedside.areas.people.queries import forget_shown_profile
from bedside.areas.posts.gate import HeldBack, facts
from bedside.areas.posts.models import Confirmation, Post
from bedside.areas.posts.seen import Answered
from bedside.kit.clock import now
from tests.areas.posts.writing import answer, poll, write
from tests.factories import join, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db

FINE = "Resting before the day helps me."
ADVISED = "I was born on 3 March 1990 and I rest a lot."
CONFIRMED = "My number is 402-555-0142, call me."
ABOUT_OTHER = "My mother lives alone. Her number is 402-555-0142."
REFUSED = "You have been my patient since spring, see me again soon."


def verdict_of(author: Persona, text: str, **more: object) -> str:
    try:
        write(author, text, **more)
    except HeldBack as held:
        return held.report.verdict
    return "published"


class TestVerdicts:
    @pytest.mark.parametrize(
        ("kind", "text", "verdict"),
        [
            ("patient", FINE, "published"),
            ("patient", ADVISED, "published"),
            ("patient", CONFIRMED, "confirm"),
            ("patient", ABOUT_OTHER, "hold"),
            ("carer", ABOUT_OTHER, "hold"),
            ("clinician", FINE, "published"),
            ("clinician", ABOUT_OTHER, "hold"),
            ("clinician", REFUSED, "refuse"),
        ],
    )
    def test_what_comes_of_a_text(self, kind: str, text: str, verdict: str) -> None:
        assert verdict_of(make_persona(kind=kind), text) == verdict

    @pytest.mark.parametrize("text", [CONFIRMED, ABOUT_OTHER])
    def test_a_text_held_back_reaches_nobody(self, text: str) -> None:
        verdict_of(make_persona(), text)
        assert not Post.objects.exists()

    @pytest.mark.parametrize("part", ["title", "warning", "an answer of a poll", "the text of a picture"])
    def test_every_word_of_a_post_is_read(self, part: str) -> None:
        author, secret = make_persona(kind="clinician"), "his number is 402-555-0142"
        if part == "an answer of a poll":
            with pytest.raises(HeldBack):
                poll(author, options=(secret, "Rest"))
        else:
            more = {"title": {"title": secret}, "warning": {"warning": secret}}.get(part, {"alts": (secret,)})
            assert verdict_of(author, FINE, **more) == "hold"

    def test_a_reply_to_a_patient_is_read_as_one(self) -> None:
        question = write(make_persona(), "Does anybody sleep badly with this?")
        with pytest.raises(HeldBack) as held:
            answer(make_persona(kind="clinician"), question, "Your scan of 3 March 2026 shows it.")
        assert held.value.report.verdict in ("hold", "refuse")

    @pytest.mark.asvs("16.3.3")
    def test_held_back_is_audited_by_rule_and_never_by_word(self) -> None:
        verdict_of(make_persona(kind="clinician"), ABOUT_OTHER)
        entry = AuditEntry.objects.get(action="guard.held_back")
        assert (entry.detail["verdict"], "402" in str(entry.detail)) == ("hold", False)


class TestSecondPress:
    def test_the_second_press_publishes(self) -> None:
        me = make_persona()
        assert [verdict_of(me, CONFIRMED), verdict_of(me, CONFIRMED, confirmed=True)] == ["confirm", "published"]

    @pytest.mark.asvs("2.3.1")
    def test_a_first_press_that_claims_to_be_the_second_is_asked(self) -> None:
        assert verdict_of(make_persona(), CONFIRMED, confirmed=True) == "confirm"

    @pytest.mark.parametrize(
        "other",
        [
            {"text": CONFIRMED + " Soon."},
            {"text": CONFIRMED, "warning": "numbers"},
            {"text": CONFIRMED, "audience": "followers"},
        ],
    )
    def test_it_counts_for_exactly_that_text_to_those_readers(self, other: dict[str, str]) -> None:
        me = make_persona()
        verdict_of(me, CONFIRMED)
        assert verdict_of(me, confirmed=True, **other) == "confirm"  # type: ignore[arg-type]

    def test_it_counts_for_the_one_who_was_asked(self) -> None:
        verdict_of(make_persona(), CONFIRMED)
        assert verdict_of(make_persona(), CONFIRMED, confirmed=True) == "confirm"

    def test_it_counts_once(self) -> None:
        me = make_persona()
        answers = [verdict_of(me, CONFIRMED, confirmed=confirmed) for confirmed in (False, True, True)]
        assert answers == ["confirm", "published", "confirm"]

    def test_it_counts_for_some_hours_only(self) -> None:
        me = make_persona()
        verdict_of(me, CONFIRMED)
        Confirmation.objects.update(asked_at=now() - timedelta(hours=13))
        assert verdict_of(me, CONFIRMED, confirmed=True) == "confirm"

    def test_it_is_audited_and_kept_without_the_text(self) -> None:
        me = make_persona()
        verdict_of(me, CONFIRMED)
        kept = bytes(Confirmation.objects.get().text_hash)
        verdict_of(me, CONFIRMED, confirmed=True)
        entry = AuditEntry.objects.get(action="guard.confirmed")
        assert (len(kept), list(entry.detail), "402" in str(entry.detail)) == (32, ["rules"], False)

    @pytest.mark.parametrize(
        ("kind", "text", "verdict"), [("clinician", REFUSED, "refuse"), ("patient", ABOUT_OTHER, "hold")]
    )
    def test_it_opens_no_other_verdict(self, kind: str, text: str, verdict: str) -> None:
        me = make_persona(kind=kind)
        verdict_of(me, text)
        assert verdict_of(me, text, confirmed=True) == verdict


class TestAgreement:
    @pytest.mark.parametrize(
        ("kind", "text", "verdict"),
        [
            ("patient", ABOUT_OTHER, "published"),
            ("carer", ABOUT_OTHER, "published"),
            ("clinician", ABOUT_OTHER, "hold"),
            ("organisation", ABOUT_OTHER, "hold"),
            ("clinician", REFUSED, "refuse"),
            ("patient", CONFIRMED, "confirm"),
        ],
    )
    def test_who_may_say_that_the_person_agreed(self, kind: str, text: str, verdict: str) -> None:
        assert verdict_of(make_persona(kind=kind), text, agreed=True) == verdict

    def test_the_word_is_audited(self) -> None:
        verdict_of(make_persona(), ABOUT_OTHER, agreed=True)
        assert AuditEntry.objects.filter(action="guard.agreed").count() == 1


class TestFacts:
    @pytest.mark.parametrize(
        ("space", "audience", "circle"),
        [
            ("square", "public", "public"),
            ("square", "followers", "followers"),
            ("square", "mentioned", "mentioned"),
            ("community", "space", "community"),
            ("room", "space", "room"),
            ("practice", "public", "public"),
        ],
    )
    def test_the_circle_of_readers(self, space: str, audience: str, circle: str) -> None:
        by = viewer_of(make_persona())
        given = facts(by=by, space=make_space(kind=space), audience=audience, answered=None)
        assert given.audience == circle

    @pytest.mark.parametrize(("kind", "role"), [("clinician", "practice"), ("patient", "patient")])
    def test_a_practice_speaks_through_its_team_only(self, kind: str, role: str) -> None:
        by = viewer_of(make_persona(kind=kind))
        assert facts(by=by, space=make_space(kind="practice"), audience="public", answered=None).role == role

    def test_in_a_room_relation_words_are_held_not_refused(self) -> None:
        doctor, room = make_persona(kind="clinician"), make_space(kind="room")
        make_credential(doctor)
        join(doctor, room)
        assert verdict_of(doctor, REFUSED, space=room) == "hold"


class TestAuthor:
    """What the author's own profile shows is no finding."""

    def test_her_name_and_handle_are_told(self) -> None:
        me = make_persona(name="Quiet Heron", handle="quiet_heron")
        given = facts(by=viewer_of(me), space=make_space(), audience="space", answered=None).profile
        assert (given.names, given.handles) == (("Quiet Heron",), ("quiet_heron",))

    @pytest.mark.parametrize(("number", "verdict"), [("402-555-0142", "published"), ("402-555-0143", "confirm")])
    def test_a_number_she_shows_herself_may_stand_in_her_post(self, number: str, verdict: str) -> None:
        me = make_persona(about="Massage and rest. Ring 402-555-0142 or write to me@clinic.example.")
        assert verdict_of(me, f"My number is {number}, call me.") == verdict

    def test_a_profile_that_changed_counts_from_then_on(self) -> None:
        me = make_persona(about="Ring 402-555-0142.")
        Persona.objects.filter(id=me.id).update(about="Ring nobody.")
        assert verdict_of(me, CONFIRMED) == "confirm"

    def test_a_practice_is_the_employer_of_its_team(self) -> None:
        doctor, practice = (
            make_persona(kind="clinician", name="Dr Vale"),
            make_space(kind="practice", name="Hill Practice"),
        )
        given = facts(by=viewer_of(doctor), space=practice, audience="public", answered=None).profile
        assert (given.employer, given.names) == ("Hill Practice", ("Dr Vale", "Hill Practice"))

    def test_who_is_answered_is_told(self) -> None:
        by, whom = viewer_of(make_persona()), Answered("patient", "still_otter")
        given = facts(by=by, space=make_space(), audience="space", answered=whom)
        assert (given.in_reply_to, given.answering) == ("patient", "still_otter")

    def test_the_country_is_that_of_the_site(self) -> None:
        SiteProfile.objects.update_or_create(id=1, defaults={"country": "GB"})
        forget_shown_profile()
        try:
            assert (
                facts(by=viewer_of(make_persona()), space=make_space(), audience="space", answered=None).country == "GB"
            )
        finally:
            forget_shown_profile()


class TestLog:
    def test_a_check_is_logged_by_rule_and_never_by_word(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level("INFO", logger="bedside.guard"):
            verdict_of(make_persona(kind="clinician"), ABOUT_OTHER)
        (line,) = [record.getMessage() for record in caplog.records if record.name == "bedside.guard"]
        assert line.startswith("hold kinds=phone rules=phone.")
        assert not any(word in line for word in ABOUT_OTHER.split())

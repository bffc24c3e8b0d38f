"""Reports of a message in a conversation with a practice: by the other side alone, and one message goes over."""

import pytest

from bedside.areas.messaging.actions import team
from bedside.areas.messaging.models import Message, Thread
from bedside.areas.messaging.queries.gate import WhyFirst
from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.actions import Choice
from bedside.areas.moderation.models import Act, Case
from bedside.areas.moderation.queries.things import NOT_HANDED_OVER
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.models import TeamMember
from bedside.kit.errors import NotHere, Refused
from bedside.kit.vault import key_no_of
from bedside.policy.moderation.telling import LOOKED
from tests.areas.messaging.making import add_message, hang, make_channel, make_colleague, make_practice, make_thread
from tests.areas.moderation.house import settle
from tests.factories import make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db

RUDE = "Stop whining about your knees."
ASKED = "You useless quack, I know where you park."


class Talk:
    """A conversation in which each side wrote something bad, and the team opened it."""

    def __init__(self, **fields: object) -> None:
        self.practice = make_practice()
        self.nurse = make_colleague(self.practice, name="Nurse Ada")
        self.patient = make_persona(handle="patty")
        self.thread: Thread = make_thread(
            make_channel(self.practice, self.patient), subject="My knees", words=ASKED, **fields
        )
        self.asked = Message.objects.get(thread=self.thread)
        if not fields:
            team.open_thread(by=viewer_of(self.nurse), thread_id=self.thread.id)
        self.rude = add_message(self.thread, RUDE, by=self.nurse)


@pytest.fixture
def talk() -> Talk:
    return Talk()


def report(by: Persona, message: Message, reason: str = "unkind") -> Case:
    actions.report(by=viewer_of(by), kind="message", key=str(message.id), reason=reason, words="It hurt me.")
    settle()
    return Case.objects.get(kind="message", subject_id=message.id)


def claimed(case: Case) -> tuple[Viewer, queries.View]:
    mod = viewer_of(make_staff("moderator", "mod"))
    actions.claim(by=mod, case_id=case.id)
    return mod, queries.view(mod, case.id)


class TestWhoReports:
    def test_a_patient_reports_what_the_practice_wrote(self, talk: Talk) -> None:
        assert report(talk.patient, talk.rude).about_id == talk.nurse.id
        assert [sent.told for sent in queries.reported(viewer_of(talk.patient))] == [LOOKED]

    def test_the_team_reports_what_the_patient_wrote(self, talk: Talk) -> None:
        assert report(talk.nurse, talk.asked).about_id == talk.patient.id

    def test_nobody_else_can_and_nobody_reports_her_own_side(self, talk: Talk) -> None:
        """P086: not a colleague who never opened it, not who left, no stranger, no moderator, no number at random."""
        colleague, other = make_colleague(talk.practice), make_colleague(talk.practice)
        team.open_thread(by=viewer_of(colleague), thread_id=talk.thread.id)
        TeamMember.objects.filter(practice=talk.practice, persona=colleague).delete()
        mod = make_staff("moderator", "mod")
        for by in (make_persona(), other, colleague, make_colleague(make_practice(slug="far")), mod):
            for message in (talk.asked, talk.rude):
                with pytest.raises(NotHere):
                    actions.report(by=viewer_of(by), kind="message", key=str(message.id), reason="unkind")
        for by, message in ((talk.patient, talk.asked), (talk.nurse, talk.rude)):
            with pytest.raises(NotHere):
                actions.report(by=viewer_of(by), kind="message", key=str(message.id), reason="unkind")
        for key in ("7", "0", "-1", "x", "9" * 30):
            with pytest.raises(NotHere):
                actions.report(by=viewer_of(talk.patient), kind="message", key=key, reason="unkind")
        assert not Case.objects.exists()

    def test_what_came_after_she_looked_is_reported_when_she_has_opened_it(self, talk: Talk) -> None:
        later = add_message(talk.thread, ASKED, by=talk.patient, by_patient=True)
        with pytest.raises(NotHere):
            report(talk.nurse, later)
        team.open_thread(by=viewer_of(talk.nurse), thread_id=talk.thread.id)
        assert report(talk.nurse, later).about_id == talk.patient.id

    def test_a_sensitive_thread_hands_nothing_over_before_a_reason_was_given(self) -> None:
        talk = Talk(sensitive=True)
        with pytest.raises(WhyFirst):
            team.open_thread(by=viewer_of(talk.nurse), thread_id=talk.thread.id)
        with pytest.raises(NotHere):
            report(talk.nurse, talk.asked)

    def test_records_of_substance_use_are_handed_over_by_their_patient_alone(self, talk: Talk) -> None:
        """42 CFR part 2: nothing of such a thread leaves the practice without the patient."""
        Thread.objects.filter(id=talk.thread.id).update(part2=True)
        with pytest.raises(NotHere):
            report(talk.nurse, talk.asked)
        assert report(talk.patient, talk.rude)

    @pytest.mark.parametrize("kind", ["internal", "system"])
    def test_comments_of_the_team_and_lines_of_the_site_are_no_messages(self, talk: Talk, kind: str) -> None:
        line = add_message(talk.thread, "She is difficult.", by=talk.nurse, kind=kind)
        with pytest.raises(NotHere):
            report(talk.patient, line)

    def test_a_message_that_the_patient_deleted_for_herself_is_gone_for_her(self, talk: Talk) -> None:
        Thread.objects.filter(id=talk.thread.id).update(hidden_at=talk.thread.opened_at)
        with pytest.raises(NotHere):
            report(talk.patient, talk.rude)

    def test_a_patient_who_is_on_the_team_too_does_not_report_herself(self, talk: Talk) -> None:
        other_face = make_persona(account=talk.patient.account, kind="clinician", handle="herself")
        line = add_message(talk.thread, RUDE, by=other_face)
        with pytest.raises(NotHere):
            report(talk.patient, line)


class TestWhatIsHandedOver:
    def test_a_picture_stays_where_it_is_and_the_report_says_that_there_is_one(self, talk: Talk) -> None:
        hang(talk.rude)
        _mod, view = claimed(report(talk.patient, talk.rude))
        assert view.snapshot["alts"] == [NOT_HANDED_OVER]

    def test_one_message_and_nothing_around_it(self, talk: Talk) -> None:
        _mod, view = claimed(report(talk.patient, talk.rude))
        assert view.snapshot == {"title": "", "html": f"<p>{RUDE}</p>"}
        assert (view.place, view.author) == ("", None)
        assert view.words == ("It hurt me.",)

    def test_the_case_tells_no_practice_and_no_patient(self, talk: Talk) -> None:
        """Who is whose patient is stored in messaging and nowhere else: design.md section 4."""
        case = report(talk.patient, talk.rude)
        kept = {value for value in vars(case).values() if isinstance(value, int)}
        assert not kept & {talk.patient.id, talk.practice.pk, talk.thread.id, talk.thread.channel_id}
        assert case.alike == []

    @pytest.mark.parametrize("side", ["patient", "nurse"])
    def test_it_is_sealed_with_the_patients_key_whoever_wrote_it(self, talk: Talk, side: str) -> None:
        case = report(talk.patient, talk.rude) if side == "patient" else report(talk.nurse, talk.asked)
        assert b"whining" not in bytes(case.snapshot_sealed)
        assert key_no_of(bytes(case.snapshot_sealed)) == talk.patient.account.key_no

    def test_its_author_reads_that_a_moderator_looked(self, talk: Talk) -> None:
        claimed(report(talk.nurse, talk.asked))
        assert [
            look.action for look in queries.looks_at_mine(viewer_of(talk.patient)).looks if look.action != "look.thread"
        ] == ["look.report"]


class TestWhatIsDone:
    def test_the_author_is_limited_and_told_and_the_words_stay_where_they_are(self, talk: Talk) -> None:
        case = report(talk.patient, talk.rude)
        mod, view = claimed(case)
        assert [act.code for act in view.can] == ["limit", "suspend"]
        with pytest.raises(Refused):
            actions.act(by=mod, case_id=case.id, choice=Choice(act="hide", reason="unkind"))
        actions.act(by=mod, case_id=case.id, choice=Choice(act="limit", reason="unkind", days=7, words="Be kind."))
        [told] = queries.decisions(viewer_of(talk.nurse))
        assert (told.told.why, told.told.words, told.can_appeal) == (
            "It may hurt the people it speaks to, or speaks of.",
            "Be kind.",
            True,
        )
        assert Act.objects.get().post_id is None
        assert Message.objects.get(id=talk.rude.id).words == RUDE

    def test_two_reports_of_one_message_are_one_case(self, talk: Talk) -> None:
        second = make_colleague(talk.practice)
        team.open_thread(by=viewer_of(second), thread_id=talk.thread.id)
        assert report(talk.nurse, talk.asked) == report(second, talk.asked)

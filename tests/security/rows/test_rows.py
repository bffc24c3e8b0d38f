"""What a viewer gets of each protected table, whatever the query: `SELECT *`, without any WHERE of ours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import DataError, ProgrammingError, connection, transaction

from bedside.areas.consents.models import Authorisation, Grant
from bedside.areas.contacts.models import Asking, FirstContact, LookUp, Mute, NotMyDoctor
from bedside.areas.credentials.models import (
    CallBack,
    Claim,
    Document,
    Evidence,
    MailCode,
    Measure,
    Opening,
    Review,
    SeenHash,
    Volunteer,
    Vouch,
    VouchRound,
)
from bedside.areas.directory.models import ListingClaim, OptOut
from bedside.areas.moderation.models import Act, Appeal, Case, Report
from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.areas.posts import models as posts
from bedside.areas.records.models import (
    AskedWave,
    BuildMemory,
    Condition,
    Course,
    Crash,
    DayCheck,
    Evaluation,
    LedgerEntry,
    Sitting,
    Standing,
    SymptomLog,
    TreatmentCourse,
    WaveAnswer,
)
from bedside.areas.spaces.models import SQUARE_ID, Invitation, Space
from bedside.areas.trials.models import Given, Trial, TrialDay, TrialNote
from bedside.areas.visits.models import SheetLink, SheetOpening
from bedside.areas.vocabulary.models import Decision, Use, WaitingWord
from bedside.kit import viewing
from bedside.kit.clock import now
from bedside.kit.outbox.models import OutboxRow
from bedside.kit.viewing import SYSTEM, VISITOR
from tests.areas.directory.people import listed
from tests.areas.escalations.scene import plant_everything as plant_escalation
from tests.areas.likeme.making import plant_everything as plant_alike
from tests.areas.messaging.making import add_message, hang, make_channel, make_colleague, make_practice, make_thread
from tests.areas.messaging.making import plant_everything as plant_practice
from tests.areas.records.people import plant_entries
from tests.factories import block, follow, join, make_claim, make_persona, make_space
from tests.security.rows.test_catalogue import PROTECTED


@dataclass(frozen=True)
class House:
    """One row or more in each protected table, around `owner`."""

    owner: Persona
    member: Persona  # of the same community
    follower: Persona
    named: Persona
    steward: Persona
    stranger: Persona
    closed: Space


def _post(author: Persona, space_id: int, audience: str) -> posts.Post:
    post = posts.Post(author=author, space_id=space_id, audience=audience, text="words", html="<p>words</p>")
    post.thread_id, post.thread_author_id = post.id, author.id
    post.save()
    return post


def _hang_on(post: posts.Post, owner: Persona, named: Persona) -> None:
    posts.PostRevision.objects.create(post_id=post.id, version=1, html="", written_at=now())
    posts.Poll.objects.create(post_id=post.id, closes_at=now())
    option = posts.PollOption.objects.create(post_id=post.id, place=0, text="yes")
    posts.PollVote.objects.create(persona_id=owner.id, post_id=post.id, option_id=option.id)
    posts.Image.objects.create(
        key=f"{post.id:032x}"[-32:], owner_id=owner.id, post_id=post.id, media_type="image/webp", width=1, height=1
    )
    posts.Mention.objects.create(persona_id=named.id, post_id=post.id)


@pytest.fixture(scope="module")
def made_house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """Make the house once for this module, in a transaction that never commits."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _made()
        transaction.set_rollback(True)


@pytest.fixture
def house(made_house: House) -> Iterator[House]:
    """Give the house to one test, and take back what the test changes."""
    with transaction.atomic():
        yield made_house
        transaction.set_rollback(True)


def _made() -> House:
    people = [make_persona() for _ in range(6)]
    owner, member, follower, named, steward, stranger = people
    closed = make_space()
    join(owner, closed)
    join(member, closed)
    join(steward, closed, role="steward")
    follow(follower, owner)
    block(owner, make_persona())
    Mute.objects.create(owner=owner, target=stranger)
    Asking.objects.create(owner=owner, target=make_persona())
    FirstContact.objects.create(persona=owner)
    LookUp.objects.create(owner=owner, target_id=stranger.id, reason_sealed=b"x")
    NotMyDoctor.objects.create(owner=owner, target=make_persona(kind="clinician"))
    _post(owner, SQUARE_ID, "public")
    _hang_on(_post(owner, closed.id, "space"), owner, member)
    _post(owner, SQUARE_ID, "followers")
    named_post = _post(owner, SQUARE_ID, "mentioned")
    posts.Mention.objects.create(persona_id=named.id, post_id=named_post.id)
    posts.FirstMessage.objects.create(persona_id=member.id, post_id=named_post.id, author_id=owner.id)
    posts.Mark.objects.create(persona_id=owner.id, kind="saved", post_id=named_post.id)
    posts.TagFollow.objects.create(owner_id=owner.id, tag="asthma")
    posts.HomeEntry.objects.create(owner_id=owner.id, entry_id=1, post_id=1)
    posts.Draft.objects.create(owner_id=owner.id, place="new", sealed=b"sealed")
    posts.Waiting.objects.create(owner_id=owner.id, form_key=1, sealed=b"sealed")
    OptOut.objects.create(mark=b"2" * 16)
    ListingClaim.objects.create(listing=listed("Uma Haddad"), persona=owner, code="x", expires_at=now())
    Authorisation.objects.create(owner_id=owner.id, drafter_id=named.id, terms=b"sealed")
    until = now() + timedelta(days=9)
    Grant.objects.create(
        owner_id=owner.id, proxy_id=named.id, begun_by=owner.id, scopes=["read"], told=b"x", ends_at=until
    )
    posts.Confirmation.objects.create(persona_id=owner.id, text_hash=b"0" * 32)
    Notice.objects.create(owner_id=owner.id, kind="follow", actor_id=follower.id, cause="one")
    claim = make_claim(owner)
    Evidence.objects.create(persona=owner, claim=claim, kind="register_match")
    MailCode.objects.create(claim=claim, domain="x.example", address_sealed=b"x", expires_at=now(), tries_left=5)
    Measure.objects.create(persona=owner, credential_id=owner.id, reason="suspicion")
    paper = Document.objects.create(persona=owner, claim=claim, key="d" * 32, hash=b"0" * 16, width=9, height=9)
    Opening.objects.create(persona=owner, document=paper, reviewer_id=named.id, reviewer_account=named.account_id)
    SeenHash.objects.create(hash=b"0" * 16, claim_id=claim.id)
    Review.objects.create(claim=claim, reviewer_id=owner.id, reviewer_account=owner.account_id)
    CallBack.objects.create(persona=owner, claim=claim, code_sealed=b"x", expires_at=now())
    Volunteer.objects.create(persona=owner)
    DayCheck.objects.create(owner=owner.account, day=now().date(), body=b"x")
    Condition.objects.create(owner=owner.account, series_id=1, body=b"x")
    Crash.objects.create(owner=owner.account)
    SymptomLog.objects.create(owner=owner.account, series_id=1, day=now().date(), body=b"x")
    today = now().date()
    AskedWave.objects.create(owner=owner.account, course_id=1, wave="w2", opens=today, closes=today)
    WaveAnswer.objects.create(owner=owner.account, series_id=1, body=b"x")
    TreatmentCourse.objects.create(owner=owner.account, series_id=1, body=b"x")
    Sitting.objects.create(owner=owner.account, series_id=1, instrument_index=b"i" * 16, day=now().date(), body=b"x")
    trial = Trial.objects.create(owner=owner.account, fingerprint="0" * 64, body=b"x")
    TrialDay.objects.create(trial=trial, owner=owner.account, day=now().date(), body=b"x")
    TrialNote.objects.create(trial=trial, owner=owner.account, body=b"x")
    Given.objects.create(trial=trial, owner=owner.account, protocol_index=b"i" * 16, difference=1, error=1)
    LedgerEntry.objects.create(
        owner=owner.account, seq=1, act="grant", audience="team:1", kinds=["days"], prev=b"0" * 32, hash=b"1" * 32
    )
    link = SheetLink.objects.create(owner_id=owner.id, token_hash=b"3" * 32, facts=b"x", expires_at=now())
    SheetOpening.objects.create(owner_id=owner.id, link=link, form="page")
    Use.objects.create(account=owner.account, source="course", source_id=1, mark=b"m" * 16, text_sealed=b"x")
    WaitingWord.objects.create(mark=b"m" * 16, text="zzz", band="3 to 10")
    Decision.objects.create(mark=b"m" * 16, text="zzz", choice="leave", decided_by_id=named.id)
    course = Course.objects.create(owner=owner, started=now().date(), standing=Standing.STOPPED)
    Evaluation.objects.create(owner=owner, course=course)
    BuildMemory.objects.create(body=b"x")
    case = Case.objects.create(kind="post", subject_id=1, about_id=owner.id, desk="moderator", reason="spam")
    Report.objects.create(case_id=case.id, reporter_id=owner.id, reason="spam")
    done = {"case_id": case.id, "batch_id": 1, "about_id": owner.id, "by_id": named.id, "by_account": named.account_id}
    act = Act.objects.create(act="hide", reason="spam", desk="moderator", **done)
    Appeal.objects.create(act_id=act.id, by_id=owner.id, acted_account=named.account_id, words_sealed=b"x")
    Invitation.objects.create(code_hash=b"1" * 32, space=closed, inviter=steward, expires_at=now() + timedelta(days=1))
    OutboxRow.objects.create(name="any.Event", payload={})
    asking = VouchRound.objects.create(persona=owner, profession="Physician", specialty="Neurology")
    Vouch.objects.create(round=asking, asker_id=owner.id, voucher_id=named.id)
    plant_practice(owner)
    plant_escalation(owner)
    plant_entries(owner)
    plant_alike(owner)
    return House(owner, member, follower, named, steward, stranger, closed)


def _count(table: str, *, viewer: int) -> int:
    with viewing.viewing(viewer), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # names of our own tables
        return int(cursor.fetchone()[0])


def _audiences(persona_id: int) -> set[str]:
    with viewing.viewing(persona_id):
        return set(posts.Post.objects.values_list("audience", flat=True))


@pytest.mark.parametrize("table", sorted(PROTECTED))
class TestEveryTable:
    def test_the_system_sees_that_there_are_rows(self, house: House, table: str) -> None:
        assert _count(table, viewer=SYSTEM)

    @pytest.mark.asvs("8.3.1", "16.5.3")
    @pytest.mark.parametrize("verb", ["SELECT * FROM {}", "DELETE FROM {}"])
    def test_without_a_viewer_a_statement_fails(
        self, house: House, table: str, verb: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(viewing, "current", lambda: None)
        fails = pytest.raises(DataError, match="invalid input syntax for type bigint")
        with fails, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(verb.format(table))

    def test_a_visitor_sees_what_is_public_only(self, house: House, table: str) -> None:
        public = {"posts_post": 1, "posts_mark": 0}
        assert _count(table, viewer=VISITOR) == public.get(table, 0)

    def test_a_stranger_sees_what_is_public_only(self, house: House, table: str) -> None:
        assert _count(table, viewer=house.stranger.id) == {"posts_post": 1}.get(table, 0)

    def test_a_stranger_takes_nothing_away(self, house: House, table: str) -> None:
        before = _count(table, viewer=SYSTEM)
        with viewing.viewing(house.stranger.id), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
        assert _count(table, viewer=SYSTEM) == before


@pytest.mark.parametrize(
    ("who", "changes"), [("owner", 4), ("steward", 1), ("member", 0), ("follower", 0), ("named", 0)]
)
def test_a_post_is_changed_by_its_author_and_by_the_stewards_of_its_space(house: House, who: str, changes: int) -> None:
    with viewing.viewing(getattr(house, who).id), connection.cursor() as cursor:
        cursor.execute("UPDATE posts_post SET pinned = pinned WHERE author_id = %s", [house.owner.id])
        assert cursor.rowcount == changes


# The system's alone; a mailed code, so that nobody reads where somebody else had it sent; who flagged and who looked.
NOT_THE_OWNERS = {
    "credentials_mail_code",
    "credentials_seen_hash",
    "directory_opt_out",
    "escalations_glass",
    "escalations_month",
    "escalations_rota",
    "escalations_step",
    "moderation_case",
    "outbox",
    "records_build_memory",
    "spaces_invitation",
    "vocabulary_decision",
    "vocabulary_use",
    "vocabulary_waiting",
}


@pytest.mark.parametrize("table", sorted(PROTECTED - NOT_THE_OWNERS))
def test_the_owner_sees_the_own_row(house: House, table: str) -> None:
    assert _count(table, viewer=house.owner.id)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("owner", {"public", "space", "followers", "mentioned"}),
        ("member", {"public", "space"}),
        ("steward", {"public", "space"}),
        ("follower", {"public", "followers"}),
        ("named", {"public", "mentioned"}),
        ("stranger", {"public"}),
    ],
)
def test_who_sees_which_posts(house: House, who: str, sees: set[str]) -> None:
    assert _audiences(getattr(house, who).id) == sees


def test_who_left_sees_no_post_and_no_member_of_the_community_any_more(house: House) -> None:
    house.member.memberships.all().delete()
    assert "space" not in _audiences(house.member.id)
    assert _count("spaces_membership", viewer=house.member.id) == 0


@pytest.mark.asvs("8.4.1")
@pytest.mark.parametrize("who", ["stranger", "follower"])
def test_who_is_in_a_community_is_hidden_from_outside(house: House, who: str) -> None:
    assert _count("spaces_membership", viewer=getattr(house, who).id) == 0


def test_who_asked_to_join_is_known_to_stewards_and_not_to_members(house: House) -> None:
    join(house.stranger, house.closed, state="asked")
    assert _count("spaces_membership", viewer=house.member.id) == 3
    assert _count("spaces_membership", viewer=house.steward.id) == 4


@pytest.mark.asvs("8.3.1", "8.3.3")
@pytest.mark.parametrize(
    "row",
    [
        lambda house: posts.Draft(owner_id=house.owner.id, place="reply", sealed=b"x"),
        lambda house: posts.Mark(persona_id=house.owner.id, kind="helped", post_id=1),
        lambda house: Notice(owner_id=house.owner.id, kind="follow", actor_id=1, cause="two"),
        lambda house: posts.HomeEntry(owner_id=house.owner.id, entry_id=2, post_id=2),
        lambda house: posts.TagFollow(owner_id=house.owner.id, tag="pain"),
        lambda house: Claim(persona=house.owner),
        lambda house: Evidence(persona=house.stranger, kind="documents"),  # not even of oneself
    ],
)
def test_nobody_writes_a_row_for_somebody_else(house: House, row: Callable[[House], Any]) -> None:
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with viewing.viewing(house.stranger.id), refused, transaction.atomic():
        row(house).save(force_insert=True)


def test_nobody_writes_as_another_author(house: House) -> None:
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with viewing.viewing(house.stranger.id), refused, transaction.atomic():
        _post(house.owner, SQUARE_ID, "public")


@pytest.mark.django_db
def test_what_a_team_says_among_itself_is_not_there_for_the_patient_and_a_channel_not_for_another_practice() -> None:
    practice, elsewhere = make_practice(), make_practice()
    patient, nurse, other = make_persona(), make_colleague(practice), make_colleague(elsewhere)
    left = make_colleague(practice)
    left.teams.update(ended_at=now())
    thread = make_thread(make_channel(practice, patient))
    hang(add_message(thread, "She sounds worried.", by=nurse, kind="internal"))
    hang(thread.messages.order_by("id")[0])
    seen = {who.id: _count("messaging_message", viewer=who.id) for who in (patient, nurse, other, left)}
    assert seen == {patient.id: 1, nurse.id: 2, other.id: 0, left.id: 0}
    pictures = {who.id: _count("messaging_picture", viewer=who.id) for who in (patient, nurse, other, left)}
    assert pictures == seen
    assert _count("messaging_thread", viewer=left.id) == 0

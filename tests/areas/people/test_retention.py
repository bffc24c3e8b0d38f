"""Each kind of row goes when it has had its time, and not before; a table with an age has a line, or says why not."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from bedside.areas.consents.models import Authorisation, Grant, Term
from bedside.areas.contacts.models import LookUp
from bedside.areas.credentials.models import Claim, Document, SeenHash, Vouch, VouchRound
from bedside.areas.directory.models import Listing, ListingClaim
from bedside.areas.escalations.models import Escalation, Shift
from bedside.areas.likeme.models import Introduction
from bedside.areas.messaging.models import IdentityCode, Thread
from bedside.areas.moderation.models import Case
from bedside.areas.notify.models import Notice
from bedside.areas.people import actions, copies, jobs
from bedside.areas.people.models import Account, Erasure, Export, Hold, Session
from bedside.areas.people.sessions import SessionStore
from bedside.areas.posts import actions as posts
from bedside.areas.posts.models import Confirmation, Draft, FirstMessage, Image, Waiting
from bedside.areas.posts.words import Words
from bedside.areas.records import actions as records
from bedside.areas.records.models import BroughtFile
from bedside.areas.spaces.models import Invitation
from bedside.areas.visits.models import SheetLink
from bedside.kit import forgetting
from bedside.kit.clock import now
from bedside.policy.retention import KINDS
from tests.areas.directory.people import listed
from tests.areas.escalations.scene import plant_everything as plant_escalation
from tests.areas.escalations.scene import put_on_rota
from tests.areas.likeme.making import introduced
from tests.areas.messaging.making import make_channel, make_practice, make_thread
from tests.areas.posts.writing import picture, send_held
from tests.factories import make_account, make_claim, make_persona, make_space, viewer_of
from tests.policy.fhir.bundles import bundle, condition

pytestmark = pytest.mark.django_db


def a_session() -> None:
    session = SessionStore()
    session["x"] = 1
    session.set_expiry(timedelta(0))
    session.save()


def a_hold() -> None:
    Hold.objects.create(
        account_id=1,
        named_by=1,
        reference="r",
        scope="s",
        asked_by=1,
        expires_at=now() + timedelta(days=9),
        ended_at=now(),
    )


def a_vouch() -> None:
    asked = VouchRound.objects.create(
        persona=make_persona(kind="clinician"), profession="Physician", specialty="Neurology", ended_at=now()
    )
    Vouch.objects.create(round=asked, asker_id=asked.persona_id, voucher_id=make_persona(kind="clinician").id)


def a_closed_claim() -> None:
    make_claim(make_persona(kind="clinician"), state="refused")


def a_document() -> None:
    claim = make_claim(make_persona(kind="clinician"), state="refused")
    Claim.objects.filter(id=claim.id).update(decided_at=now())
    Document.objects.create(persona=claim.persona, claim=claim, key="d" * 32, hash=b"0" * 16, width=9, height=9)


def a_job() -> None:
    with connection.cursor() as cursor:
        job = "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('q', 't', 'failed') RETURNING id"
        cursor.execute(job)
        event = "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'failed', %s)"
        cursor.execute(event, [cursor.fetchone()[0], now()])


def a_handle_claim() -> None:
    persona = make_persona(kind="clinician")
    ListingClaim.objects.create(listing=listed("Uma Haddad"), persona=persona, code="x", expires_at=now())


def count_of_jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        return int(cursor.fetchone()[0])


def count_of(model: Any) -> Any:
    return model.objects.count


def a_code() -> None:
    """A code of a practice on its last day."""
    row = IdentityCode(practice=make_practice(), hash=b"0" * 16, way="printed", maker_id=1, expires_at=now())
    row.record_sealed = b"x"
    row.save(force_insert=True)


def an_invitation() -> None:
    """Somebody asked to be introduced to somebody alike."""
    introduced(viewer_of(make_persona()), to=viewer_of(make_persona()))


def a_read_file() -> None:
    """A file of health data that nobody said yes to."""
    records.read_file(by=viewer_of(make_persona()), raw=bundle(condition()))


def a_visit_link() -> None:
    """A link to a visit sheet that was ended now."""
    SheetLink.objects.create(
        owner_id=1, token_hash=b"x" * 32, facts=b"x", expires_at=now() + timedelta(days=1), ended_at=now()
    )


def a_grant() -> None:
    """A grant that ended now."""
    Grant.objects.create(
        owner_id=1,
        proxy_id=2,
        begun_by=1,
        scopes=["read"],
        told=b"x",
        ends_at=now() + timedelta(days=1),
        accepted_at=now(),
        ended_at=now(),
    )


def a_permission(**moments: datetime) -> None:
    """A permission that was asked for, with these moments."""
    row = Authorisation.objects.create(owner_id=1, drafter_id=2, terms=b"x")
    Term.objects.create(id=row.id, **moments)


def an_ended_permission() -> None:
    a_permission(signed_at=now(), starts_at=now(), ends_at=now() + timedelta(days=9), revoked_at=now())


def a_decided_case() -> None:
    """A case that was dismissed now, with what was handed over."""
    Case.objects.create(
        kind="post",
        subject_id=1,
        about_id=2,
        desk="moderator",
        reason="spam",
        state="dismissed",
        decided_at=now(),
        snapshot_sealed=b"x",
    )


# kind: what makes one such row, and what counts them
MADE: dict[str, tuple[Any, Any]] = {
    "unconfirmed": (lambda: make_account(confirmed=False), count_of(Account)),
    "sessions": (a_session, count_of(Session)),
    "copies": (lambda: Export.objects.create(code="a" * 32, account_id=1, expires_at=now()), count_of(Export)),
    "receipts": (
        lambda: Erasure.objects.create(account_id=1, receipt="A", due_at=now(), done_at=now()),
        count_of(Erasure),
    ),
    "holds": (a_hold, count_of(Hold)),
    "invitations": (
        lambda: Invitation.objects.create(
            code_hash=b"0" * 32, space=make_space(), inviter=make_persona(), expires_at=now()
        ),
        count_of(Invitation),
    ),
    "drafts": (
        lambda: posts.save_draft(by=viewer_of(make_persona()), place="new", fields={"text": "x"}),
        count_of(Draft),
    ),
    "confirmations": (lambda: Confirmation.objects.create(persona_id=1, text_hash=b"0" * 32), count_of(Confirmation)),
    "claims": (a_closed_claim, count_of(Claim)),
    "documents": (a_document, Document.objects.filter(destroyed_at=None).count),
    "document_hashes": (lambda: SeenHash.objects.create(hash=b"0" * 16, claim_id=1), count_of(SeenHash)),
    "vouches": (a_vouch, count_of(Vouch)),
    "notices": (lambda: Notice.objects.create(owner_id=1, kind="follow", actor_id=2, cause="x"), count_of(Notice)),
    "listed": (lambda: listed("Uma Haddad"), count_of(Listing)),
    "handle_claims": (a_handle_claim, count_of(ListingClaim)),
    "escalations": (lambda: plant_escalation(make_persona(), over=True), count_of(Escalation)),
    "rota": (lambda: put_on_rota(make_persona(), hours=-0.5), count_of(Shift)),
    "look_ups": (
        lambda: LookUp.objects.create(owner=make_persona(kind="clinician"), target_id=1, reason_sealed=b"x"),
        count_of(LookUp),
    ),
    "first_messages": (
        lambda: FirstMessage.objects.create(persona_id=1, post_id=2, author_id=3),
        count_of(FirstMessage),
    ),
    "conversations": (
        lambda: make_thread(make_channel(make_practice()), state="closed", closed_at=now()),
        count_of(Thread),
    ),
    "codes": (a_code, count_of(IdentityCode)),
    "read_files": (a_read_file, count_of(BroughtFile)),
    "visit_links": (a_visit_link, count_of(SheetLink)),
    "introductions": (an_invitation, count_of(Introduction)),
    "grants": (a_grant, count_of(Grant)),
    "permissions": (an_ended_permission, count_of(Term)),
    "unsigned_permissions": (a_permission, count_of(Term)),
    "report_words": (a_decided_case, Case.objects.exclude(snapshot_sealed=None).count),
    "reports": (a_decided_case, count_of(Case)),
    "jobs": (a_job, count_of_jobs),
}


@pytest.mark.asvs("14.2.7")
def test_every_kind_of_the_table_is_forgotten_by_somebody():
    assert forgetting.kinds() == sorted(KINDS) == sorted(MADE)


@pytest.mark.asvs("14.2.7")
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_goes_when_it_has_had_its_time(kind: str) -> None:
    make, count = MADE[kind]
    began = datetime.fromisoformat("2026-03-02T12:00:00+00:00")
    days = KINDS[kind].days
    with time_machine.travel(began, tick=False):
        make()
        assert count() == 1
    with time_machine.travel(began + timedelta(days=days, hours=-1 if days else 0), tick=False):
        if days:
            jobs.forget_kind(kind)
            assert count() == 1
    with time_machine.travel(began + timedelta(days=days, hours=1), tick=False):
        jobs.forget_kind(kind)
        assert count() == 0


def test_the_days_are_the_operators(settings: Any) -> None:
    settings.RETENTION = settings.RETENTION | {"notices": 10}
    make, count = MADE["notices"]
    make()
    with time_machine.travel(now() + timedelta(days=11)):
        jobs.forget_kind("notices")
    assert count() == 0


def test_the_file_of_a_copy_goes_with_its_row():
    code = "b" * 32
    Export.objects.create(code=code, account_id=1, expires_at=now())
    copies.path_of(code).write_bytes(b"zip")
    with time_machine.travel(now() + timedelta(days=2)):
        jobs.forget_kind("copies")
    assert not copies.path_of(code).exists()


def test_pictures_that_were_never_published_go_with_drafts():
    posts.add_image(by=viewer_of(make_persona()), data=picture())
    with time_machine.travel(now() + timedelta(days=181)):
        jobs.forget_kind("drafts")
    assert not Image.objects.exists()


def test_posts_that_wait_go_with_their_pictures_when_nobody_came_back():
    me = viewer_of(make_persona())
    send_held(me, Words(text="Look.", images=(posts.add_image(by=me, data=picture()),), alts=("",)))
    with time_machine.travel(now() + timedelta(days=179)):
        jobs.forget_kind("drafts")
    assert Waiting.objects.exists()
    with time_machine.travel(now() + timedelta(days=181)):
        jobs.forget_kind("drafts")
    assert not Waiting.objects.exists()
    assert not Image.objects.exists()


def test_a_post_that_waits_for_its_day_stays_until_then():
    """Also where an operator keeps drafts for less than its 30 days."""
    row = {"owner_id": make_persona(kind="student").id, "sealed": b"x", "saved_at": now() - timedelta(days=20)}
    Waiting.objects.create(form_key=1, state="day", out_at=now() + timedelta(days=10), **row)
    Waiting.objects.create(form_key=2, state="again", out_at=now(), **row)
    forgetting.forget("drafts", days=10)
    assert list(Waiting.objects.values_list("form_key", flat=True)) == [1]


def test_an_unconfirmed_account_takes_its_key_along(django_capture_on_commit_callbacks: Any) -> None:
    from bedside.kit.vault import vault

    account = make_account(confirmed=False)
    with time_machine.travel(now() + timedelta(days=8)), django_capture_on_commit_callbacks(execute=True):
        actions.forget_unconfirmed()
    assert vault().store.is_destroyed(account.key_no or 0)


FORGOTTEN = {
    "contacts_look_up",
    "posts_first_message",
    "people_session",
    "people_export",
    "people_erasure",
    "people_hold",
    "spaces_invitation",
    "credentials_claim",
    "credentials_document",
    "credentials_seen_hash",
    "credentials_vouch",
    "messaging_code",
    "consents_authorisation",
    "consents_term",
    "consents_grant",
    "moderation_case",
    "moderation_report",
    "moderation_act",
    "moderation_appeal",
    "posts_draft",
    "posts_image",
    "posts_waiting",
    "posts_confirmation",
    "notify_notice",
    "directory_listing",
    "directory_claim",
    "messaging_thread",
    "messaging_care_team",
    "visits_link",
    "likeme_introduction",
    "records_brought_file",
    "escalations_absence",
    "escalations_escalation",
    "escalations_rota",
    "escalations_shift",
}
WITH_ITS_THREAD = "goes with the conversation"
OF_THE_TEAM = "how a practice's team works, kept with the practice"
MEMBERS_OWN = "a member's own, kept until she deletes it or leaves"
STAYS = {
    "people_account": "kept until its owner leaves; unconfirmed ones go",
    "people_persona": MEMBERS_OWN,
    "people_attempt": "gone after 25 hours, each hour: the table of limits says how long a try counts",
    "people_reading": "gone after an hour, each hour: the table of limits says how long it counts",
    "helplines_line": "the operator's list; a line that nobody has called for 180 days is not shown",
    "escalations_step": "goes with the escalation",
    "escalations_message": "goes with the escalation",
    "escalations_glass": "goes with the escalation",
    "escalations_review": "goes with the escalation",
    "moderation_emergency": "kept with whom it was about, to be reviewed",
    "audit_checkpoint": "of the audit log",
    "people_staff_role": "kept while the role is held",
    "people_site_profile": "the site's own",
    "credentials_credential": "kept with the persona, to say who was checked when",
    "credentials_evidence": "goes with the claim",
    "credentials_measure": "kept with the persona: when a badge did not count, and since when again",
    "credentials_mail_code": "goes with the claim, and opens nothing after 20 minutes",
    "credentials_employer": "the site's own",
    "credentials_signing_key": "the site's own: badges of earlier keys are still checked",
    "credentials_opening": "goes with the claim",
    "credentials_review": "goes with the claim",
    "credentials_call_back": "goes with the claim",
    "credentials_volunteer": MEMBERS_OWN,
    "registers_import": "says of which day a register is",
    "credentials_profile": MEMBERS_OWN,
    "credentials_interest": "declared to everybody; kept with the posts that it is told with",
    "credentials_vouch_round": "kept with the persona: how often colleagues gave the level counts",
    "spaces_space": "a place of all who are in it",
    "spaces_membership": MEMBERS_OWN,
    "contacts_follow": MEMBERS_OWN,
    "contacts_block": MEMBERS_OWN,
    "contacts_mute": MEMBERS_OWN,
    "contacts_not_my_doctor": MEMBERS_OWN,
    "contacts_asking": MEMBERS_OWN,
    "boundaries_change": "what the site decided, and why, is told to everybody",
    "posts_post": MEMBERS_OWN,
    "posts_revision": "kept with the post",
    "posts_poll": "kept with the post",
    "directory_opt_out": "a keyed hash that keeps somebody out of the list for good",
    "practice_practice": OF_THE_TEAM,
    "practice_member": "kept with the practice: who answered when is asked years later",
    "practice_shift": OF_THE_TEAM,
    "practice_absence": OF_THE_TEAM,
    "practice_delegation": OF_THE_TEAM,
    "practice_template": OF_THE_TEAM,
    "messaging_channel": "open until its patient ends it or leaves",
    "messaging_mail_consent": "kept with the channel: which words she agreed to, and until when",
    "messaging_message": WITH_ITS_THREAD,
    "messaging_seen": WITH_ITS_THREAD,
    "messaging_answering": "who has a conversation open: counts for a quarter of an hour, goes with the conversation",
    "messaging_call": WITH_ITS_THREAD,
    "messaging_care_thread": "goes with the care team",
    "messaging_care_message": "goes with the care team",
    "messaging_care_seen": "goes with the care team",
    "visits_opening": "goes with the link",
    "likeme_profile": MEMBERS_OWN,
    "likeme_pause": "a day after which it says nothing; goes with the account",
    "records_safety_signal": "made anew each night",
    "records_open_release": "out for good, so it stays where it can be checked",
    "records_privacy_charge": "a budget that forgets is none",
    "records_measurement": MEMBERS_OWN,
    "records_allergy": MEMBERS_OWN,
    "records_immunisation": MEMBERS_OWN,
    "records_procedure": MEMBERS_OWN,
    "records_goal": MEMBERS_OWN,
    "records_appointment": MEMBERS_OWN,
    "records_free_note": MEMBERS_OWN,
    "records_condition": MEMBERS_OWN,
    "records_about_me": MEMBERS_OWN,
    "records_crash": MEMBERS_OWN,
    "records_told": MEMBERS_OWN,
    "records_attachment": MEMBERS_OWN,
    "records_treatment_course": MEMBERS_OWN,
    "records_asked_wave": MEMBERS_OWN,
    "records_wave_answer": MEMBERS_OWN,
    "records_day_check": MEMBERS_OWN,
    "records_symptom_log": MEMBERS_OWN,
    "records_sitting": MEMBERS_OWN,
    "trials_trial": MEMBERS_OWN,
    "trials_day": MEMBERS_OWN,
    "trials_note": MEMBERS_OWN,
    "trials_given": MEMBERS_OWN,
    "trials_together": "made anew each night",
    "records_ledger": "what was agreed to, for as long as its owner is here; goes with the account",
    "records_instrument_pack": "whose words the operator may use here, since when, and until when",
    "vocabulary_use": MEMBERS_OWN,
    "vocabulary_vocabulary": "says which release of a public list is in use",
    "vocabulary_waiting": "made anew each night",
    "vocabulary_decision": "holds for as long as members write the word; names nobody but its curator",
    "records_course": MEMBERS_OWN,
    "records_evaluation": MEMBERS_OWN,
    "records_build": "says of which day the published figures are",
    "records_build_memory": "made anew by each build",
    "audit_entry": "append-only and chained: cut off by whoever owns the database, not by the application",
}


def test_a_table_with_an_age_has_a_retention_time_or_says_why_not():
    ours = [model for model in apps.get_models() if model.__module__.startswith("bedside.")]
    aged = {
        model._meta.db_table
        for model in ours
        if any(isinstance(field, models.DateTimeField) for field in model._meta.fields)
    }
    assert aged == FORGOTTEN | set(STAYS)
    assert set(settings.RETENTION) == set(KINDS)

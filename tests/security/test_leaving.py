"""Leaving for good, and taking one's data along, over every table there is: a new table without a line fails here."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection, transaction

from bedside.areas.consents import terms
from bedside.areas.consents.models import Authorisation, Grant, Shown, Term
from bedside.areas.contacts import actions as contacts
from bedside.areas.contacts.models import LookUp
from bedside.areas.credentials.models import (
    CallBack,
    Claim,
    Document,
    Evidence,
    Interest,
    Measure,
    Opening,
    Profile,
    Review,
    Volunteer,
    Vouch,
    VouchRound,
)
from bedside.areas.directory.models import Listing, ListingClaim
from bedside.areas.moderation import actions as moderation
from bedside.areas.notify.models import Notice
from bedside.areas.people import actions as people
from bedside.areas.people import copying, erased_log, parts, queries
from bedside.areas.people.models import Account, Erasure, Persona, TakenHandle
from bedside.areas.people.parts import Leaver
from bedside.areas.posts import actions as posts
from bedside.areas.posts.files import path_of
from bedside.areas.posts.models import NOBODY, Image, Post
from bedside.areas.posts.words import Words
from bedside.areas.spaces import actions as spaces
from bedside.kit.clock import now
from bedside.kit.outbox.actions import deliver_now
from bedside.kit.vault import vault
from bedside.policy.consents.authorisation import Terms
from tests.areas.directory.people import listed
from tests.areas.escalations.scene import plant_everything as plant_escalation
from tests.areas.likeme.making import plant_everything as plant_alike
from tests.areas.messaging.making import plant_everything as plant_practice
from tests.areas.moderation.house import settle
from tests.areas.records.people import plant_entries
from tests.factories import make_claim, make_credential, make_persona
from tests.security.world import World

pytestmark = pytest.mark.django_db

ME = "patient_member"
# Where ids of somebody erased may still stand, and why (the lines of `parts` say more).
MAY_STAY = {
    "audit_entry": "append-only: goes with its time",
    "people_erasure": "the receipt",
    "procrastinate_jobs": "the job that erases",
}


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def rows_with(ids: list[int]) -> dict[str, int]:
    """Return how many rows of each table hold one of these ids, whatever the column."""
    pattern = r"(^|[^0-9])(" + "|".join(map(str, ids)) + r")([^0-9]|$)"
    found = {}
    for table in tables():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ~ %s', [pattern])
            found[table] = cursor.fetchone()[0]
    return {table: count for table, count in found.items() if count}


@pytest.fixture(scope="module")
def filled_world(made_world: World, django_db_blocker: Any) -> World:
    """Give `patient_member` a row in every table that an export tells of."""
    with django_db_blocker.unblock():
        _fill(made_world)
    return made_world


@pytest.fixture
def world(filled_world: World, tmp_path: Path, settings: Any) -> Iterator[World]:
    """Give the filled world to one test, and take back what it changes, outside the database too."""
    vault().store.copy_to(tmp_path / "keys")
    shutil.copytree(settings.MEDIA_DIR, tmp_path / "media")
    with transaction.atomic():
        yield filled_world
        transaction.set_rollback(True)
    (tmp_path / "keys").replace(vault().store.path)
    shutil.copytree(tmp_path / "media", settings.MEDIA_DIR, dirs_exist_ok=True)
    erased_log.path().unlink(missing_ok=True)


def _fill(world: World) -> None:
    me, viewer = world.people[ME], world.viewer(ME)
    make_credential(me, days=10)
    claim = make_claim(world.people[ME])
    Evidence.objects.create(persona=world.people[ME], claim=claim, kind="register_match")
    Measure.objects.create(persona=world.people[ME], credential_id=world.people[ME].id, reason="suspicion")
    _list(me)
    _papers(me, claim)
    _work(me)
    plant_practice(me)
    plant_escalation(me)
    plant_entries(me)
    plant_alike(me)
    _consents(me)
    _first_contacts(world)
    _reports(world)
    people.ask_copy(by=viewer)
    opened = people.open_hold(
        by=world.viewer("administrator"),
        handle=me.handle,
        reference="Court 1",
        scope="all",
        expires_at=now() + timedelta(days=9),
    )
    type(opened).objects.filter(id=opened.id).update(
        confirmed_at=now(), confirmed_by=world.people["moderator"].id, ended_at=now()
    )
    me.account.staff_roles.create(role="moderator", given_to=me.id)
    spaces.invite(by=world.viewer("steward"), space=world.spaces["hidden"], uses=1)
    posts.follow_tag(by=viewer, tag="rest")
    for kind in ("saved", "helped"):
        posts.mark(by=viewer, post_id=world.posts["answer"], kind=kind, on=True)
    posts.vote(by=world.viewer("carer"), post_id=world.posts["poll"], option_id=world.things["option"])
    posts.publish(
        by=world.viewer("carer"),
        words=Words(text="With @patient_member."),
        space_id=world.spaces["community"].id,
    )
    people.ask_new_mail(by=viewer, mail="moved@mail.example", password="correct horse battery staple")
    Authenticator.objects.create(user=me.account, type="totp", data={"secret": "ab"})
    deliver_now()


def _list(me: Persona) -> None:
    """A listed handle that she has shown to be hers, and one that she says is hers."""
    Listing.objects.filter(id=listed("Mine", handle="mine@clinic.example").id).update(owner=me, proved_at=now())
    other = listed("Also mine", handle="also@clinic.example")
    ListingClaim.objects.create(listing=other, persona=me, code="bedside-claim-x", expires_at=now())


def _papers(me: Persona, claim: Claim) -> None:
    """A paper that a reviewer opened, a call, a review that she gave herself, and her offer to review."""
    paper = Document.objects.create(persona=me, claim=claim, key="a" * 32, hash=b"0" * 16, width=9, height=9)
    Opening.objects.create(persona=me, document=paper, reviewer_id=5, reviewer_account=6)
    call = CallBack(persona=me, claim=claim, expires_at=now() + timedelta(days=7))
    call.code_sealed = vault().seal("234567", call.place(), key_no=me.account.key_no)
    call.save(force_insert=True)
    other = make_claim(make_persona(kind="clinician"), number="1234567893")
    Review.objects.create(claim=other, reviewer_id=me.id, reviewer_account=me.account_id)
    Volunteer.objects.create(persona=me)


def _work(me: Persona) -> None:
    """What she says of herself as a clinician, an interest, and colleagues who vouch: for her, and she for another."""
    Profile.objects.create(persona=me, city="Sampleton")
    Interest.objects.create(persona=me, payer="Acme", kind="payment", begun=now().date())
    asked = VouchRound.objects.create(persona=me, profession="Physician", specialty="Neurology")
    Vouch.objects.create(round=asked, asker_id=me.id, voucher_id=7)
    other = VouchRound.objects.create(
        persona=make_persona(kind="clinician"), profession="Physician", specialty="Neurology"
    )
    Vouch.objects.create(round=other, asker_id=other.persona_id, voucher_id=me.id, state="yes", answered_at=now())


def _consents(me: Persona) -> None:
    """A permission that she gave and one that she asked for, and a carer who acts for her."""
    row = Authorisation(owner_id=me.id, drafter_id=7)
    row.terms = vault().seal(terms.to_json(Terms(what="My arm.")), row.place("terms"), key_no=me.account.key_no)
    row.save(force_insert=True)
    Term.objects.create(id=row.id, signed_at=now(), ends_at=now() + timedelta(days=9))
    Shown.objects.create(authorisation_id=row.id, day=now().date(), times=3)
    other = Authorisation.objects.create(owner_id=8, drafter_id=me.id, terms=b"sealed for somebody else")
    Term.objects.create(id=other.id)
    grant = Grant(owner_id=me.id, proxy_id=7, begun_by=me.id, scopes=["read"], ends_at=now() + timedelta(days=9))
    grant.told = vault().seal(json.dumps({"reason": "carer", "note": ""}), grant.place(), key_no=me.account.key_no)
    grant.save(force_insert=True)


def _first_contacts(world: World) -> None:
    """From whom she takes first contacts, and a page that she opened with a reason."""
    me = world.people[ME]
    contacts.choose_first_contact(by=world.viewer(ME), connect="followed", message="followed")
    row = LookUp(owner_id=me.id, target_id=world.people["patient_stranger"].id)
    row.reason_sealed = vault().seal("She asked me to.", row.place(), key_no=me.account.key_no)
    row.save(force_insert=True)


def _reports(world: World) -> None:
    """What she reported; and what the carer reported of somebody else, who named the carer: that is none of hers."""
    words = Words(text="Welcome, @carer.")
    other = posts.publish(by=world.viewer("steward"), words=words, space_id=world.spaces["community"].id)
    for who, post_id in ((ME, world.posts["answer"]), ("carer", other.id)):
        by = world.viewer(who)
        moderation.report(by=by, kind="post", key=str(post_id), reason="unkind", words="It hurt me.")
        settle()


def ids_of(world: World, name: str) -> list[int]:
    account_id = world.people[name].account_id
    return [account_id, *Persona.objects.filter(account_id=account_id).values_list("id", flat=True)]


def erase_now(world: World, name: str = ME) -> Account:
    account = world.people[name].account
    people.ask_erasure(by=world.viewer(name), at_once=True)
    assert people.erase(account_id=account.id)
    return account


# -- the table


def test_every_table_says_what_leaving_does_with_it():
    assert sorted(part.table for part in parts.all_parts()) == tables()


@pytest.mark.parametrize("part", parts.all_parts(), ids=lambda part: part.table)
def test_a_line_is_sound_sql(part: parts.Part) -> None:
    who = Leaver(1, (2, 3)).parameters() | {"posts": "/"}
    with connection.cursor() as cursor:
        if part.of:
            cursor.execute(f"SELECT count(*) FROM {part.table} WHERE {part.of}", who)
        if part.export:
            cursor.execute(part.export.select, who)


# -- erasing


def test_nothing_that_names_the_erased_is_left_in_any_table(world: World) -> None:
    ids = ids_of(world, ME)
    assert len(rows_with(ids)) > 20
    erase_now(world)
    left = rows_with(ids)
    assert {table: count for table, count in left.items() if table not in MAY_STAY} == {}
    assert {"audit_entry", "people_erasure"} <= set(left)


def test_what_belongs_to_others_stays(world: World) -> None:
    others = ids_of(world, "carer")
    before = rows_with(others)
    erase_now(world)
    after = rows_with(others)
    assert set(before) - set(after) <= {
        "contacts_follow",
        "records_told",  # between the two, as a follow is
        "posts_home_entry",
        "posts_poll_vote",
        "posts_mark",
        "notify_notice",
    }
    assert Post.objects.filter(id=world.posts["answer"]).exists()


def test_an_answered_post_leaves_an_empty_row_of_nobody(world: World) -> None:
    erase_now(world)
    row = Post.objects.get(id=world.posts["community"])
    assert (row.gone, row.author_id, row.text, row.html, row.form_key) == (True, NOBODY, "", "", None)
    assert Post.objects.get(id=world.posts["answer"]).thread_author_id == NOBODY
    assert not Post.objects.filter(id=world.posts["public"]).exists()


def test_an_answer_for_followers_of_the_erased_opens_to_no_stranger(world: World) -> None:
    reply = posts.publish(
        by=world.viewer("carer"), words=Words(text="Quietly."), reply_to_id=world.posts["followers"], space_id=0
    )
    erase_now(world)
    assert world.browser("anonymous").get(f"/posts/{reply.id}/").status_code == 404


def test_pictures_are_gone_from_the_disk(world: World) -> None:
    keys = list(Image.objects.filter(owner_id__in=ids_of(world, ME)).values_list("key", flat=True))
    assert keys
    assert all(path_of(key).exists() for key in keys)
    erase_now(world)
    assert not any(path_of(key).exists() for key in keys)


def test_the_key_is_destroyed_and_the_log_names_it(world: World) -> None:
    account = erase_now(world)
    assert vault().store.is_destroyed(account.key_no or 0)
    assert erased_log.Erased(account.id, account.key_no) in erased_log.read()


def test_handles_are_never_free_again(world: World) -> None:
    erase_now(world)
    assert TakenHandle.objects.filter(handle=world.handle(ME)).exists()


def test_a_receipt_goes_to_the_address_that_is_gone(world: World) -> None:
    address = world.people[ME].account.mail
    account = erase_now(world)
    assert mail.outbox[-1].to == [address]
    assert Erasure.objects.get(account_id=account.id).receipt in str(mail.outbox[-1].body)


def test_letters_that_wait_on_a_site_without_a_mail_server_go(world: World, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    spool = tmp_path / "mail"
    spool.mkdir()
    settings.EMAIL_FILE_PATH = str(spool)
    (spool / "hers.log").write_text(f"To: {world.people[ME].account.mail}\n\nHello")
    (spool / "other.log").write_text("To: somebody@mail.example\n\nHello")
    erase_now(world)
    assert [file.name for file in spool.iterdir()] == ["other.log"]


def test_an_erasure_that_broke_off_is_finished_by_the_next_try(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    account = world.people[ME].account
    people.ask_erasure(by=world.viewer(ME), at_once=True)

    def fails(*args: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr("bedside.areas.people.actions.erasing._delete_rows", fails)
        with pytest.raises(ConnectionError):
            people.erase(account_id=account.id)
    assert Account.objects.filter(id=account.id).exists()
    assert people.erase(account_id=account.id)
    assert not Account.objects.filter(id=account.id).exists()
    assert [line.account_id for line in erased_log.read()].count(account.id) == 1


def test_a_restored_account_is_erased_again_from_the_log(world: World) -> None:
    account = world.people[ME].account
    line = erased_log.Erased(account.id, account.key_no)
    assert people.erase_again(lines=[line, erased_log.Erased(404, None)]) == 1
    assert not Account.objects.filter(id=account.id).exists()
    assert vault().store.is_destroyed(account.key_no or 0)
    assert people.erase_again(lines=[line]) == 0


def test_a_line_that_was_cut_off_is_not_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "erased.log"
    file.write_text("2026-01-01T00:00:00Z 12 4294967296\n2026-01-01T00:00:00Z 13 42")
    assert erased_log.read(file) == [erased_log.Erased(12, 4294967296)]


# -- the copy


def copy_of(world: World, name: str = ME) -> dict[str, bytes]:
    file = io.BytesIO()
    copying.write(queries.leaver(world.people[name].account_id), file)
    with zipfile.ZipFile(file) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def test_the_copy_holds_every_row_of_every_kind(world: World) -> None:
    """Round trip: as many rows in the copy as the member has in each table, whatever kind it is."""
    member = queries.leaver(world.people[ME].account_id)
    copy = copy_of(world)
    missing = {}
    for part in parts.all_parts():
        if part.export is None:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({part.export.select}) s", member.parameters() | {"posts": "/"})
            wanted = cursor.fetchone()[0]
        files = [name for name in copy if name.rpartition("/")[2] == f"{part.export.name}.json"]
        given = sum(len(json.loads(copy[name])) for name in files)
        # The last is what curators do, who are staff.
        empty_kinds = {"posts_poll_vote", "spaces_invitation", "contacts_mute", "vocabulary_decision"}
        if given != wanted or (wanted == 0 and part.table not in empty_kinds):
            missing[part.table] = (wanted, given)
    assert missing == {}


def test_sealed_words_are_readable_in_the_copy(world: World) -> None:
    copy = copy_of(world)
    account = json.loads(copy["account.json"])[0]
    assert account["mail"] == world.people[ME].account.mail
    assert "lemurdraft" in json.loads(copy[f"{ME}/drafts.json"])[0]["words"]
    assert json.loads(copy[f"{ME}/evaluations.json"])


def test_words_of_others_are_not_in_the_copy(world: World) -> None:
    whole = b"".join(copy_of(world, "carer").values()).decode("utf-8", errors="ignore")
    assert "The same for us." in whole
    assert "zebrafinch" not in whole
    assert f"/posts/{world.posts['community']}/" in whole


def test_a_folder_names_no_other_persona_of_the_account(world: World) -> None:
    folder = b"".join(content for name, content in copy_of(world).items() if name.startswith(f"{ME}/"))
    assert b"other_face" not in folder


def test_the_page_and_the_pictures_are_in_the_copy(world: World) -> None:
    copy = copy_of(world)
    assert b"zebrafinch mornings" in copy["index.html"]
    assert copy[f"{ME}/pictures/{world.things['image']}"] == path_of(world.things["image"]).read_bytes()
    assert b"posts_home_entry" in copy["README.txt"]


def test_a_ban_is_in_no_copy(world: World) -> None:
    assert json.loads(copy_of(world, "banned")["banned/spaces.json"]) == []


def test_notices_of_the_erased_are_gone_from_others(world: World) -> None:
    assert Notice.objects.filter(actor_id=world.people[ME].id).exists()
    erase_now(world)
    assert not Notice.objects.filter(actor_id=world.people[ME].id).exists()

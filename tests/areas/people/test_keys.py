"""Members' words are sealed with keys of their own; sites from before get them; keys can be changed."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from bedside.areas.people import actions
from bedside.areas.people.allauth_adapter import SECRETS
from bedside.areas.people.models import Account, Persona
from bedside.areas.posts import actions as posts
from bedside.areas.posts import drafts
from bedside.areas.records import actions as records
from bedside.areas.records.models import Evaluation
from bedside.kit.clock import now
from bedside.kit.keystore import FIRST
from bedside.kit.vault import CannotOpen, Place, key_no_of, vault
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db

WISH = records.Wish(
    treatment="Rest",
    purpose="ME/CFS",
    started=now().date().replace(day=1),
    standing="still",
    effect=2,
    words="Slow mornings helped.",
    other_unwanted="Cold hands.",
)


def tells_everything() -> Persona:
    """Return a member with a value in every place that is sealed for a person."""
    me = make_persona()
    account = me.account
    account.next_mail_sealed = vault().seal("new@mail.example", account.next_mail_place(), key_no=account.key_no)
    account.save(update_fields=["next_mail_sealed"])
    posts.save_draft(by=viewer_of(me), place="new", fields={"text": "Not yet."})
    records.record_evaluation(by=viewer_of(me), wish=WISH)
    secret = vault().seal("JBSWY3DP", SECRETS, key_no=account.key_no).hex()
    Authenticator.objects.create(user=account, type="totp", data={"secret": secret})
    return me


def sealed_values(me: Persona) -> dict[Place, bytes]:
    """Return what stands in the database for a member, as a stolen copy of it would hold it."""
    account = Account.objects.get(id=me.account_id)
    said = Evaluation.objects.get(owner=me)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, sealed FROM posts_draft WHERE owner_id = %s", [me.id])
        draft_id, draft = cursor.fetchone()
    secret = Authenticator.objects.get(user=account).data["secret"]
    return {
        account.mail_place(): bytes(account.mail_sealed),
        account.next_mail_place(): bytes(account.next_mail_sealed or b""),
        drafts.place_of(draft_id): bytes(draft),
        said.place("words_sealed"): bytes(said.words_sealed or b""),
        said.place("other_sealed"): bytes(said.other_sealed or b""),
        SECRETS: bytes.fromhex(secret),
    }


def opened(values: dict[Place, bytes]) -> list[str]:
    return [vault().open(sealed, place) for place, sealed in values.items()]


def from_before_keys(me: Persona) -> None:
    """Put a member back to how an older version kept her: everything under the site's key."""
    account = Account.objects.get(id=me.account_id)
    values = {place: vault().seal(vault().open(sealed, place), place) for place, sealed in sealed_values(me).items()}
    with connection.cursor() as cursor:
        for place, sealed in values.items():
            if place != SECRETS:
                cursor.execute(f"UPDATE {place.table} SET {place.column} = %s WHERE id = %s", [sealed, place.row_id])
    Authenticator.objects.filter(user=account).update(data={"secret": values[SECRETS].hex()})
    Account.objects.filter(id=account.id).update(key_no=None)


@pytest.mark.asvs("13.3.1", "14.2.4")
def test_everything_is_sealed_with_the_key_of_whose_it_is():
    me, other = tells_everything(), tells_everything()
    for one in (me, other):
        assert {key_no_of(sealed) for sealed in sealed_values(one).values()} == {one.account.key_no}
    assert me.account.key_no != other.account.key_no


def test_copies_of_the_columns_do_not_open_once_the_key_is_destroyed():
    """What a backup made before the erasure holds."""
    me, other = tells_everything(), tells_everything()
    copy, others = sealed_values(me), sealed_values(other)
    vault().store.destroy(me.account.key_no or 0)
    for place, sealed in copy.items():
        with pytest.raises(CannotOpen, match="destroyed"):
            vault().open(sealed, place)
    assert len(opened(others)) == len(copy)


def test_a_new_account_has_a_key():
    account, _ = actions.make_account(
        kind="patient", name="Ann", handle="ann_k", mail="ann@mail.example", password="correct horse battery staple"
    )
    assert (account.key_no or 0) >= FIRST


def test_an_older_site_s_values_still_open_and_are_sealed_anew():
    me = tells_everything()
    before = opened(sealed_values(me))
    from_before_keys(me)
    assert opened(sealed_values(me)) == before
    assert actions.give_keys() == 1
    key_no = Account.objects.get(id=me.account_id).key_no
    assert {key_no_of(sealed) for sealed in sealed_values(me).values()} == {key_no}
    assert opened(sealed_values(me)) == before


def test_giving_keys_twice_changes_nothing():
    me = tells_everything()
    before = sealed_values(me)
    assert actions.give_keys() == 0
    assert sealed_values(me) == before


def test_a_changed_key_seals_all_anew():
    me = tells_everything()
    before, words = sealed_values(me), opened(sealed_values(me))
    fresh = actions.change_key(account_id=me.account_id)
    assert {key_no_of(sealed) for sealed in sealed_values(me).values()} == {fresh}
    assert opened(sealed_values(me)) == words
    vault().store.destroy(fresh)
    with pytest.raises(CannotOpen):
        opened(before)


def test_values_that_do_not_open_are_not_written_over():
    me = tells_everything()
    Authenticator.objects.filter(user_id=me.account_id).update(data={"secret": (b"\x01" + b"\0" * 60).hex()})
    before = sealed_values(me)
    with pytest.raises(CannotOpen):
        actions.change_key(account_id=me.account_id)
    assert sealed_values(me) == before


def test_the_words_of_who_was_erased_are_not_written_over():
    me = tells_everything()
    before = sealed_values(me)
    vault().store.destroy(me.account.key_no or 0)
    with pytest.raises(CannotOpen):
        posts.save_draft(by=viewer_of(me), place="new", fields={"text": "More."})
    assert sealed_values(me) == before

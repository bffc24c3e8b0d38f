"""Badges for everybody: a badge carried away is checked by other software, and by anybody on our own page.

The software that checks here (`openbadgeslib`, on PyJWT) is another than the one that signs.
"""

import json
import re
from base64 import urlsafe_b64encode
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.verifier import OB3VerificationError

from bedside.areas.credentials import actions
from bedside.areas.credentials.models import Credential
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.policy.verification.documents import did_of
from tests.areas.posts.writing import write
from tests.factories import block, client_of, make_account, make_badge, make_persona, viewer_of

pytestmark = pytest.mark.django_db

ADDRESS = settings.CONFIG.address


@pytest.fixture
def uma() -> Persona:
    return make_persona(kind="clinician", handle="uma", name="Uma Haddad")


def fetch(url: str) -> bytes:
    """Fetch as the other software would over https: only the path counts here."""
    assert urlsplit(url).netloc == urlsplit(ADDRESS).netloc
    answer = Client().get(urlsplit(url).path)
    assert answer.status_code == 200, url
    return answer.content


def copied(row: Credential) -> str:
    """Return the badge as somebody copies it out of its public page."""
    page = Client().get(reverse("credential", args=[row.id])).content.decode()
    found = re.search(r"<textarea[^>]*>([^<]+)</textarea>", page)
    assert found is not None, page
    return unescape(found.group(1))


def verify(token: str) -> str | None:
    verifier = OB3Verifier.for_issuer_did(did_of(ADDRESS), download=fetch)
    return verifier.verify(token, check_status=True, download=fetch).recipient_id


def told(text: str, client: Client | None = None) -> str:
    """Return the first words of the answer to a pasted badge."""
    page = (client or Client()).post(reverse("badge_check"), {"badge": text}).content.decode()
    found = re.search(r'<div class="state[^>]*>\s*<h2>(?:<svg.*?</svg>)?([^<]+)</h2>', page, re.DOTALL)
    assert found is not None, page
    return unescape(found.group(1))


class TestCarriedAway:
    def test_other_software_takes_it(self, uma: Persona) -> None:
        token = copied(make_badge(uma))
        assert verify(token) == f"{ADDRESS}/@uma/"
        assert told(token) == "This badge is real"

    def test_it_says_what_the_badge_says_and_names_nobody(self, uma: Persona) -> None:
        token = copied(make_badge(uma))
        badge = OB3Verifier.for_issuer_did(did_of(ADDRESS), download=fetch).verify(token)
        assert "licence NE …6642" in badge.achievement.description
        assert badge.raw is not None
        assert not re.search(r"Haddad|76642|@[a-z]+\.", json.dumps(badge.raw))

    def test_other_software_refuses_every_changed_letter(self, uma: Persona) -> None:
        token = copied(make_badge(uma))
        for place in range(len(token) // 2, len(token) - 1, 97):
            if token[place] == ".":
                continue
            changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
            with pytest.raises(OB3VerificationError):
                verify(changed)

    def test_changed_it_is_refused_here(self, uma: Persona) -> None:
        head, claims, signature = copied(make_badge(uma)).split(".")
        other = ("A" if signature[4] != "A" else "B").join((signature[:4], signature[5:]))
        assert told(f"{head}.{claims}.{other}") == "Do not trust this badge"

    def test_when_its_time_is_over_it_is_refused(self, uma: Persona) -> None:
        row = make_badge(uma, valid_until=now() + timedelta(days=10))
        token = copied(row)
        with time_machine.travel(now() + timedelta(days=11)):
            with pytest.raises(OB3VerificationError, match="expired"):
                verify(token)
            assert told(token) == "This badge was real, and has lapsed"
            page = Client().get(reverse("credential", args=[row.id])).content.decode()
            assert "This badge has lapsed" in page
            assert "<textarea" not in page

    def test_revoked_it_is_refused_at_once(self, uma: Persona) -> None:
        row = make_badge(uma)
        token = copied(row)
        staff = viewer_of(make_persona(account=make_account(staff=("administrator",))))
        actions.revoke(by=staff, handle="uma", reason="a secret reason", told="We could not confirm it.")
        with pytest.raises(OB3VerificationError, match="'revocation' is set"):
            verify(token)
        assert told(token) == "This badge was taken back"
        page = Client().get(reverse("credential", args=[row.id])).content.decode()
        assert "This badge was taken back" in page
        assert "secret" not in page
        assert "Haddad" not in page

    def test_suspended_it_is_refused_until_that_is_over(self, uma: Persona) -> None:
        row = make_badge(uma)
        token = copied(row)
        Credential.objects.filter(id=row.id).update(suspended_at=now(), suspended_reason="register_inactive")
        with pytest.raises(OB3VerificationError, match="'suspension' is set"):
            verify(token)
        assert told(token) == "This badge is suspended"
        assert "register_inactive" not in Client().get(reverse("credential", args=[row.id])).content.decode()
        Credential.objects.filter(id=row.id).update(suspended_at=None, suspended_reason="")
        assert verify(token) == f"{ADDRESS}/@uma/"

    def test_when_the_account_is_closed_it_is_refused(self, uma: Persona) -> None:
        token = copied(make_badge(uma))
        Persona.objects.update(hidden=True)
        with pytest.raises(OB3VerificationError, match="'suspension' is set"):
            verify(token)
        assert told(token) == "This badge does not count any more"

    def test_when_the_person_was_erased_it_is_refused(self, uma: Persona) -> None:
        token = copied(make_badge(uma))
        Credential.objects.all().delete()
        with pytest.raises(OB3VerificationError, match="'revocation' is set"):
            verify(token)
        assert told(token) == "This badge does not count any more"

    def test_a_renewed_one_takes_its_place(self, uma: Persona) -> None:
        old = make_badge(uma)
        token = copied(old)
        new = make_badge(uma)
        with pytest.raises(OB3VerificationError):
            verify(token)
        assert told(token) == "There is a newer badge"
        assert (
            reverse("credential", args=[new.id]) in Client().get(reverse("credential", args=[old.id])).content.decode()
        )

    def test_the_file_is_the_same_badge(self, uma: Persona) -> None:
        row = make_badge(uma)
        answer = Client().get(reverse("credential_file", args=[row.id]))
        assert (answer.content.decode(), answer["Content-Type"]) == (copied(row), "application/vc+jwt")


class TestOnAPost:
    """A card that is kept in memory is found by its badge too: what changed is another card."""

    @pytest.mark.parametrize("lost", [{"suspended_at": now()}, {"revoked_at": now()}])
    def test_it_is_gone_with_the_credential(self, uma: Persona, lost: dict[str, object]) -> None:
        row = make_badge(uma)
        page = reverse("post", args=[write(uma).id])
        before = Client().get(page).content.decode()
        Credential.objects.filter(id=row.id).update(**lost)
        after = Client().get(page).content.decode()
        for words in ("Dr Uma Haddad", "licence NE …6642", reverse("credential", args=[row.id])):
            assert words in before
            assert words not in after
        assert "Uma Haddad" in after

    def test_it_lapses_at_its_moment(self, uma: Persona) -> None:
        make_badge(uma, valid_until=now() + timedelta(days=10))
        page = reverse("post", args=[write(uma).id])
        assert "Dr Uma Haddad" in Client().get(page).content.decode()
        with time_machine.travel(now() + timedelta(days=11)):
            after = Client().get(page).content.decode()
        assert "lapsed · verified at the time of posting" in after
        assert "Dr Uma" not in after


class TestKeys:
    def test_what_an_older_key_signed_still_counts(self, uma: Persona) -> None:
        row = make_badge(uma)
        before = copied(row)
        assert actions.change_key() == 2
        after = copied(row)
        assert before != after
        assert [verify(token) for token in (before, after)] == [f"{ADDRESS}/@uma/"] * 2

    def test_what_a_stolen_key_signed_counts_no_more(self, uma: Persona) -> None:
        row = make_badge(uma)
        stolen = copied(row)
        assert actions.distrust(1) == 2
        with pytest.raises(OB3VerificationError):
            verify(stolen)
        assert told(stolen) == "Do not trust this badge"
        assert verify(copied(row)) == f"{ADDRESS}/@uma/"

    def test_no_private_half_is_shown(self, uma: Persona) -> None:
        make_badge(uma)
        keys = json.loads(Client().get(reverse("did")).content)["verificationMethod"]
        assert [set(one["publicKeyJwk"]) for one in keys] == [{"kty", "crv", "x"}]


class TestTheCheck:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("I am a doctor.", "This is not a badge"),
            ("https://elsewhere.example/credentials/9/", "We cannot check this one"),
            (f"{ADDRESS}/credentials/9/", "There is no such badge here"),
            (f"{ADDRESS}/credentials/{2**63}/", "There is no such badge here"),
            ("eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2ln", "This is not a badge"),
        ],
    )
    def test_other_things_get_a_plain_answer(self, text: str, says: str) -> None:
        assert told(text) == says

    def test_the_badge_of_another_site_is_not_judged(self, uma: Persona) -> None:
        claims = json.dumps({"iss": "did:web:other.example", "type": ["OpenBadgeCredential"]}).encode()
        head = copied(make_badge(uma)).split(".")[0]
        token = f"{head}.{urlsafe_b64encode(claims).decode().rstrip('=')}.c2ln"
        page = Client().post(reverse("badge_check"), {"badge": token}).content.decode()
        assert "It was made by other.example." in page

    def test_one_changed_letter_anywhere_in_what_it_says_is_not_to_be_trusted(self, uma: Persona) -> None:
        """Most changes make it unreadable as well; the visitor must hear the same."""
        head, said, tail = copied(make_badge(uma)).split(".")
        for place in range(0, len(said), 97):
            letter = "B" if said[place] == "A" else "A"
            altered = f"{head}.{said[:place]}{letter}{said[place + 1 :]}.{tail}"
            assert told(altered) in ("Do not trust this badge", "We cannot check this one"), place
        assert told(f"{head}.AAAA.{tail}") == "Do not trust this badge"

    def test_a_real_badge_is_answered_with_whose_it_is(self, uma: Persona) -> None:
        """Somebody may show the badge of another doctor."""
        page = Client().post(reverse("badge_check"), {"badge": copied(make_badge(uma))}).content.decode()
        assert "It belongs to" in page
        assert f'href="{reverse("persona", args=["uma"])}"' in page

    def test_our_own_status_list_is_no_badge(self, uma: Persona) -> None:
        make_badge(uma)
        assert told(fetch(f"{ADDRESS}/credentials/status/revocation-0/").decode()) == "This is not a badge"

    def test_the_address_of_the_page_will_do(self, uma: Persona) -> None:
        row = make_badge(uma)
        assert told(f"{ADDRESS}/credentials/{row.id}/") == "This badge is real"

    @pytest.mark.parametrize(("text", "says"), [("", "Paste a badge here first."), ("x" * 30_000, "longer than any")])
    def test_nothing_and_too_much_are_said(self, text: str, says: str) -> None:
        answer = Client().post(reverse("badge_check"), {"badge": text})
        assert answer.status_code == 422
        assert says in answer.content.decode()


class TestPages:
    @pytest.mark.parametrize("level", ["V1", "V3", "V4", "S", "P"])
    def test_every_public_level_has_its_page(self, uma: Persona, level: str) -> None:
        row = make_badge(uma, level=level, employer="Elm Street Practice")
        assert verify(copied(row)) == f"{ADDRESS}/@uma/"

    def test_a_register_match_alone_has_none(self, uma: Persona) -> None:
        row = make_badge(uma, level="V2", title="")
        for name in ("credential", "credential_file"):
            assert Client().get(reverse(name, args=[row.id])).status_code == 404
        assert told(f"{ADDRESS}/credentials/{row.id}/") == "There is no such badge here"

    def test_who_is_blocked_by_its_owner_finds_none(self, uma: Persona) -> None:
        row, other = make_badge(uma), make_persona()
        block(uma, other)
        assert client_of(other).get(reverse("credential", args=[row.id])).status_code == 404

    @pytest.mark.parametrize("number", [1, 2**63 - 1, 2**63, 10**30])
    def test_a_number_of_nothing_is_no_page(self, number: int) -> None:
        assert Client().get(f"/credentials/{number}/").status_code == 404

    @pytest.mark.parametrize("name", ["revocation-1", "revocation", "suspension--1", "revocation-00", "x-0"])
    def test_there_are_no_other_lists(self, uma: Persona, name: str) -> None:
        make_badge(uma)
        assert Client().get(f"/credentials/status/{name}/").status_code == 404

    def test_lists_and_keys_may_be_kept_for_a_short_while(self, uma: Persona) -> None:
        make_badge(uma)
        for path in ("/credentials/status/suspension-0/", "/.well-known/did.json"):
            answer = Client().get(path)
            assert answer["Cache-Control"] in ("public, max-age=60", "public, max-age=300")
            assert not answer.cookies


class TestOnesOwn:
    def test_the_owner_chooses_how_much_of_the_licence_others_see(self, uma: Persona) -> None:
        row = make_badge(uma)
        client = client_of(uma)
        assert "All of it: NE 76642" in client.get(reverse("badge")).content.decode()
        shown = []
        for choice in ("whole", "tail"):
            client.post(reverse("badge_licence"), {"licence": choice})
            page = Client().get(reverse("credential", args=[row.id])).content.decode()
            shown.append("NE 76642" in page)
        assert shown == [True, False]

    def test_nobody_chooses_for_another(self, uma: Persona) -> None:
        row = make_badge(uma)
        assert client_of(make_persona(kind="clinician")).post(reverse("badge_licence"), {}).status_code == 404
        row.refresh_from_db()
        assert not row.licence_whole

    def test_without_a_badge_the_page_says_so(self) -> None:
        assert "Nothing was checked" in client_of(make_persona()).get(reverse("badge")).content.decode()

    def test_a_register_match_is_told_to_its_owner(self, uma: Persona) -> None:
        make_badge(uma, level="V2", title="")
        assert "This is not shown in public" in client_of(uma).get(reverse("badge")).content.decode()

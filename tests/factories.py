"""Short ways to make what tests need. They write rows directly: what the actions do is what the tests are about."""

import itertools
from datetime import date, time, timedelta
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from bedside.areas.contacts.models import Block, Follow, NotMyDoctor
from bedside.areas.credentials.actions import Facts, issue, places, signing
from bedside.areas.credentials.models import Claim, Credential, index_of
from bedside.areas.credentials.queries import level_of
from bedside.areas.messaging.models import Channel
from bedside.areas.people.models import Account, Persona, StaffRole, TakenHandle
from bedside.areas.people.queries import is_limited
from bedside.areas.people.sessions import SessionStore
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.models import Hours, Practice, TeamMember
from bedside.areas.registers.models import Entry, Licence
from bedside.areas.spaces.models import Membership, Space
from bedside.kit.clock import now
from bedside.kit.vault import vault
from bedside.policy.registers import names as register_names

CODE_SECRET = "JBSWY3DPEHPK3PXP"
PASSWORD = "correct horse battery staple"
_number = itertools.count(1)


def make_account(*, mail: str = "", confirmed: bool = True, staff: tuple[str, ...] = (), password: str = "") -> Account:
    """Return an account; a password is set only when one is given."""
    mail = mail or f"member{next(_number)}@mail.example"
    account = Account(mail_index=vault().index("mail", mail))
    account.mail_confirmed_at = now() if confirmed else None
    (account.key_no,) = vault().store.take()
    account.mail_sealed = vault().seal(mail, account.mail_place(), key_no=account.key_no)
    if password:
        account.set_password(password)
    else:
        account.set_unusable_password()
    account.save()
    for role in staff:
        StaffRole.objects.create(account=account, role=role)
    if staff:
        add_second_lock(account)
    return account


def add_second_lock(account: Account) -> Authenticator:
    """Give `account` a code app, without which staff roles sleep; `CODE_SECRET` is its secret."""
    return Authenticator.objects.create(user=account, type="totp", data={"secret": get_adapter().encrypt(CODE_SECRET)})


def make_persona(
    *, kind: str = "patient", handle: str = "", name: str = "", account: Account | None = None, **fields: object
) -> Persona:
    """Return a persona, with an account of its own unless one is given."""
    handle = handle or f"{kind}{next(_number)}"
    TakenHandle.objects.create(handle=handle)
    account = account or make_account()
    return Persona.objects.create(account=account, handle=handle, name=name or handle.title(), kind=kind, **fields)


def make_staff(role: str, handle: str) -> Persona:
    """Return a persona to whom a staff role was given."""
    persona = make_persona(kind="personal", handle=handle, account=make_account(staff=(role,)))
    StaffRole.objects.filter(account=persona.account).update(given_to=persona.id)
    return persona


def make_credential(persona: Persona, *, level: str = "V3", days: int = 365, title: str = "Dr") -> Credential:
    """Return a live credential, as staff record it by hand."""
    signing.make_ready()
    return Credential.objects.create(
        persona=persona,
        level=level,
        title=title,
        profession="Physician, neurology",
        checked="licence and identity",
        checked_by=persona.id,
        valid_until=now() + timedelta(days=days),
        place=places.take(),
    )


def make_badge(persona: Persona, **facts: Any) -> Credential:
    """Return a credential as a claim gives it, with all that its badge says."""
    told: dict[str, Any] = {
        "level": "V3",
        "title": "Dr",
        "profession": "Physician",
        "checked_by": persona.id,
        "valid_until": now() + timedelta(days=300),
        "register": "us_npi",
        "register_date": date(2026, 11, 1),
        "region": "NE",
        "licence": "76642",
        "proof": "registry_callback",
        "proved_at": now(),
    }
    return issue(persona, Facts(**(told | facts)))


def viewer_of(persona: Persona) -> Viewer:
    """Return what the web door would make of this persona."""
    return Viewer(
        persona_id=persona.id,
        account_id=persona.account_id,
        kind=persona.kind,
        level=level_of(persona.id),
        confirmed=persona.account.mail_confirmed_at is not None,
        teen=persona.teen,
        staff=frozenset(persona.account.staff_roles.values_list("role", flat=True)),
        limited=is_limited(persona),
    )


def make_space(*, kind: str = "community", slug: str = "", name: str = "", **fields: object) -> Space:
    """Return a space."""
    slug = slug or f"{kind}-{next(_number)}"
    return Space.objects.create(kind=kind, slug=slug, name=name or slug.title(), **fields)


def join(persona: Persona, space: Space, *, role: str = "member", state: str = "joined") -> Membership:
    """Put `persona` into `space`."""
    if role == "steward" and not persona.steward:
        persona.steward = True
        persona.save(update_fields=["steward"])
    return Membership.objects.create(persona=persona, space=space, role=role, state=state, consented_at=now())


def follow(owner: Persona, target: Persona, *, accepted: bool = True) -> Follow:
    """Let `owner` follow `target`."""
    return Follow.objects.create(owner=owner, target=target, accepted=accepted)


def block(owner: Persona, target: Persona) -> Block:
    """Let `owner` block `target`."""
    return Block.objects.create(owner=owner, target=target)


def keep_away(owner: Persona, doctor: Persona) -> NotMyDoctor:
    """Let `owner` not be seen by `doctor`."""
    return NotMyDoctor.objects.create(owner=owner, target=doctor)


def client_of(persona: Persona) -> Client:
    """Return a browser that is signed in and speaks as `persona`.

    Its session is as signing in leaves it, in four statements: `force_login` and what follows it take seventeen.
    """
    session = SessionStore()
    session[SESSION_KEY] = str(persona.account.id)
    session[BACKEND_SESSION_KEY] = "bedside.areas.people.sign_in.MailBackend"
    session[HASH_SESSION_KEY] = persona.account.get_session_auth_hash()
    session["persona_id"] = persona.id
    session["epoch"] = persona.account.epoch
    session.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def make_claim(persona: Persona, *, number: str = "2900000029", state: str = "matched", **words: str) -> Claim:
    """Return a claim on a number of the American register; `words` are its sealed columns, such as `employer`."""
    told = {"family": "Haddad", "given": "Uma", "profession": "Physician", "employer": ""} | words
    claim = Claim(persona=persona, register="us_npi" if number else "", country="US", state=state, match="exact")
    key_no = persona.account.key_no
    for name, text in (told | ({"number": number} if number else {})).items():
        setattr(claim, f"{name}_sealed", vault().seal(text, claim.place(f"{name}_sealed"), key_no=key_no))
    claim.number_index = index_of("us_npi", number) if number else None
    claim.due_at = claim.clock()
    claim.save(force_insert=True)
    return claim


def make_entry(number: str = "2900000029", *, family: str = "Haddad", given: str = "Uma", **facts: Any) -> Entry:
    """Return an active person of the American register, a neurologist licensed in Nebraska."""
    told = {"country": "US", "region": "NE", "city": "Lincoln", "telephone": "4025550101", "updated": date(2026, 10, 1)}
    keys = {"family_key": register_names.key(family), "given_key": register_names.key(given), "city_key": "LINCOLN"}
    row = Entry(register="us_npi", number=number, entity="person", family=family, given=given, **keys, **told | facts)
    row.save(force_insert=True)
    Licence.objects.create(
        register="us_npi",
        number=number,
        slot=1,
        licence="76642",
        region="NE",
        taxonomy="2084N0400X",
        is_primary=True,
    )
    return Entry.objects.get(register="us_npi", number=number)


def make_practice(*, slug: str = "", name: str = "", weekdays: range = range(5), **fields: Any) -> Practice:
    """Return a practice in New York with its space: open from 9 to 17 on `weekdays`, telephone 555 0140."""
    space = make_space(kind="practice", slug=slug, name=name)
    told = {"time_zone": "America/New_York", "country": "US", "telephone": "555 0140"}
    made = Practice.objects.create(space=space, **told | fields)
    for weekday in weekdays:
        Hours.objects.create(practice=made, weekday=weekday, opens=time(9), closes=time(17))
    return made


def on_team(persona: Persona, practice: Practice, *roles: str) -> Persona:
    """Put `persona` on the team of a practice, in these roles."""
    for role in roles:
        TeamMember.objects.create(practice=practice, persona=persona, role=role)
    return persona


def make_channel(patient: Persona, practice: Practice, *, pre_patient: bool = False, **fields: Any) -> Channel:
    """Return a channel of a patient whom the practice knows, unless told otherwise."""
    told = {"relation": "unknown" if pre_patient else "treating"}
    return Channel.objects.create(patient=patient, practice=practice, pre_patient=pre_patient, **told | fields)

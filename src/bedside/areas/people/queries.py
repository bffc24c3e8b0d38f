"""What is known of people. What would join two personas never leaves here, but to their owner."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.search import TrigramWordSimilarity
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Case, IntegerField, Q, Value, When

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people import names as words
from bedside.areas.people import pseudonyms, sessions, tokens
from bedside.areas.people.models import (
    Account,
    AccountState,
    Erasure,
    Export,
    Hold,
    Persona,
    Session,
    SiteProfile,
    StaffRole,
    TakenHandle,
)
from bedside.areas.people.parts import Leaver
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy import permissions
from bedside.policy import personas as rules
from bedside.policy.following import not_offered

FOUND_AT_MOST = 40
LEAST_LIKENESS = 0.4
SHOWN_SECONDS = 5


def who_is_here(
    *, account: AbstractBaseUser, session: SessionBase
) -> tuple[Account, Persona, Viewer, list[Persona]] | None:
    """Return who speaks in this session, and all personas of the account, oldest first: for the owner's own menu.

    None when the session or the account may no longer be used. The viewer's `level` is not known here: credentials
    stand above people. Costs nothing when they were read with the session.
    """
    if not isinstance(account, Account) or not account.is_active:
        return None
    owner = getattr(session, "owner", None)
    if owner is None or owner.account.id != account.id:
        owner = _owner_of(account)
    is_staff = bool(owner.roles)
    if not owner.personas or not sessions.is_live(session, account=account, staff=is_staff):
        return None
    wanted = session.get("persona_id", 0)
    persona = next((one for one in owner.personas if one.id == wanted), owner.personas[0])
    sessions.note_seen(session, staff=is_staff)
    viewer = Viewer(
        persona_id=persona.id,
        account_id=account.id,
        kind=persona.kind,
        confirmed=account.mail_confirmed_at is not None,
        staff=owner.roles if owner.locked else frozenset(),
        waiting=frozenset() if owner.locked else owner.roles,
        teen=persona.teen,
        limited=is_limited(persona),
        zone=account.zone,
    )
    return account, persona, viewer, list(owner.personas)


def in_the_name_of(persona_id: int) -> Viewer | None:
    """Return a persona as a viewer without staff roles; None when it is gone or suspended.

    For what is done in its name while nobody is there, and for asking what it may read. Its level is not known here:
    see `credentials.queries.viewer_of`.
    """
    persona = Persona.objects.filter(id=persona_id, hidden=False).select_related("account").first()
    if persona is None:
        return None
    return Viewer(
        persona_id=persona.id,
        account_id=persona.account_id,
        kind=persona.kind,
        confirmed=persona.account.mail_confirmed_at is not None,
        teen=persona.teen,
        limited=is_limited(persona),
        zone=persona.account.zone,
    )


def is_limited(persona: Persona) -> bool:
    """Say whether moderators limited a persona for some days that are not over."""
    return persona.limited_until is not None and persona.limited_until > now()


def _owner_of(account: Account) -> sessions.Owner:
    """Return what is known of an account that did not come with a session, such as one that has just signed in."""
    roles = frozenset(StaffRole.objects.filter(account_id=account.id).values_list("role", flat=True))
    locked = bool(roles) and has_second_lock(account.id)
    return sessions.Owner(account, tuple(personas_of(account.id)), roles, locked)


def country_of(viewer: Viewer) -> str:
    """Return the country that the viewer's account names; "" when it names none."""
    if not viewer.signed_in:
        return ""
    return Account.objects.filter(id=viewer.account_id).values_list("country", flat=True).first() or ""


def has_second_lock(account_id: int) -> bool:
    """Say whether a passkey or a code app guards this account beside its password."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=account_id, type__in=kinds).exists())


def waits_for_lock(account_id: int) -> bool:
    """Say whether this account has a staff role that sleeps until there is a second lock."""
    return StaffRole.objects.filter(account_id=account_id).exists() and not has_second_lock(account_id)


def personas_of(account_id: int) -> list[Persona]:
    """Return the personas of one account, oldest first: for their owner's eyes only."""
    return list(Persona.objects.filter(account_id=account_id).order_by("id"))


def key_no_of(persona_id: int) -> int | None:
    """Return the number of the key with which this persona's owner's words are sealed: for sealing only."""
    return Persona.objects.filter(id=persona_id).values_list("account__key_no", flat=True).first()


def key_numbers() -> list[int]:
    """Return the number of every key that an account has, for checking that none is lost."""
    return [number for number in Account.objects.values_list("key_no", flat=True) if number is not None]


def key_numbers_by_account() -> list[tuple[int, int]]:
    """Return (account, number of its key), for finding accounts whose key was destroyed."""
    found = Account.objects.values_list("id", "key_no")
    return [(account_id, key_no) for account_id, key_no in found if key_no is not None]


def leaver(account_id: int) -> Leaver:
    """Return an account with all its personas, for its erasure or its copy."""
    ids = Persona.objects.filter(account_id=account_id).order_by("id").values_list("id", flat=True)
    return Leaver(account_id, tuple(ids))


def is_leaving(account_id: int) -> bool:
    """Say whether the account waits for its erasure."""
    return Erasure.objects.filter(account_id=account_id, done_at=None).exists()


def held_since(account_id: int) -> datetime | None:
    """Return since when a legal order holds the account, None when none does. It ends by itself on its day."""
    live = Hold.objects.filter(account_id=account_id, confirmed_at__isnull=False, ended_at=None, expires_at__gt=now())
    return live.order_by("confirmed_at").values_list("confirmed_at", flat=True).first()


def first_persona_id(account: Account) -> int:
    """Return the id of the persona that speaks after signing in; 0 for an account without one."""
    return Persona.objects.filter(account=account).order_by("id").values_list("id", flat=True).first() or 0


def own_persona(viewer: Viewer, persona_id: int) -> Persona:
    """Return one of the viewer's own personas; raise `NotHere` for every other id."""
    found = Persona.objects.filter(id=persona_id, account_id=viewer.account_id).first()
    if found is None or not viewer.signed_in:
        raise NotHere
    return found


def persona_by_handle(viewer: Viewer, handle: str) -> Persona:
    """Return the persona with this handle; raise `NotHere` when there is none or it is hidden.

    Blocks are asked by contacts, which stands above people.
    """
    found = Persona.objects.filter(handle=handle.strip().removeprefix("@").lower()).first()
    if found is None or (found.hidden and found.id != viewer.persona_id):
        raise NotHere
    return found


def names(viewer: Viewer, persona_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return (name, handle) of each of these personas that is not hidden; one query."""
    seen = Persona.objects.filter(id__in=set(persona_ids)).filter(Q(hidden=False) | Q(id=viewer.persona_id))
    return {row_id: (name, handle) for row_id, name, handle in seen.values_list("id", "name", "handle")}


def search_people(viewer: Viewer, q: str, *, excluding: Iterable[int] = ()) -> list[int]:
    """Return ids of at most 40 personas whose handle begins with `q` or whose name is like it, the likest first.

    Only those who want to be found; never a `personal` one. `excluding` takes the ids that blocks make invisible.
    Patients and carers are not offered to clinicians. That a persona is of the viewer's own account changes nothing.
    """
    q = " ".join(q.replace("\x00", "").split()).removeprefix("@")[: words.LONGEST_NAME]
    if not q:
        return []
    likeness = TrigramWordSimilarity(q, "name")
    found = (
        Persona.objects.filter(hidden=False, findable=True)
        .exclude(kind__in=rules.NEVER_FINDABLE | not_offered(viewer.kind))
        .exclude(id__in=set(excluding))
        .exclude(limited_until__gt=now())
        .annotate(likeness=likeness, begins=_begins(q))
        .filter(Q(begins=0) | Q(name__icontains=q) | Q(likeness__gte=LEAST_LIKENESS))
    )
    return list(found.order_by("begins", "-likeness", "handle").values_list("id", flat=True)[:FOUND_AT_MOST])


def personas(viewer: Viewer, persona_ids: Iterable[int]) -> list[Persona]:
    """Return those of these personas that are not hidden, in the order given; one query."""
    ids = list(persona_ids)
    found = Persona.objects.filter(Q(hidden=False) | Q(id=viewer.persona_id)).in_bulk(ids)
    return [found[one] for one in ids if one in found]


def _begins(q: str) -> Case:
    return Case(When(handle__startswith=q.lower(), then=Value(0)), default=Value(1), output_field=IntegerField())


def proposals(*, count: int = 3) -> list[tuple[str, str]]:
    """Return pseudonyms with free handles; on a site that has taken nearly all, fewer than `count`."""
    drawn = dict(pseudonyms.propose() for _ in range(count * 4))
    taken = set(TakenHandle.objects.filter(handle__in=drawn.values()).values_list("handle", flat=True))
    return [(name, handle) for name, handle in drawn.items() if handle not in taken][:count]


@dataclass(frozen=True)
class OwnSession:
    """One browser in the owner's list. `key` names it in forms; it opens nothing."""

    key: str
    label: str
    started_at: datetime
    seen_at: datetime
    current: bool


def sessions_of(viewer: Viewer, *, current: str) -> list[OwnSession]:
    """Return the live sessions of the viewer's account, the current one first (`current` is its stored key)."""
    epoch = Account.objects.filter(id=viewer.account_id).values_list("epoch", flat=True).first() or 0
    rows = Session.objects.filter(account_id=viewer.account_id, epoch=epoch, expire_date__gt=now()).order_by("-seen_at")
    own = [
        OwnSession(
            key=row.session_key,
            label=row.label or "A browser",
            started_at=row.started_at,
            seen_at=row.seen_at,
            current=row.session_key == current,
        )
        for row in rows
    ]
    return sorted(own, key=lambda row: not row.current)


_shown: tuple[float, SiteProfile] | None = None  # when it was read, by the monotonic clock


def shown_profile() -> SiteProfile:
    """Return the site's profile as every page names it: at most five seconds old."""
    global _shown
    if _shown is None or time.monotonic() - _shown[0] > SHOWN_SECONDS:
        _shown = time.monotonic(), site_profile()
    return _shown[1]


def forget_shown_profile() -> None:
    """Read the profile anew for the next page of this process."""
    global _shown
    _shown = None


def site_profile() -> SiteProfile:
    """Return what the administrator says about this site; the defaults before it is set up."""
    return SiteProfile.objects.filter(id=1).first() or SiteProfile(id=1)


def confirms_at_once(*, token: str, account_id: int) -> bool:
    """Say whether `token` is a live link of confirmation for this very account.

    A made-up link is nobody's: else a page that changes with the browser's last sign-up would tell, of any address,
    whether it was new.
    """
    try:
        return tokens.read("confirm", token).id == account_id
    except tokens.LinkOver:
        return False


def copies_of(viewer: Viewer) -> list[Export]:
    """Return the viewer's own copies that wait to be fetched, newest first."""
    waiting = Export.objects.filter(account_id=viewer.account_id, used_at=None, expires_at__gt=now())
    return list(waiting.order_by("-asked_at")) if viewer.signed_in else []


def own_copy(viewer: Viewer, code: str) -> Export:
    """Return one of `copies_of`; raise `NotHere` for every other code."""
    found = next((one for one in copies_of(viewer) if one.code == code), None)
    if found is None:
        raise NotHere
    return found


@dataclass(frozen=True)
class HoldRow:
    """A legal hold as the staff page lists it: the account by the one handle by which it was opened."""

    id: int
    handle: str
    reference: str
    scope: str
    asked_at: datetime
    confirmed_at: datetime | None
    expires_at: datetime


def live_holds(viewer: Viewer) -> list[HoldRow]:
    """Return the holds that count, or wait to be confirmed; empty for who may not hold an account."""
    if not permissions.may("hold an account", roles=viewer.staff):
        return []
    live = list(Hold.objects.filter(ended_at=None, expires_at__gt=now()).order_by("id"))
    handles = dict(Persona.objects.filter(id__in=[row.named_by for row in live]).values_list("id", "handle"))
    return [
        HoldRow(
            id=row.id,
            handle=handles.get(row.named_by, ""),
            reference=row.reference,
            scope=row.scope,
            asked_at=row.asked_at,
            confirmed_at=row.confirmed_at,
            expires_at=row.expires_at,
        )
        for row in live
    ]


def has_administrator() -> bool:
    """Say whether anybody can administer this site."""
    return StaffRole.objects.filter(role="administrator").exists()


@dataclass(frozen=True)
class StaffMember:
    """A staff role, named by the one handle by which it was given."""

    handle: str
    name: str
    role: str


def staff_members(viewer: Viewer) -> list[StaffMember]:
    """Return who has a role; empty unless the viewer is an administrator."""
    if "administrator" not in viewer.staff:
        return []
    roles = list(StaffRole.objects.order_by("role", "id"))
    named = names(viewer, [row.given_to for row in roles])
    blank = ("", "")
    return [
        StaffMember(handle=named.get(row.given_to, blank)[1], name=named.get(row.given_to, blank)[0], role=row.role)
        for row in roles
    ]


def staff_ids(roles: Iterable[str]) -> list[int]:
    """Return the personas by whose handles these roles were given: for telling them, never for showing."""
    return sorted(set(StaffRole.objects.filter(role__in=set(roles)).values_list("given_to", flat=True)) - {0})


def staff_handles(viewer: Viewer, persona_ids: Iterable[int]) -> dict[int, str]:
    """Return for each of these personas the handle by which its account was given a staff role.

    It is the one that staff pages name: which persona of theirs acted, and which others they have, is told to nobody.
    Left out is who holds no role any more.
    """
    rows = StaffRole.objects.filter(account__personas__id__in=set(persona_ids)).order_by("-id")
    given = dict(rows.values_list("account__personas__id", "given_to"))
    handles = names(viewer, given.values())
    return {one: handles[to][1] for one, to in given.items() if to in handles}


def suspended_handles(viewer: Viewer) -> list[str]:
    """Return the handles by which staff suspended accounts, newest first; empty for who is not staff."""
    if not viewer.staff:
        return []
    acts = AuditEntry.objects.filter(action="suspend", object_kind="persona").order_by("-id").values_list("object_id")
    ids = [object_id for (object_id,) in acts[:200] if object_id is not None]
    still = Persona.objects.filter(id__in=ids, account__state=AccountState.SUSPENDED)
    return sorted(still.values_list("handle", flat=True))


def free_name(*, name: str, handle: str) -> tuple[str, str]:
    """Return name and handle tidied, when they can be had now; raise `Refused` with the field that is wrong."""
    tidy, wanted = words.clean_name(name), words.clean_handle(handle)
    if TakenHandle.objects.filter(handle=wanted).exists():
        raise words.handle_taken()
    return tidy, wanted

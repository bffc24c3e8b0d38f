"""Sessions: kept in the database under the SHA-256 of the cookie's value, listed and ended by their owner.

A stolen copy of the table opens nothing: keys are hashed and the data is sealed. A session is live only while its
account's `epoch` is the one it began with, so raising the epoch ends every session of the account at the next request.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import AuthenticationMiddleware as DjangoAuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from bedside.areas.people.models import Account, Persona, Session
from bedside.kit.clock import now
from bedside.kit.database.rows import columns, made, width
from bedside.kit.vault import CannotOpen, Place, vault

LONGEST = timedelta(days=90)
IDLE = timedelta(days=30)
SEEN_EVERY = timedelta(hours=1)
# Who has a role on the site can do harm from a screen that was left open (security.md section 8).
STAFF_LONGEST = timedelta(hours=12)
STAFF_IDLE = timedelta(minutes=15)
STAFF_SEEN_EVERY = timedelta(minutes=1)

# Told apart by words that only they have; the first that fits, since most browsers also name those they descend from.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def stored_key(cookie_value: str) -> str:
    """Return what the table holds for a cookie's value; 40 characters, 160 bits."""
    return sha256(cookie_value.encode()).hexdigest()[:40]


def label_of(user_agent: str) -> str:
    """Return words by which the owner knows a browser again, such as "Firefox on Android"; no version, no address."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


def begin(session: SessionBase, *, account: Account, persona_id: int, user_agent: str) -> None:
    """Write into a fresh session what its owner will see in the list, and what ends it."""
    moment = now().isoformat()
    session["epoch"] = account.epoch
    session["persona_id"] = persona_id
    session["label"] = label_of(user_agent)
    session["started_at"] = moment
    session["seen_at"] = moment


def is_live(session: SessionBase, *, account: Account, staff: bool = False) -> bool:
    """Say whether `session` still speaks for `account`: its epoch, its age, and how long it was not used.

    90 days and 30 days for members; 12 hours and 15 minutes for `staff`.
    """
    longest, idle = (STAFF_LONGEST, STAFF_IDLE) if staff else (LONGEST, IDLE)
    over = _passed(session, "started_at", longest) or _passed(session, "seen_at", idle)
    return session.get("epoch", 0) == account.epoch and not over


def _passed(session: SessionBase, name: str, time: timedelta) -> bool:
    moment = session.get(name)
    return moment is not None and datetime.fromisoformat(moment) + time <= now()


def note_seen(session: SessionBase, *, staff: bool = False) -> None:
    """Move `seen_at` on, at most once an hour (once a minute for staff); the idle time begins anew with it."""
    every = STAFF_SEEN_EVERY if staff else SEEN_EVERY
    if "seen_at" not in session or _passed(session, "seen_at", every):
        session["seen_at"] = now().isoformat()


def carry_on(session: SessionBase, *, account: Account) -> None:
    """Let this one session live on, under a new id, after all sessions of its account were ended."""
    session.cycle_key()
    session["epoch"] = account.epoch


@dataclass(frozen=True)
class Owner:
    """Whose session it is: the account, its personas (oldest first) and its staff roles, as they were a moment ago.

    `locked` tells of an account with roles whether it has a second lock: a passkey or a code app.
    """

    account: Account
    personas: tuple[Persona, ...]
    roles: frozenset[str]
    locked: bool


def _with_its_people(key: str) -> tuple[Session, Owner | None] | None:
    """Return the live session with this stored key and its owner, in one statement: every page begins with it."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [key, now()])
        rows = cursor.fetchall()
    if not rows:
        return None
    first, second = width(Session), width(Session) + width(Account)
    session = made(Session, rows[0][:first])
    account = made(Account, rows[0][first:second])
    if account.pk is None:
        return session, None
    everyone = (made(Persona, row[second:-2]) for row in rows)
    personas = tuple(persona for persona in everyone if persona.pk is not None)
    return session, Owner(account, personas, frozenset(rows[0][-2]), rows[0][-1])


@cache
def _statement() -> str:
    return f"""
        SELECT {columns(Session, "s")}, {columns(Account, "a")}, {columns(Persona, "p")},
               ARRAY(SELECT r.role FROM people_staff_role r WHERE r.account_id = a.id),
               EXISTS (SELECT 1 FROM people_staff_role r JOIN mfa_authenticator m ON m.user_id = r.account_id
                       WHERE r.account_id = a.id AND m.type IN ('totp', 'webauthn'))
        FROM people_session s LEFT JOIN people_account a ON a.id = s.account_id
             LEFT JOIN people_persona p ON p.account_id = a.id
        WHERE s.session_key = %s AND s.expire_date > %s ORDER BY p.id"""  # noqa: S608  # columns of our own tables


class SessionStore(DatabaseStore):
    """Django's database sessions, with hashed keys, sealed data and the owner's columns."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our table."""
        return Session

    owner: "Owner | None" = None  # read in the same statement as the session

    def _place(self) -> Place:
        return Place("people_session", "session_data", int(stored_key(self.session_key or "")[:15], 16))

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return the data sealed for this session's row: sign-up answers and codes pass through here."""
        return b64encode(vault().seal(json.dumps(session_dict), self._place())).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Return the data of this session; empty when it does not open, as for a session that has ended."""
        try:
            found: dict[str, Any] = json.loads(vault().open(b64decode(session_data), self._place()))
        except (CannotOpen, ValueError):
            return {}
        return found

    def _get_session_from_db(self) -> Session | None:
        found = _with_its_people(stored_key(self.session_key)) if self.session_key else None
        if found is None:
            self._session_key = None
            return None
        session, self.owner = found
        return session

    def save(self, must_create: bool = False) -> None:
        """Keep the session. A database that went away is told as that: Django calls it a session that has ended."""
        try:
            super().save(must_create)
        except UpdateError as error:
            lost = error.__context__
            if isinstance(lost, OperationalError | InterfaceError):
                raise lost from None
            raise

    def exists(self, session_key: str) -> bool:
        """Say whether the session of this cookie value is there."""
        return bool(super().exists(stored_key(session_key)))

    def delete(self, session_key: str | None = None) -> None:
        """End the session of this cookie value, or the current one."""
        key = session_key if session_key is not None else self.session_key
        if key is not None:
            Session.objects.filter(session_key=stored_key(key)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to save."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.session_key = stored_key(row.session_key)
        account_id = data.get(SESSION_KEY)
        row.account_id = int(account_id) if account_id else None
        row.label = data.get("label", "")
        row.epoch = data.get("epoch", 0)
        for name in ("started_at", "seen_at"):
            if name in data:
                setattr(row, name, datetime.fromisoformat(data[name]))
        return row


def _user(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Return who is signed in. The account came with the session; all that is unusual is left to Django."""
    owner: Owner | None = getattr(request.session, "owner", None) if request.session.get(SESSION_KEY) else None
    if owner is not None and request.session[SESSION_KEY] == str(owner.account.id):
        known = request.session.get(HASH_SESSION_KEY, "")
        if constant_time_compare(known, owner.account.get_session_auth_hash()):
            return owner.account
    return get_user(request)


class AuthenticationMiddleware(DjangoAuthenticationMiddleware):
    """Django's, without a second statement for the account."""

    def process_request(self, request: HttpRequest) -> None:
        """Put `user` on the request, read when it is first asked for."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user(request))  # type: ignore[assignment]  # as Django does it


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's middleware; named here so that the settings name one place for sessions."""

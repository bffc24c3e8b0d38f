"""Sessions: kept in the database under the SHA-256 of the cookie's value, listed and ended by their owner.

A stolen copy of the table opens nothing: keys are hashed and the data is sealed. A session is live only while its
account's `epoch` is the one it began with, so raising the epoch ends every session of the account at the next request.
"""

import json
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware

from bedside.areas.people.models import Account, Session
from bedside.kit.clock import now
from bedside.kit.vault import CannotOpen, Place, vault

LONGEST = timedelta(days=90)
SEEN_EVERY = timedelta(hours=1)

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


def is_live(session: SessionBase, *, account: Account) -> bool:
    """Say whether `session` still speaks for `account`: its epoch, and at most 90 days old."""
    started = session.get("started_at")
    too_old = started is not None and datetime.fromisoformat(started) + LONGEST <= now()
    return session.get("epoch", 0) == account.epoch and not too_old


def note_seen(session: SessionBase) -> None:
    """Move `seen_at` on, at most once an hour; the session's 30 days begin anew with it."""
    seen = session.get("seen_at")
    if seen is None or datetime.fromisoformat(seen) + SEEN_EVERY <= now():
        session["seen_at"] = now().isoformat()


class SessionStore(DatabaseStore):
    """Django's database sessions, with hashed keys, sealed data and the owner's columns."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our table."""
        return Session

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
        real = self.session_key
        if real is None:
            return None
        self._session_key = stored_key(real)
        try:
            found: Session | None = super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
        finally:
            if self._session_key is not None:
                self._session_key = real
        return found

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


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's middleware; named here so that the settings name one place for sessions."""

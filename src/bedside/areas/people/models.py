"""Accounts, personas, sessions, staff roles and the site's own profile.

An account is one login and is never shown; a persona is a face of it. Nothing a visitor can read joins two personas:
their ids, handles and times are separate, and the account's id leaves this area only inside the server.
"""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import Q

from bedside.kit import vault
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.limits import READ_BITS
from bedside.policy.personas import KINDS


def new_account_id() -> int:
    """Return a random id: unlike a persona's, an account's id tells nothing about when it was made."""
    return secrets.randbits(62) + 1


def new_passkey_handle() -> bytes:
    """Return the random name by which a passkey knows its account."""
    return secrets.token_bytes(32)


class AccountState(models.TextChoices):
    """What may be done with an account. A closed one is dark: its owner asked for its erasure (or nobody owns it)."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Account(AbstractBaseUser):
    """One login: mail address (sealed), password, locale, settings. Never shown to others."""

    id = models.BigIntegerField(primary_key=True, default=new_account_id)
    mail_sealed = models.BinaryField(max_length=600)
    mail_index = models.BinaryField(max_length=16, unique=True)
    next_mail_sealed = models.BinaryField(max_length=600, null=True)  # asked for, not yet confirmed
    # The key of this person's own in the key store, which stands outside the database (docs/decisions/0011). None for
    # what was sealed before persons had keys: `actions.give_keys` mends that when the site starts.
    key_no = models.BigIntegerField(null=True, unique=True)
    mail_confirmed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=AccountState, default=AccountState.ACTIVE)
    country = models.CharField(max_length=2, blank=True)
    locale = models.CharField(max_length=35, default="en")
    theme = models.CharField(max_length=10, blank=True)
    zone = models.CharField(max_length=60, blank=True, db_default="")  # of whose calendar her days are; "": the site's
    # The day from which a member who signed up under 18 is 18, sealed; None for everybody else. See Persona.teen.
    grown_sealed = models.BinaryField(max_length=200, null=True)
    epoch = models.IntegerField(default=0)  # rises when every session must end at once
    passkey_handle = models.BinaryField(max_length=32, unique=True, default=new_passkey_handle)
    created_at = models.DateTimeField(default=now)
    last_login = None  # nobody is told when a member was last here, so it is not kept

    USERNAME_FIELD = "id"

    class Meta:
        db_table = "people_account"
        constraints = (models.CheckConstraint(name="account_state_known", condition=Q(state__in=AccountState.values)),)

    def mail_place(self) -> vault.Place:
        """Return where this account's mail address is sealed."""
        return vault.Place("people_account", "mail_sealed", self.id)

    def grown_place(self) -> vault.Place:
        """Return where the day is sealed from which this member is 18."""
        return vault.Place("people_account", "grown_sealed", self.id)

    @property
    def mail(self) -> str:
        """The mail address in clear: for sending mail and for the owner's own page."""
        return vault.vault().open(bytes(self.mail_sealed), self.mail_place())

    def next_mail_place(self) -> vault.Place:
        """Return where the address that is asked for, and not yet confirmed, is sealed."""
        return vault.Place("people_account", "next_mail_sealed", self.id)

    @property
    def next_mail(self) -> str | None:
        """The address that the owner asked for and has not confirmed yet, in clear."""
        if self.next_mail_sealed is None:
            return None
        return vault.vault().open(bytes(self.next_mail_sealed), self.next_mail_place())

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the account may sign in: the name Django and allauth ask for."""
        return self.state == AccountState.ACTIVE


class Persona(models.Model):
    """A face of an account: what others see. `hidden` follows the account's state, so that reads need not join it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="personas")
    handle = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    about = models.CharField(max_length=500, blank=True)
    asks_first = models.BooleanField(default=True)  # followers wait until the owner lets them in
    findable = models.BooleanField(default=True)  # shown in the search for people
    hidden = models.BooleanField(default=False)
    teen = models.BooleanField(
        default=False, db_default=False
    )  # under 18, as its account: for reads that need not join it
    limited_until = models.DateTimeField(null=True)  # posts less often until then, and is not found (moderation)
    # Whether notices may wait: read with the session, so that a page asks only where the answer can be yes.
    news = models.BooleanField(default=False, db_default=False)
    # Whether she was ever made a steward: for the menu, which asks only then whether she is one. It gives no right.
    steward = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "people_persona"
        constraints = (models.CheckConstraint(name="persona_kind_known", condition=Q(kind__in=KINDS)),)


class TakenHandle(models.Model):
    """Every handle that was ever given out. Handles are never used again, not even after an erasure."""

    handle = models.CharField(primary_key=True, max_length=30)

    class Meta:
        db_table = "people_taken_handle"


class Role(models.TextChoices):
    """Staff of the whole site. A steward is staff of one space: see `spaces.Membership`."""

    ADMINISTRATOR = "administrator"
    MODERATOR = "moderator"
    SAFETY_LEAD = "safety_lead"


class StaffRole(models.Model):
    """A role that an account holds on this site."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=15, choices=Role)
    # The persona by whose handle it was given: the only one that staff pages ever name.
    given_to = models.BigIntegerField(default=0)
    granted_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "people_staff_role"
        constraints = (models.UniqueConstraint(name="staff_role_once", fields=["account", "role"]),)


class SiteProfile(models.Model):
    """What the administrator says about this site; one row, with id 1."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=60, default="Bedside")
    runner = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)
    rules = models.TextField(max_length=10_000, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    set_up_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_site_profile"
        constraints = (models.CheckConstraint(name="site_profile_one_row", condition=Q(id=1)),)


class Session(AbstractBaseSession):
    """A known browser, signed in or not. `session_key` holds the SHA-256 of the cookie's value, never the value."""

    account_id = models.BigIntegerField(null=True, db_index=True)
    epoch = models.IntegerField(default=0)
    label = models.CharField(max_length=60, blank=True)  # such as "Firefox on Android"; no address is kept
    started_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(default=now)

    objects = BaseSessionManager()  # type: ignore[misc]  # the stubs know no manager here

    class Meta:
        db_table = "people_session"


class Bits(models.Field):  # type: ignore[type-arg]  # takes no parameters when it runs
    """A fixed row of bits; written and counted by SQL only."""

    def db_type(self, connection: Any) -> str:
        """Return PostgreSQL's name of it."""
        return f"bit({READ_BITS})"


class Reading(models.Model):
    """How much one account read of closed places within an hour, without what it read: see `actions/reading.py`."""

    key = models.BinaryField(max_length=16, primary_key=True)
    begun_at = models.DateTimeField()
    bits = Bits()

    # Said, because the type checker's plugin stops at the field above.
    objects: ClassVar[models.Manager["Reading"]] = models.Manager()

    class Meta:
        db_table = "people_reading"


class Attempt(models.Model):
    """One try of something that is limited, such as a sign-in. `key` is a blind index; rows go after a day."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=20)
    key = models.BinaryField(max_length=16)
    at = models.DateTimeField(default=now)

    class Meta:
        db_table = "people_attempt"
        indexes = (models.Index(fields=["kind", "key", "at"], name="attempt_recent"),)


class Erasure(models.Model):
    """An owner's wish that the whole account goes. Without `done_at` it waits: for its day, or for a hold to end.

    The row stays as the receipt: the account's id is a random number that nothing else holds any more.
    """

    account_id = models.BigIntegerField(primary_key=True)
    receipt = models.CharField(max_length=20, unique=True)
    asked_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_erasure"
        indexes = (models.Index(fields=["due_at"], name="erasure_waiting", condition=Q(done_at=None)),)


class Hold(models.Model):
    """A legal order to keep what an account told: it counts from `confirmed_at` until `expires_at`, or an early end.

    One administrator opens it and another confirms it. It blocks the erasure of the account, and its owner is told.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account_id = models.BigIntegerField(db_index=True)
    named_by = models.BigIntegerField()  # the persona by whose handle it was opened: the only one staff pages name
    reference = models.CharField(max_length=80)
    scope = models.CharField(max_length=200)
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField(default=now)
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_hold"
        constraints = (
            models.CheckConstraint(
                name="hold_confirmed_by_another", condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("asked_by"))
            ),
        )


class Export(models.Model):
    """A copy of everything about one account, made at its owner's wish: one link, one use, 24 hours.

    `code` (128 random bits) is in the link and names the file; only the owner's own session opens it.
    """

    code = models.CharField(primary_key=True, max_length=32)
    account_id = models.BigIntegerField(db_index=True)
    asked_at = models.DateTimeField(default=now)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_export"

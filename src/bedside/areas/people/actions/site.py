"""The site itself: its first administrator, its name and rules, and who is staff."""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse

from bedside.areas.audit.actions import record
from bedside.areas.people import handles, names, queries
from bedside.areas.people.actions import accounts
from bedside.areas.people.actions.sign_in import end_all_sessions
from bedside.areas.people.models import Account, Role, SiteProfile, StaffRole
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused

LONGEST_RULES = 10_000

DEFAULT_RULES = """\
Be kind. Speak of what you know and how you know it.

What people tell here stays here. Do not copy it to other places, and do not try to find out who somebody is.

Nobody here takes the place of a clinician who knows you. Do not stop or start a medicine because of a post.

Do not sell anything. Say so when you are paid for what you write about.

In an emergency call your emergency number. Nobody watches this site around the clock.
"""


@dataclass(frozen=True)
class AboutSite:
    """What an administrator says about the site."""

    name: str
    runner: str
    country: str
    rules: str
    contact: str


def setup_token() -> str:
    """Return the secret part of the set-up link: the same for one site until it is set up."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"bedside|setup", sha256).hex()


def setup_link() -> str | None:
    """Return the link that makes the first administrator; None once there is one."""
    if queries.has_administrator() or queries.site_profile().set_up_at is not None:
        return None
    return f"{settings.CONFIG.address}{reverse('setup', args=[setup_token()])}"


def check_setup(*, token: str) -> None:
    """Raise `NotHere` unless `token` is the set-up link's and the site still has to be set up."""
    whole = hmac.compare_digest(token.encode(), setup_token().encode())
    if not whole or queries.has_administrator() or queries.site_profile().set_up_at is not None:
        raise NotHere


@transaction.atomic
def set_up(*, token: str, kind: str, name: str, handle: str, mail: str, password: str, about: AboutSite) -> Account:
    """Make the first administrator and name the site, once; raise `NotHere` or `Refused`.

    There is no `by`: who holds the link printed by the server's own command runs the server, so the mail address is
    taken as confirmed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('bedside set-up'))")
    check_setup(token=token)
    account, persona = accounts.make_account(kind=kind, name=name, handle=handle, mail=mail, password=password)
    StaffRole.objects.create(account=account, role=Role.ADMINISTRATOR, given_to=persona.id)
    profile = _told(about)
    profile.set_up_at = now()
    profile.save()
    transaction.on_commit(queries.forget_shown_profile)
    record("set up site", by=persona.id)
    return account


@transaction.atomic
def change_site(*, by: Viewer, about: AboutSite) -> SiteProfile:
    """Change what the site says about itself; raise `NotHere` for who may not, `Refused` for what does not fit."""
    require("change the site", by=by)
    profile = _told(about)
    profile.save()
    transaction.on_commit(queries.forget_shown_profile)
    record("change site", by=by.persona_id, role="administrator")
    return profile


def _told(about: AboutSite) -> SiteProfile:
    profile = queries.site_profile()
    profile.name = names.clean_line(about.name, field="site_name", longest=60)
    if not profile.name:
        raise Refused("Give the site a name.", code="name_missing", field="site_name")
    profile.runner = names.clean_line(about.runner, field="runner", longest=120)
    profile.contact = names.clean_line(about.contact, field="contact", longest=200)
    country = about.country.strip().upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Refused("Use the two letters of the country, such as GB.", code="country_form", field="country")
    profile.country = country
    if len(about.rules) > LONGEST_RULES:
        raise Refused("The rules can be 10,000 characters long.", code="too_long", field="rules")
    profile.rules = about.rules.replace("\x00", "").strip()
    return profile


@transaction.atomic
def give_role(*, by: Viewer, handle: str, role: str) -> None:
    """Give `role` to the account behind `handle`, and end its sessions; raise `NotHere` or `Refused`.

    Giving twice changes nothing. The role sleeps until the account has a passkey or a code app.
    """
    require("give staff roles", by=by)
    persona = handles.seen_by(by, handle)
    if role not in Role.values:
        raise Refused("There is no such role.", code="no_such_role", field="role")
    _, made = StaffRole.objects.get_or_create(
        account_id=persona.account_id, role=role, defaults={"given_to": persona.id}
    )
    if made:
        end_all_sessions(Account.objects.select_for_update().get(id=persona.account_id))
    record("give role", by=by.persona_id, role="administrator", about=("persona", persona.id), given=role)


@transaction.atomic
def take_role(*, by: Viewer, handle: str, role: str) -> None:
    """Take `role` from who was given it by `handle`, and end the account's sessions.

    Raises `NotHere`, or `Refused` for the last administrator.
    """
    require("give staff roles", by=by)
    persona = handles.seen_by(by, handle)
    rows = StaffRole.objects.select_for_update().filter(role=role)
    if role == Role.ADMINISTRATOR and len(rows) < 2:
        what = "This is the only administrator. Make somebody else administrator first."
        raise Refused(what, code="last_administrator", field="handle")
    gone, _ = rows.filter(given_to=persona.id).delete()
    if not gone:
        raise Refused("Nobody with this handle has this role.", code="no_such_role", field="handle")
    end_all_sessions(Account.objects.select_for_update().get(id=persona.account_id))
    record("take role", by=by.persona_id, role="administrator", about=("persona", persona.id), taken=role)

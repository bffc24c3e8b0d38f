"""The site's own persona: the one that speaks where the site itself has something to say, and no person."""

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from bedside.areas.audit.actions import record
from bedside.areas.people import queries
from bedside.areas.people.models import Account, AccountState, Persona, TakenHandle
from bedside.kit.clock import now
from bedside.kit.vault import vault

HANDLE = "site"  # reserved for it (`policy.personas`)
MAIL = "site@bedside.invalid"  # nobody's: RFC 2606
LOCK = "SELECT pg_advisory_xact_lock(hashtext('bedside site persona'))"


@transaction.atomic
def site_persona() -> Persona:
    """Return the site's own persona, making it when it is asked for the first time.

    Its account is closed and has no password: nobody signs in as the site. Its name is the site's.
    """
    found = Persona.objects.filter(handle=HANDLE).first()
    if found is not None:
        return found
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    return Persona.objects.filter(handle=HANDLE).first() or _made()


def _made() -> Persona:
    account = Account(password=make_password(None), state=AccountState.CLOSED, mail_confirmed_at=now())
    account.mail_index = vault().index("mail", MAIL)
    (account.key_no,) = vault().store.take()
    account.mail_sealed = vault().seal(MAIL, account.mail_place(), key_no=account.key_no)
    account.save(force_insert=True)
    TakenHandle.objects.get_or_create(handle=HANDLE)
    persona = Persona.objects.create(
        account=account,
        handle=HANDLE,
        name=queries.site_profile().name,
        kind="organisation",
        asks_first=False,
        findable=False,
    )
    record("make site persona", by=None, about=("persona", persona.id))
    return persona

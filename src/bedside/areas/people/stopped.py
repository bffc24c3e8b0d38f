"""Who owns a suspended account and proved it: she can read why, and ask for a second look. There is nothing else.

No session begins. A link that lives for an hour stands on the page that says that the account is suspended; that page
comes after the right password, and after the second factor where there is one.
"""

from bedside.areas.people import queries, tokens
from bedside.areas.people.models import Account, AccountState
from bedside.areas.people.tokens import LinkOver
from bedside.areas.people.viewer import Viewer

AGAIN = "Log in once more. Where an account is suspended, you find a new link there."


def refusal_token(account: Account) -> str:
    """Return the token of the link for the owner of a suspended account, "" for an account that is closed."""
    return tokens.make("stopped", account=account) if account.state == AccountState.SUSPENDED else ""


def owner_by(token: str) -> Viewer:
    """Return who owns the suspended account that a link is for, without any role.

    Raises LinkOver for a link that is over or forged, and when the account is suspended no more.
    """
    try:
        account = tokens.read("stopped", token)
    except LinkOver as over:
        raise LinkOver(do=AGAIN) from over
    if account.state != AccountState.SUSPENDED:
        raise LinkOver(do=AGAIN)
    first = queries.personas_of(account.id)[0]
    return Viewer(persona_id=first.id, account_id=account.id, kind=first.kind, confirmed=True, teen=first.teen)

"""Keys of persons: giving one to who has none yet, changing one, and sealing anew what was sealed with another.

Which columns are sealed is told by the lines of `parts`. These are run by the site itself and by its operator's
commands; there is no `by`.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection, transaction

from bedside.areas.audit.actions import record
from bedside.areas.people import parts, queries
from bedside.areas.people.allauth_adapter import SECRETS
from bedside.areas.people.models import Account
from bedside.areas.people.parts import Leaver, Part
from bedside.kit.vault import Place, vault
from bedside.kit.viewing import as_system


def give_keys() -> int:
    """Give every account without a key one of its own, and seal anew what the site's key had sealed; return how many.

    Broken off, it goes on where it stopped: an account has its key when all of its values have it.
    """
    count = 0
    for account_id in list(Account.objects.filter(key_no=None).values_list("id", flat=True)):
        change_key(account_id=account_id)
        count += 1
    return count


@transaction.atomic
def change_key(*, account_id: int) -> int:
    """Give an account a fresh key and seal all its values with it; return the key's number.

    The old key stays for what may not be rewritten (entries of the audit log), and is destroyed with the new one.
    """
    account = Account.objects.select_for_update().get(id=account_id)
    (fresh,) = vault().store.take()
    old, account.key_no = account.key_no, fresh
    Account.objects.filter(id=account_id).update(key_no=fresh)
    leaver = queries.leaver(account_id)
    with as_system("what one account's personas told is sealed anew"):
        for part in (one for one in parts.all_parts() if one.of):  # the others are sealed with the site's own key
            for column in part.sealed:
                _seal_anew(part, column, leaver, fresh)
    for factor in Authenticator.objects.filter(user_id=account_id):
        factor.data = {name: _secret_anew(name, value, fresh) for name, value in factor.data.items()}
        factor.save(update_fields=["data"])
    if old is not None:
        vault().store.replace(old, fresh)
    record("change key", by=None, about=("account", account_id))
    return fresh


def _seal_anew(part: Part, column: str, leaver: Leaver, key_no: int) -> None:
    # Table, column and condition are our own words: the lines that the areas registered.
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {part.key}, {column} FROM {part.table} WHERE ({part.of}) AND {column} IS NOT NULL FOR UPDATE",  # noqa: S608  # our names
            leaver.parameters(),
        )
        rows = [(row_id, bytes(sealed)) for row_id, sealed in cursor.fetchall() if sealed]
        for row_id, sealed in rows:
            place = Place(part.table, column, row_id)
            anew = vault().seal(vault().open(sealed, place), place, key_no=key_no)
            cursor.execute(f"UPDATE {part.table} SET {column} = %s WHERE {part.key} = %s", [anew, row_id])  # noqa: S608  # our names


def _secret_anew(name: str, value: Any, key_no: int) -> Any:
    if name == "migrated_codes":
        return [_secret_anew("secret", one, key_no) for one in value]
    if name not in ("secret", "seed"):
        return value
    return vault().seal(vault().open(bytes.fromhex(value), SECRETS), SECRETS, key_no=key_no).hex()

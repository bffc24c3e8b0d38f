"""Checks of a server that somebody else runs (`DATABASE_URL`): the same promises as the embedded one gives."""

from __future__ import annotations

from typing import Any, Final

import psycopg

from bedside.kit.postgres.binaries import OLDEST_MAJOR
from bedside.kit.postgres.errors import PostgresError
from bedside.kit.postgres.roles import EXTENSIONS

_PREPARE: Final = "Prepare the server with the script that bedside.kit.postgres.for_another_server() gives."
_FACTS: Final = """
    SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), current_user::text,
           rolsuper, rolbypassrls
      FROM pg_roles WHERE rolname = current_user
"""
_MISSING: Final = "SELECT name FROM unnest(%s::text[]) AS name WHERE name NOT IN (SELECT extname FROM pg_extension)"


def external(url_app: str, url_owner: str) -> tuple[int, int]:
    """Say which version answers, once both roles can log in and neither is too strong.

    Raise `PostgresError`: `unreachable`, `too_old`, `wrong_encoding`, `role_too_strong`, `same_role`, `no_extension`.
    """
    app, version = _checked(url_app, role="app")
    owner, _ = _checked(url_owner, role="owner")
    if app == owner:
        raise PostgresError(
            code="same_role",
            what=f"Both addresses log in as {app}.",
            do=f"Give the site a role that owns nothing. {_PREPARE}",
        )
    _check_membership(url_app, app=app, owner=owner)
    return version // 10000, version % 10000


def _checked(url: str, *, role: str) -> tuple[str, int]:
    with _connected(url, role=role) as connection:
        facts = connection.execute(_FACTS).fetchone()
        missing = connection.execute(_MISSING, (list(EXTENSIONS),)).fetchall()
    assert facts is not None, "each role sees itself in pg_roles"
    version, encoding, name, superuser, bypass = facts
    _refuse_version(version)
    if encoding != "UTF8":
        raise PostgresError(
            code="wrong_encoding", what=f"The database's encoding is {encoding}.", do="Make a new one with UTF8."
        )
    if superuser or bypass:
        what = f"The role {name} is a superuser or passes row-level security by."
        raise PostgresError(code="role_too_strong", what=what, do=_PREPARE)
    if missing:
        what = f"The database lacks the extension {missing[0][0]}."
        raise PostgresError(code="no_extension", what=what, do=_PREPARE)
    return name, version


def _refuse_version(version: int) -> None:
    if version < OLDEST_MAJOR * 10000:
        raise PostgresError(
            code="too_old",
            what=f"The server is PostgreSQL {version // 10000}.",
            do=f"Use PostgreSQL {OLDEST_MAJOR} or newer.",
        )


def _check_membership(url_app: str, *, app: str, owner: str) -> None:
    with _connected(url_app, role="app") as connection:
        answer = connection.execute("SELECT pg_has_role(current_user, %s, 'member')", (owner,)).fetchone()
    if answer and answer[0]:
        raise PostgresError(
            code="role_too_strong", what=f"The role {app} may act as {owner}.", do=f"REVOKE {owner} FROM {app};"
        )


def _connected(url: str, *, role: str) -> psycopg.Connection[tuple[Any, ...]]:
    try:
        return psycopg.connect(url, connect_timeout=10, autocommit=True)
    except psycopg.OperationalError as error:
        # The driver's own text may quote the address with its password, so only its kind is passed on.
        raise PostgresError(
            code="unreachable",
            what=f"The database does not answer to the {role} role ({error.sqlstate or type(error).__name__}).",
            do="Check the address, the password and that the server runs.",
        ) from None

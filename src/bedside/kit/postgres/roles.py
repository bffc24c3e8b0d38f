"""Roles, rights and extensions of the database, made and mended at each start.

`bedside_owner` owns the tables and runs the migrations. `bedside_app` is what the site runs as: it reads and writes
rows, makes nothing, and row-level security always holds for it. The same statements prepare a server that somebody else
runs: `for_another_server()` gives them as a script for psql.
"""

from __future__ import annotations

from typing import Final

import psycopg
from psycopg import sql

SUPER: Final = "bedside_super"
OWNER: Final = "bedside_owner"
APP: Final = "bedside_app"
DATABASE: Final = "bedside"
EXTENSIONS: Final = ("pg_trgm", "unaccent", "btree_gin", "citext")

_WEAK: Final = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"

# Rights on a single database and its schema. Rights on tables that are already there stay as the migrations left them.
_DATABASE_RIGHTS: Final = (
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {app}",
)
_SCHEMA_RIGHTS: Final = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "REVOKE CREATE ON SCHEMA public FROM {app}",
    "GRANT USAGE ON SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
    " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE ON SEQUENCES TO {app}",
    # For the few functions with which a policy looks past row-level security (`kit.row_security`).
    "GRANT SET ON PARAMETER bedside.viewer TO {owner}",
)


def mend_roles(server: psycopg.Connection[tuple[object, ...]]) -> None:
    """Make the two roles if they are missing, and take from them what they must not have. `server` is a superuser's."""
    for role in (OWNER, APP):
        known = server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
        verb = "ALTER" if known else "CREATE"
        server.execute(sql.SQL(f"{verb} ROLE {{}} {_WEAK}").format(sql.Identifier(role)))
        _leave_all_roles(server, role)
    for database in ("postgres", "template1"):
        server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))


def mend_database(server: psycopg.Connection[tuple[object, ...]], *, name: str = DATABASE) -> None:
    """Make the database `name` of the owner role if it is missing, and set who may come in. Needs autocommit."""
    if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
        made = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'")
        server.execute(made.format(sql.Identifier(name), sql.Identifier(OWNER)))
    for statement in _DATABASE_RIGHTS:
        server.execute(_filled(statement, database=name))


def mend_schema(inside: psycopg.Connection[tuple[object, ...]]) -> None:
    """Set extensions and rights in the database that `inside` is connected to, as a superuser."""
    for extension in EXTENSIONS:
        inside.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    for statement in _SCHEMA_RIGHTS:
        inside.execute(_filled(statement))


def for_another_server(*, database: str = DATABASE) -> str:
    """Return the script that prepares a server of one's own: psql as its superuser; passwords are set by \\password."""
    lines = [
        f"CREATE ROLE {OWNER} {_WEAK};",
        f"CREATE ROLE {APP} {_WEAK};",
        f"\\password {OWNER}",
        f"\\password {APP}",
        f"CREATE DATABASE {database} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';",
        *(statement.format(database=database, app=APP, owner=OWNER) + ";" for statement in _DATABASE_RIGHTS),
        f"\\connect {database}",
        *(f"CREATE EXTENSION IF NOT EXISTS {extension};" for extension in EXTENSIONS),
        *(statement.format(app=APP, owner=OWNER) + ";" for statement in _SCHEMA_RIGHTS),
    ]
    return "\n".join(lines) + "\n"


def _leave_all_roles(server: psycopg.Connection[tuple[object, ...]], role: str) -> None:
    joined = "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = %s::regrole"
    for (group,) in server.execute(joined, (role,)).fetchall():
        # regrole text is already quoted where it needs to be
        server.execute(sql.SQL(f"REVOKE {group} FROM {{}}").format(sql.Identifier(role)))


def _filled(statement: str, *, database: str = DATABASE) -> sql.Composed:
    names = {"database": sql.Identifier(database), "app": sql.Identifier(APP), "owner": sql.Identifier(OWNER)}
    return sql.SQL(statement).format(**names)

"""A site from before badges were built from records: its credentials and its names come through the migrations."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from bedside.kit.postgres.roles import EXTENSIONS, SUPER
from bedside.site.migrating import WholeSteps

OLD_SITE = "old_site"
BEFORE = [("credentials", "0001_initial")]
BEGAN = datetime(2025, 3, 1, tzinfo=UTC)
NAMES = {
    "uma": ("clinician", "Dr Uma Haddad", "Uma Haddad"),
    "bo": ("student", "Bo Lind, RN", "Bo Lind"),
    "owl": ("clinician", "Dr", "owl"),  # nothing is left of it
    "ann": ("patient", "Dr Pepper fan", "Dr Pepper fan"),
    "cleo": ("clinician", "Cleo Marsh", "Cleo Marsh"),
}


@pytest.fixture
def old_site(db: None) -> Iterator[BaseDatabaseWrapper]:
    """Yield the owner's connection to an empty database beside the tests' own."""
    told = connection.settings_dict
    with psycopg.connect(
        host=told["HOST"], port=told["PORT"], user=SUPER, dbname="postgres", autocommit=True
    ) as server:
        server.execute(f"CREATE DATABASE {OLD_SITE} OWNER bedside_owner TEMPLATE template0 ENCODING 'UTF8'")
        with psycopg.connect(
            host=told["HOST"], port=told["PORT"], user=SUPER, dbname=OLD_SITE, autocommit=True
        ) as inside:
            inside.execute("GRANT ALL ON SCHEMA public TO bedside_owner")
            for extension in EXTENSIONS:
                inside.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        made = connection.copy(OLD_SITE)
        made.settings_dict["USER"], made.settings_dict["NAME"] = "bedside_owner", OLD_SITE
        connections[OLD_SITE] = made
        yield made
        made.close()
        del connections[OLD_SITE]
        server.execute(f"DROP DATABASE {OLD_SITE} WITH (FORCE)")


@pytest.fixture
def brought_up(old_site: BaseDatabaseWrapper) -> psycopg.Cursor[tuple[Any, ...]]:
    """Fill a site as it was before, bring it up to date, and return a cursor that looks at it."""
    WholeSteps(old_site).migrate(BEFORE)
    with old_site.cursor() as cursor:
        for number, (handle, (kind, name, _after)) in enumerate(NAMES.items(), start=1):
            _add_persona(cursor, number, kind=kind, handle=handle, name=name)
        # Uma's first check was replaced by a second one, which was replaced by a third.
        _add_credential(cursor, 11, 1, revoked="replaced")
        _add_credential(cursor, 12, 1, revoked="replaced")
        _add_credential(cursor, 13, 1)
        _add_credential(cursor, 21, 3, revoked="not she")
        _add_credential(cursor, 31, 5, checked="licence register of the state, by hand")
    newest = [node for node in WholeSteps(old_site).loader.graph.leaf_nodes() if node[0] == "credentials"]
    WholeSteps(old_site).migrate(newest)
    return old_site.cursor()  # type: ignore[no-any-return]  # Django's wrapper has the same methods


def _add_persona(cursor: Any, number: int, *, kind: str, handle: str, name: str) -> None:
    cursor.execute(
        "INSERT INTO people_account (id, password, mail_sealed, mail_index, state, country, locale,"
        " theme, epoch, passkey_handle, created_at)"
        " VALUES (%s, '', '', %s, 'active', '', 'en', '', 0, %s, %s)",
        [number, b"mail%d" % number, b"key%d" % number, BEGAN],
    )
    cursor.execute(
        "INSERT INTO people_persona (id, account_id, handle, name, kind, about, asks_first, findable, hidden,"
        " created_at) VALUES (%s, %s, %s, %s, %s, '', true, true, false, %s)",
        [number, number, handle, name, kind, BEGAN],
    )


def _add_credential(cursor: Any, number: int, persona: int, *, revoked: str = "", checked: str = "licence") -> None:
    cursor.execute(
        "INSERT INTO credentials_credential (id, persona_id, level, title, profession, checked, checked_by,"
        " checked_at, valid_until, revoked_at, revoked_reason)"
        " VALUES (%s, %s, 'V3', 'Dr', 'Physician', %s, 1, %s, %s, %s, %s)",
        [number, persona, checked, BEGAN, BEGAN + timedelta(days=365), BEGAN if revoked else None, revoked],
    )


def test_an_old_site_comes_up_to_date(brought_up: Any) -> None:
    """One walk, because a database is made for it."""
    brought_up.execute("SELECT handle, name FROM people_persona")
    assert dict(brought_up.fetchall()) == {handle: after for handle, (_kind, _before, after) in NAMES.items()}

    brought_up.execute("SELECT id, replaced_by FROM credentials_credential")
    assert dict(brought_up.fetchall()) == {11: 12, 12: 13, 13: None, 21: None, 31: None}

    brought_up.execute(
        "SELECT level, title, profession, checked, valid_until, revoked_at, suspended_at, claim_id, licence,"
        " specialty_checked FROM credentials_credential WHERE id = 31"
    )
    until = BEGAN + timedelta(days=365)
    kept = ("V3", "Dr", "Physician", "licence register of the state, by hand", until)
    assert brought_up.fetchone() == (*kept, None, None, None, "", False)

    brought_up.execute("SELECT place FROM credentials_credential ORDER BY place")
    places = [place for (place,) in brought_up.fetchall()]
    assert len(set(places)) == 5
    brought_up.execute("SELECT place FROM credentials_status_place ORDER BY place")
    assert [place for (place,) in brought_up.fetchall()] == places

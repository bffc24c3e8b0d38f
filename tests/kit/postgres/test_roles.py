"""What each role may and may not do on a server that was just made."""

import psycopg
import pytest
from psycopg import errors

from bedside.kit.postgres import Cluster, PostgresError, external, for_another_server


@pytest.mark.asvs("13.2.2")
@pytest.mark.parametrize("role", ["bedside_app", "bedside_owner"])
@pytest.mark.parametrize("power", ["rolsuper", "rolbypassrls", "rolcreatedb", "rolcreaterole", "rolreplication"])
def test_no_role_of_the_site_has_a_special_power(app: psycopg.Connection, role: str, power: str) -> None:
    assert app.execute(f"SELECT {power} FROM pg_roles WHERE rolname = %s", (role,)).fetchone() == (False,)


@pytest.mark.asvs("13.2.2")
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE t (n int)",
        "CREATE TEMP TABLE t (n int)",
        "CREATE SCHEMA s",
        "CREATE EXTENSION hstore",
        "SET ROLE bedside_owner",
        "SET ROLE bedside_super",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('PG_VERSION')",
        "ALTER ROLE bedside_app BYPASSRLS",
    ],
)
def test_the_app_role_is_refused(app: psycopg.Connection, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute(statement)


@pytest.mark.asvs("13.2.1")
@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_the_app_role_may_not_enter_the_servers_own_databases(cluster: Cluster, database: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(cluster.url("app", database))


def test_the_app_role_reads_and_writes_the_rows_of_tables_that_the_owner_makes(
    app: psycopg.Connection, owner: psycopg.Connection
) -> None:
    owner.execute("CREATE TABLE notebook (id bigserial PRIMARY KEY, text text)")
    app.execute("INSERT INTO notebook (text) VALUES ('a'), ('b')")
    app.execute("UPDATE notebook SET text = 'c' WHERE text = 'a'")
    app.execute("DELETE FROM notebook WHERE text = 'b'")
    assert app.execute("SELECT id, text FROM notebook").fetchall() == [(1, "c")]


def test_the_app_role_may_not_change_or_empty_a_table(app: psycopg.Connection, owner: psycopg.Connection) -> None:
    owner.execute("CREATE TABLE fixed (n int)")
    for statement in ("ALTER TABLE fixed ADD m int", "DROP TABLE fixed", "TRUNCATE fixed"):
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute(statement)


def test_row_level_security_holds_for_the_app_role(app: psycopg.Connection, owner: psycopg.Connection) -> None:
    owner.execute("CREATE TABLE private (n int)")
    owner.execute("ALTER TABLE private ENABLE ROW LEVEL SECURITY")
    owner.execute("CREATE POLICY none ON private FOR SELECT USING (false)")
    owner.execute("CREATE POLICY any_new ON private FOR INSERT WITH CHECK (true)")
    app.execute("INSERT INTO private VALUES (1)")
    assert app.execute("SELECT * FROM private").fetchall() == []


@pytest.mark.parametrize("extension", ["pg_trgm", "unaccent", "btree_gin", "citext"])
def test_the_extensions_that_the_site_needs_are_there(app: psycopg.Connection, extension: str) -> None:
    assert app.execute("SELECT 1 FROM pg_extension WHERE extname = %s", (extension,)).fetchone() == (1,)


@pytest.mark.asvs("16.2.2")
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("data_checksums", "on"),
        ("data_directory_mode", "0700"),
        ("log_statement", "none"),
        ("log_min_duration_statement", "-1"),
        ("log_min_error_statement", "panic"),
        ("log_parameter_max_length", "0"),
        ("log_parameter_max_length_on_error", "0"),
        ("log_error_verbosity", "terse"),
        ("TimeZone", "UTC"),
    ],
)
def test_the_server_is_set_up_safely(app: psycopg.Connection, setting: str, value: str) -> None:
    assert app.execute("SELECT current_setting(%s)", (setting,)).fetchone() == (value,)


def test_letters_beyond_ascii_are_letters(app: psycopg.Connection) -> None:
    answer = app.execute("SELECT lower('ÄÉŁ'), 'MÜDE'::citext = 'müde', similarity('müde', 'MÜDE')").fetchone()
    assert answer == ("äéł", True, 1.0)


def test_another_database_has_the_same_rules(cluster: Cluster) -> None:
    cluster.create_database("second")
    with (
        psycopg.connect(cluster.url("app", "second"), autocommit=True) as app,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        app.execute("CREATE TABLE t (n int)")


@pytest.mark.asvs("16.2.3", "16.2.5")
def test_what_members_write_does_not_reach_the_servers_log(cluster: Cluster, app: psycopg.Connection) -> None:
    canary = "canary-7f3a"
    for statement in (f"SELECT '{canary}'::int", f"SELECT * FROM nowhere WHERE a = '{canary}'"):
        with pytest.raises(psycopg.Error):
            app.execute(statement)
    with pytest.raises(psycopg.Error):
        app.execute("SELECT %s::text::int", (canary,))
    assert canary not in cluster.directory.words()


def test_an_own_server_passes_the_check_for_outside_servers(cluster: Cluster) -> None:
    assert external(cluster.url("app"), cluster.url("owner"))[0] >= 15


@pytest.mark.asvs("13.2.1")
@pytest.mark.parametrize(
    ("app", "owner", "code"),
    [("super", "owner", "role_too_strong"), ("app", "super", "role_too_strong"), ("app", "app", "same_role")],
)
def test_an_outside_server_with_wrong_roles_is_refused(cluster: Cluster, app: str, owner: str, code: str) -> None:
    with pytest.raises(PostgresError) as refusal:
        external(cluster.url(app), cluster.url(owner))  # type: ignore[arg-type]  # the table holds plain strings
    assert refusal.value.code == code


def test_an_outside_server_that_is_silent_is_named_without_its_password() -> None:
    with pytest.raises(PostgresError) as refusal:
        external("postgresql://a:secret-word@127.0.0.1:1/b", "postgresql://a:secret-word@127.0.0.1:1/b")
    assert (refusal.value.code, "secret-word" in str(refusal.value)) == ("unreachable", False)


def test_an_outside_database_without_the_extensions_is_refused(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("super", "postgres"), autocommit=True) as server:
        server.execute("CREATE DATABASE bare OWNER bedside_owner TEMPLATE template0")
    with pytest.raises(PostgresError) as refusal:
        external(cluster.url("app", "bare"), cluster.url("owner", "bare"))
    assert refusal.value.code == "no_extension"


def test_an_outside_database_in_another_encoding_is_refused(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("super", "postgres"), autocommit=True) as server:
        server.execute("CREATE DATABASE ascii OWNER bedside_owner TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
    with pytest.raises(PostgresError) as refusal:
        external(cluster.url("app", "ascii"), cluster.url("owner", "ascii"))
    assert refusal.value.code == "wrong_encoding"


def test_the_script_for_another_server_names_every_right() -> None:
    script = for_another_server()
    assert [script.count(word) for word in ("CREATE ROLE", "CREATE EXTENSION", "REVOKE", "ALTER DEFAULT")] == [
        2,
        4,
        3,
        2,
    ]

"""A whole site is backed up and restored, as an operator does it: every row, every picture, nothing of the erased."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bedside.kit import dark
from bedside.site.backup.form import LEFT_OUT
from tests.ops.site import bedside
from tests.site.backup.filling import LEAVER, SECRET, STAYER
from tests.site.backup.sites import Site, restored, site

# What a restore changes on purpose, and nothing else of these tables.
CHANGED = {
    "audit_entry": "a line for the restore is added",
    "people_account": "the epoch rises, so that sessions and links end",
    "people_export": "links to copies end",
    "procrastinate_jobs": "jobs of before are parked",
    "procrastinate_events": "lines that they were",
    "posts_waiting": "what was being looked at is left to its author: nothing of before is published by itself",
    "outbox": "news of before become jobs, which are parked",
}
STOOD_EMPTY = {
    "account_emailaddress", "account_emailconfirmation", "auth_group_permissions", "people_cache"
}  # fmt: skip


@dataclass
class Rehearsal:
    """The site, its backup, and how it was at that moment."""

    source: Site
    folder: Path
    tables: dict[str, list[str]] = field(default_factory=dict)
    jobs: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    media: dict[str, str] = field(default_factory=dict)
    leaver: dict[str, Any] = field(default_factory=dict)
    said: str = ""

    @property
    def backup(self) -> Path:
        """The file."""
        return self.folder / "site.backup"

    @property
    def key(self) -> Path:
        """The private half of the key pair."""
        return self.folder / "private"


@pytest.fixture(scope="module")
def rehearsal() -> Iterator[Rehearsal]:
    with site() as source, tempfile.TemporaryDirectory() as folder:
        done = Rehearsal(source, Path(folder), leaver=source.do("fill"))
        source.fill_empty_tables(leave=STOOD_EMPTY)
        # While the database of the site runs, as every night.
        made = bedside("backup", str(done.backup), "--new-key", str(done.key), "--data", str(source.data))
        assert made.returncode == 0, made.stderr
        done.said, done.tables, done.media = made.stdout, source.tables(), source.media()
        done.jobs = source.rows("procrastinate_jobs", without=("status",))
        done.accounts = source.rows("people_account", without=("epoch",))
        yield done


@pytest.fixture(scope="module")
def again(rehearsal: Rehearsal) -> Iterator[Site]:
    """The site, restored into an empty directory."""
    with restored(rehearsal.backup, rehearsal.key, rehearsal.source.data, migrated=False) as made:
        yield made


@pytest.fixture(scope="module")
def after_leaving(rehearsal: Rehearsal, again: Site) -> Iterator[Site]:
    """The old backup, restored after a member was erased."""
    assert rehearsal.source.do("erase", LEAVER) == {"erased": True}
    with restored(rehearsal.backup, rehearsal.key, rehearsal.source.data, migrated=True) as made:
        yield made


def test_the_rehearsal_is_worth_it(rehearsal: Rehearsal) -> None:
    empty = {name for name, rows in rehearsal.tables.items() if not rows}
    assert empty <= STOOD_EMPTY
    assert sum(map(len, rehearsal.tables.values())) > 1_000
    assert len(rehearsal.media) >= 3


@pytest.mark.nightly
def test_a_bigger_site_comes_back_too() -> None:
    with site() as source, tempfile.TemporaryDirectory() as folder:
        for words in (
            ["seed", "--members", "1000", "--posts", "20000"],
            ["backup", f"{folder}/b", "--new-key", f"{folder}/k"],
        ):
            done = bedside("--data", str(source.data), *words)
            assert done.returncode == 0, done.stderr
        before = source.tables()
        with restored(Path(folder, "b"), Path(folder, "k"), source.data, migrated=True) as made:
            found = made.at_first
    alike = set(before) - set(LEFT_OUT) - set(CHANGED)
    assert len(before["posts_post"]) >= 20_000
    assert {name for name in alike if found[name] != before[name]} == set()


def test_every_row_of_every_table_is_there_again(rehearsal: Rehearsal, again: Site) -> None:
    found = again.at_first
    alike = set(rehearsal.tables) - set(LEFT_OUT) - set(CHANGED)
    assert found.keys() == rehearsal.tables.keys()
    assert {name for name in alike if found[name] != rehearsal.tables[name]} == set()


def test_what_a_restore_changes_is_as_small_as_it_says(rehearsal: Rehearsal, again: Site) -> None:
    for only_added in ("audit_entry", "procrastinate_events"):
        assert set(rehearsal.tables[only_added]) < set(again.at_first[only_added])
    assert set(rehearsal.jobs) <= set(again.rows("procrastinate_jobs", without=("status",)))
    assert again.rows("people_account", without=("epoch",)) == rehearsal.accounts
    assert again.one("SELECT count(*) FROM people_account WHERE epoch = 0") == 0


def test_the_audit_chain_verifies_after_the_restore(again: Site) -> None:
    done = bedside("--data", str(again.data), "audit", "verify")
    assert done.returncode in (0, 4), done.stdout + done.stderr  # 4: the line of the restore waits for its seal


def test_pictures_are_the_same(rehearsal: Rehearsal, again: Site) -> None:
    assert again.media() == rehearsal.media


def test_sequences_go_on_where_they_stood(rehearsal: Rehearsal, again: Site) -> None:
    last = "SELECT last_value FROM procrastinate_jobs_id_seq"
    assert again.one(last) >= rehearsal.source.one("SELECT max(id) FROM procrastinate_jobs")


def test_row_security_and_triggers_are_back(rehearsal: Rehearsal, again: Site) -> None:
    walls = """SELECT string_agg(relname || relrowsecurity || relforcerowsecurity, ',' ORDER BY relname) FROM pg_class
               WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"""
    triggers = (
        "SELECT string_agg(tgname::text || tgenabled::text, ',' ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal"
    )
    for statement in (walls, triggers):
        assert again.one(statement) == rehearsal.source.one(statement)


def test_nothing_of_before_is_sent_and_nobody_is_logged_in(again: Site) -> None:
    assert again.one("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')") == 0
    assert [again.at_first[name] for name in ("outbox", "people_session", "people_export")] == [[], [], []]


def test_the_restore_is_in_the_audit_log(again: Site) -> None:
    assert again.one("SELECT count(*) FROM audit_entry WHERE action = 'restored'") == 1


def test_the_site_is_dark_until_it_is_opened(again: Site) -> None:
    before = again.do("look", STAYER)
    opened = bedside("open", "--data", str(again.data))
    after = again.do("look", STAYER)
    assert opened.returncode == 0, opened.stderr
    assert {status for path, status in before.items() if path != "/healthz"} == {503}
    assert (before["/healthz"], set(after.values()), dark.state(again.data)) == (200, {200}, "")


def test_who_was_erased_since_is_in_no_row_of_an_old_backup(rehearsal: Rehearsal, after_leaving: Site) -> None:
    assert any(SECRET in row for row in rehearsal.tables["posts_post"])
    words = [row for rows in after_leaving.at_first.values() for row in rows]
    assert [row for row in words if SECRET in row or "zebrafinch" in row] == []
    assert after_leaving.one(f"SELECT count(*) FROM people_persona WHERE handle = '{LEAVER}'") == 0


def test_what_was_sealed_for_the_erased_opens_no_more(rehearsal: Rehearsal, again: Site, after_leaving: Site) -> None:
    raw = [str(rehearsal.leaver["id"]), rehearsal.leaver["sealed"]]
    assert any(rehearsal.leaver["sealed"] in row for row in rehearsal.tables["people_account"])
    assert "@" in again.do("open_raw", *raw)["opened"]  # with the keys as they were before
    assert after_leaving.do("open_raw", *raw) == {"opened": None}


def test_what_the_backup_says_is_what_is_in_it(rehearsal: Rehearsal) -> None:
    rows = sum(len(rows) for name, rows in rehearsal.tables.items() if name not in LEFT_OUT)
    assert rehearsal.said.splitlines()[-1].startswith(
        f"{rehearsal.backup}: {rows:,} rows, {len(rehearsal.media)} pictures, "
    )


def test_neither_secrets_nor_keys_are_among_the_files_of_a_backup(again: Site) -> None:
    names = {path.name for path in (again.data / "from-backup").iterdir()}
    assert {name for name in names if not name.startswith("checkpoints-")} == {"settings.json"}
    assert len(names) == 2


def test_a_backup_holds_neither_words_nor_keys_in_clear(rehearsal: Rehearsal) -> None:
    content = rehearsal.backup.read_bytes()
    secrets = (rehearsal.source.data / "secrets.toml").read_text().split('"')[1]
    assert [word for word in (SECRET, "patient_member", secrets) if word.encode() in content] == []


def test_a_restored_site_takes_no_second_backup(rehearsal: Rehearsal, after_leaving: Site) -> None:
    after_leaving.cluster.stop()
    try:
        done = bedside("restore", str(rehearsal.backup), "--key", str(rehearsal.key), "--data", str(after_leaving.data))
    finally:
        after_leaving.cluster.start()
    assert (done.returncode, "(not_empty)" in done.stderr) == (1, True)


def test_a_running_site_takes_no_backup(rehearsal: Rehearsal) -> None:
    with site() as running:
        for name in ("secrets.toml", "keys.sqlite"):
            (running.data / name).write_bytes((rehearsal.source.data / name).read_bytes())
        done = bedside("restore", str(rehearsal.backup), "--key", str(rehearsal.key), "--data", str(running.data))
        assert done.stderr == "bedside: The site runs. Stop it first. Nothing was changed. (running)\n"
        assert running.one("SELECT count(*) FROM people_account") == 0

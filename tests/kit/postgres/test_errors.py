"""The words of the server, and the cause that is read out of them."""

import errno

import pytest

from bedside.kit.postgres.errors import LOG_TAIL_LINES, classify, from_system, tail

STAMP = "2026-01-01 00:00:00 UTC [42] "


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ('PANIC:  could not write to file "pg_wal/xlogtemp.42": No space left on device', "disk_full"),
        ('FATAL:  could not write lock file "postmaster.pid": No space left on device', "disk_full"),
        ('initdb: error: could not write file "/d/data/PG_VERSION": Disk quota exceeded', "disk_full"),
        ('FATAL:  could not create lock file "postmaster.pid": Read-only file system', "read_only"),
        ('FATAL:  lock file "postmaster.pid" already exists', "directory_in_use"),
        ("FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use", "directory_in_use"),
        ('LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', "port_in_use"),
        ('LOG:  could not bind Unix address "/r/.s.PGSQL.5432": Address already in use', "socket_in_use"),
        ('FATAL:  lock file "/r/.s.PGSQL.5432.lock" already exists', "socket_in_use"),
        ('FATAL:  data directory "/d/data" has wrong ownership', "wrong_owner"),
        ('initdb: error: invalid locale name "C.UTF-8"', "no_locale"),
        ("FATAL:  could not map anonymous shared memory: Cannot allocate memory", "out_of_memory"),
        ('FATAL:  could not open file "/root/x/postgresql.conf": Permission denied', "cannot_traverse"),
        ("PANIC:  could not locate a valid checkpoint record at 0/1", "failed_to_start"),
        ("", "failed_to_start"),
    ],
)
def test_the_cause_is_read_out_of_the_log(words: str, code: str) -> None:
    assert classify(f"{STAMP}LOG:  starting PostgreSQL\n{STAMP}{words}\n").code == code


def test_an_unknown_cause_comes_with_the_last_lines_of_the_log() -> None:
    error = classify("\n".join(f"line {number}" for number in range(100)))
    assert str(error).endswith("line 98\nline 99")


def test_the_tail_of_a_log_is_short_and_has_no_empty_lines() -> None:
    assert len(tail("a\n\n" * 100).splitlines()) == LOG_TAIL_LINES


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "not_permitted"),
        (errno.EIO, "failed_to_start"),
    ],
)
def test_a_refusal_by_the_system_has_a_code_too(number: int, code: str) -> None:
    assert from_system(OSError(number, "what the system says", "/a/path")).code == code

"""Backups that are not restored: each is refused by name, and nothing is changed.

They are written with the site's own keys where that is harder to refuse: what would be in them then is the point.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bedside.kit.backup import BadBackup, tables
from bedside.kit.backup.parts import Measure, signed, write_part
from bedside.kit.backup.sealing import Sealer, new_key
from bedside.site.backup import loading, restoring
from bedside.site.backup.form import LEFT_OUT, Head, Manifest, as_document, signing_key
from bedside.site.config import Config
from tests.database import migrated_cluster

KEY = new_key()
PART = Callable[[Sealer], None]
PICTURE = "0" * 31 + "1"
IMAGE_ROW = "\t".join([PICTURE, "1", "\\N", "0", "", "image/png", "1", "1", "2026-01-01 00:00:00+00", "f", "\\N"])


@pytest.fixture(scope="module")
def empty_site() -> Iterable[str]:
    """Return the owner's address of an empty, migrated database."""
    with migrated_cluster() as cluster:
        yield cluster.url("owner")


@pytest.fixture(scope="module")
def honest(empty_site: str) -> tuple[Head, dict[str, list[bytes]]]:
    """Return head and rows of an honest backup with one picture, to be made worse by each test."""
    with tables.connected(empty_site) as database:
        known = tables.columns(database)
        rows = {name: list(tables.rows(database, name, known[name])) for name in known if name not in LEFT_OUT}
        migrations = database.execute("SELECT app, name FROM django_migrations").fetchall()
        head = Head(
            form=1,
            made_at="2026-01-01T00:00:00Z",
            version="0.1.0",
            site="localhost",
            migrations=[list(one) for one in migrations],
            tables={name: known[name] for name in rows},
            sequences={name: list(at) for name, at in tables.sequences(database).items()},
        )
    assert known["posts_image"][0] == "key"
    rows["posts_image"] = [IMAGE_ROW.encode() + b"\n"]
    return head, rows


def write(
    path: Path,
    head: dict[str, Any],
    rows: dict[str, list[bytes]],
    *,
    pictures: dict[str, bytes] | None = None,
    extra: tuple[str, str, bytes] | None = None,
    signer: Ed25519PrivateKey | None = None,
    manifest: Callable[[Manifest], Manifest] = lambda one: one,
) -> Path:
    """Write a backup as its maker would who has the keys and bad intentions."""
    signer = signer or signing_key()
    media = {PICTURE: b"\x89PNG\r\n\x1a\n..."} if pictures is None else pictures
    with path.open("wb") as out:
        sealer = Sealer(out, KEY.public_key())
        first = signed(head, signer)
        write_part(sealer, "head", "backup", [first])
        measured = {name: vars(write_part(sealer, "table", name, lines)) for name, lines in rows.items()}
        listed, size = sha256(), 0
        for name, content in media.items():
            measure: Measure = write_part(sealer, "media", name, [content])
            listed.update(f"{name} {measure.sha256}\n".encode())
            size += measure.bytes
        if extra:
            write_part(sealer, extra[0], extra[1], [extra[2]])
        stated = {"files": len(media), "bytes": size, "missing": 0, "sha256": listed.hexdigest()}
        last = Manifest(sha256(first).hexdigest(), measured, stated, {}, {})
        write_part(sealer, "manifest", "backup", [signed(as_document(manifest(last)), signer)])
        sealer.finish()
    return path


def refusal(path: Path, data: Path, owner_url: str, **how: Any) -> str:
    """Return the code with which checking or loading is refused, after looking that nothing was loaded."""
    config = Config(data=data, **{name: value for name, value in how.items() if name == "url"})
    (data / "media").mkdir(exist_ok=True)
    with pytest.raises(BadBackup) as refused:
        _restore(path, config, owner_url)
    with psycopg.connect(owner_url, options=tables.VIEWER) as database:
        assert database.execute("SELECT count(*) FROM posts_image").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM people_account").fetchone() == (0,)
    assert sorted(path.name for path in data.iterdir()) == ["media"]
    assert list((data / "media").iterdir()) == []
    return refused.value.code


def _restore(path: Path, config: Config, owner_url: str) -> None:
    first = restoring.check(config=config, file=path, key=KEY, move=False)
    with tables.connected(owner_url) as database:
        loading.check_fit(first.head, database)
    loading.load(file=path, key=KEY, first=first, data=config.data, owner_url=owner_url)


Honest = tuple[Head, dict[str, list[bytes]]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def test_the_honest_one_would_be_taken(honest: Honest, tmp_path: Path, data: Path) -> None:
    path = write(tmp_path / "b", as_document(honest[0]), honest[1])
    (data / "media").mkdir()
    with migrated_cluster() as cluster:
        _restore(path, Config(data=data), cluster.url("owner"))
        with psycopg.connect(cluster.url("super")) as database:
            assert database.execute("SELECT key FROM posts_image").fetchone() == (PICTURE,)
    assert (data / "media" / PICTURE[:2] / PICTURE[2:]).read_bytes().startswith(b"\x89PNG")


HEADS: dict[str, tuple[str, Callable[[dict[str, Any]], None]]] = {
    "a newer form": ("newer", lambda head: head.update(form=2)),
    "a migration of tomorrow": ("newer", lambda head: head["migrations"].append(["posts", "9999_tomorrow"])),
    "another address": ("other_site", lambda head: head.update(site="elsewhere.example")),
    "a head with more in it": ("damaged", lambda head: head.update(run="id")),
    "a head without tables": ("damaged", lambda head: head.pop("tables")),
    "a table that is none of ours": ("unknown_tables", lambda head: head["tables"].update(pg_proc=["proname"])),
    "a column that is none of ours": ("unknown_tables", lambda head: head["tables"]["outbox"].append("run")),
    "a sequence that is none of ours": ("unknown_tables", lambda head: head["sequences"].update(x=[1, True])),
    "a statement for a name": ("unknown_tables", lambda head: head["sequences"].update({"x'); DROP": [1, True]})),
}


@pytest.mark.parametrize("what", HEADS)
def test_a_bad_head_is_refused(what: str, honest: Honest, empty_site: str, tmp_path: Path, data: Path) -> None:
    code, worsen = HEADS[what]
    head = json.loads(json.dumps(as_document(honest[0])))
    worsen(head)
    rows = dict(honest[1])
    for name in head.get("tables", {}):
        rows.setdefault(name, [])
    assert refusal(write(tmp_path / "b", head, rows), data, empty_site) == code


PROGRAM = b"COPY posts_image FROM PROGRAM 'touch /tmp/bedside-was-run';\n"
ROWS: dict[str, tuple[str, dict[str, list[bytes]]]] = {
    "a statement for a row": ("bad_rows", {"posts_image": [PROGRAM]}),
    "a command of psql": ("bad_rows", {"posts_image": [b"\\! touch /tmp/bedside-was-run\n"]}),
    "an end before the end": ("bad_rows", {"posts_image": [b"\\.\nDROP TABLE posts_post;\n"]}),
    "too few columns": ("bad_rows", {"posts_image": [b"1\t2\n"]}),
    "a row twice": ("bad_rows", {"posts_image": [IMAGE_ROW.encode() + b"\n"] * 2}),
    "a row of nobody": ("bad_rows", {"people_staff_role": [b"1\tadministrator\t0\t2026-01-01 00:00:00+00\t77\n"]}),
    "bytes that are no text": ("bad_rows", {"posts_image": [b"\xff\xfe\n"]}),
}


@pytest.mark.parametrize("what", ROWS)
def test_rows_that_are_none_are_refused(what: str, honest: Honest, empty_site: str, tmp_path: Path, data: Path) -> None:
    code, worse = ROWS[what]
    path = write(tmp_path / "b", as_document(honest[0]), honest[1] | worse)
    assert refusal(path, data, empty_site) == code
    assert not Path("/tmp/bedside-was-run").exists()


PICTURES: dict[str, tuple[str, dict[str, bytes]]] = {
    "a picture that no row names": ("unknown_part", {"f" * 32: b"\x89PNG\r\n\x1a\n"}),
    "a name that is no key": ("unknown_part", {"passwd": b"x"}),
    "a page for a picture": ("bad_picture", {PICTURE: b"<script>alert(1)</script>"}),
    "another kind than its row says": ("bad_picture", {PICTURE: b"\xff\xd8\xff"}),
    "no picture where a row names one": ("damaged", {}),
    "a picture of 33 MB": ("too_big", {PICTURE: b"\x89PNG\r\n\x1a\n" + bytes(33 * 1024 * 1024)}),
}


@pytest.mark.parametrize("what", PICTURES)
def test_files_that_are_no_pictures_are_refused(
    what: str, honest: Honest, empty_site: str, tmp_path: Path, data: Path
) -> None:
    code, pictures = PICTURES[what]
    path = write(tmp_path / "b", as_document(honest[0]), honest[1], pictures=pictures)
    assert refusal(path, data, empty_site) == code


EXTRA: dict[str, tuple[str, str, bytes]] = {
    "a file that a site does not have": ("file", "authorized_keys", b"x"),
    "a file for the next start": ("file", "sitecustomize.py", b"x"),
    "secrets": ("file", "secrets.toml", b"x"),
    "keys": ("file", "keys.sqlite", b"x"),
    "a table after the pictures": ("table", "outbox", b""),
    "a second head": ("head", "backup", b"x"),
}


@pytest.mark.parametrize("what", EXTRA)
def test_more_than_a_backup_holds_is_refused(
    what: str, honest: Honest, empty_site: str, tmp_path: Path, data: Path
) -> None:
    path = write(tmp_path / "b", as_document(honest[0]), honest[1], extra=EXTRA[what])
    assert refusal(path, data, empty_site) in ("unknown_part", "damaged")


MANIFESTS: dict[str, Callable[[Manifest], Manifest]] = {
    "of another head": lambda one: replace(one, head="0" * 64),
    "with other rows": lambda one: replace(one, tables=one.tables | {"outbox": {"bytes": 0, "lines": 9, "sha256": ""}}),
    "without a table": lambda one: replace(one, tables={}),
    "with other pictures": lambda one: replace(one, media=one.media | {"sha256": "0" * 64}),
}


@pytest.mark.parametrize("what", MANIFESTS)
def test_a_manifest_that_does_not_fit_is_refused(
    what: str, honest: Honest, empty_site: str, tmp_path: Path, data: Path
) -> None:
    path = write(tmp_path / "b", as_document(honest[0]), honest[1], manifest=MANIFESTS[what])
    assert refusal(path, data, empty_site) == "damaged"


def test_what_another_site_signed_is_refused(honest: Honest, empty_site: str, tmp_path: Path, data: Path) -> None:
    path = write(tmp_path / "b", as_document(honest[0]), honest[1], signer=Ed25519PrivateKey.generate())
    assert refusal(path, data, empty_site) == "other_site"


def test_another_address_is_taken_when_the_site_moves(honest: Honest, tmp_path: Path) -> None:
    path = write(tmp_path / "b", as_document(replace(honest[0], site="old.example")), honest[1])
    moved = restoring.check(config=Config(data=tmp_path), file=path, key=KEY, move=True)
    assert moved.head.site == "old.example"


def test_another_key_is_refused(honest: Honest, tmp_path: Path) -> None:
    path = write(tmp_path / "b", as_document(honest[0]), honest[1])
    with pytest.raises(BadBackup, match="wrong_key"):
        restoring.check(config=Config(data=tmp_path), file=path, key=new_key(), move=False)


def test_a_file_that_changes_between_the_two_readings_is_not_loaded(
    honest: Honest, empty_site: str, tmp_path: Path, data: Path
) -> None:
    (data / "media").mkdir()
    path = write(tmp_path / "b", as_document(honest[0]), honest[1])
    first = restoring.check(config=Config(data=data), file=path, key=KEY, move=False)
    write(path, as_document(replace(honest[0], made_at="2026-02-02T00:00:00Z")), honest[1])
    with pytest.raises(BadBackup, match="damaged"):
        loading.load(file=path, key=KEY, first=first, data=data, owner_url=empty_site)
    assert sorted(one.name for one in data.iterdir()) == ["media"]

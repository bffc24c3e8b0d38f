"""The audit says "audited" only when it looked everything up, and finds what an advisory says."""

import gzip
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from packaging.version import Version

from tools.audit_dependencies import CLEAN, KNOWN, NOT_AUDITED, audited, is_affected

TODAY = date(2026, 11, 20)
LOCK = """\
django==5.2.19 \\
    --hash=sha256:{0}
    # via bedside (pyproject.toml)
pillow==13.0.0 ; python_version >= '3.11' \\
    --hash=sha256:{0}
    # via
    #   bedside (pyproject.toml)
""".format("0" * 64)


def advisory(name: str = "Django", *, ecosystem: str = "PyPI", **more: Any) -> dict[str, Any]:
    """Return an invented advisory."""
    events = [{"introduced": "5.0"}, {"fixed": "5.2.20"}]
    affected = {"package": {"name": name, "ecosystem": ecosystem}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
    return {"id": "INV-1", "summary": "an invented fault", "affected": [affected], **more}


def run(tmp_path: Path, *advisories: Any, lock: str = LOCK, release: bool = False, **more: Any) -> tuple[int, str]:
    """Audit an invented lock file against an invented snapshot."""
    locked, path = tmp_path / "requirements.lock", tmp_path / "snapshot.json"
    locked.write_text(lock)
    snapshot = {"date": "2026-11-18", "source": "invented", "packages": ["Django", "Pillow"]} | more
    path.write_text(json.dumps(snapshot | {"advisories": list(advisories)}))
    return audited(locked, path, today=TODAY, release=release)


def test_nothing_known_is_said_with_the_day_and_the_counts(tmp_path: Path) -> None:
    status, said = run(tmp_path, advisory("other"))
    assert status == CLEAN
    assert (
        said
        == "audited against the snapshot of 2026-11-18 (invented): 2 packages, 0 skipped, 1 advisories, 0 that hold"
    )


@pytest.mark.asvs("15.2.1")
def test_a_known_fault_is_told_with_its_number_and_the_version_without_it(tmp_path: Path) -> None:
    status, said = run(tmp_path, advisory(aliases=["CVE-0000-1"]))
    assert status == KNOWN
    assert said.splitlines()[0] == "django 5.2.19: INV-1 CVE-0000-1 an invented fault (mended in 5.2.20)"


@pytest.mark.parametrize("how", [{"ecosystem": "npm"}, {"withdrawn": "2026-01-01T00:00:00Z"}])
def test_what_is_withdrawn_or_of_another_world_is_passed_over(tmp_path: Path, how: dict[str, str]) -> None:
    assert run(tmp_path, advisory(**how))[0] == CLEAN


@pytest.mark.asvs("15.2.1")
@pytest.mark.parametrize(("days", "release", "status"), [(14, True, 0), (15, True, 2), (60, False, 0), (61, False, 2)])
def test_an_old_snapshot_answers_nothing(tmp_path: Path, days: int, release: bool, status: int) -> None:
    day = str(TODAY - timedelta(days=days))
    assert run(tmp_path, date=day, release=release)[0] == status


@pytest.mark.parametrize(
    "more",
    [
        {"packages": ["django"]},  # one was skipped
        {"packages": []},
        {"packages": None},
        {"date": "2027-01-01"},
        {"date": "yesterday"},
        {"lock": ""},
        {"lock": "django>=5\n"},
        {"lock": LOCK + "git+https://example.org/x\n"},
    ],
)
def test_a_question_that_could_not_be_asked_is_not_audited(tmp_path: Path, more: dict[str, Any]) -> None:
    status, said = run(tmp_path, **more)
    assert status == NOT_AUDITED
    assert said.startswith("not audited: ")


@pytest.mark.parametrize("broken", [{}, {"id": "x", "affected": [{}]}, "text", {"id": "x", "affected": "y"}])
def test_an_advisory_that_cannot_be_understood_is_not_passed_over(tmp_path: Path, broken: Any) -> None:
    assert run(tmp_path, broken)[0] == NOT_AUDITED


def test_an_entry_without_versions_is_not_passed_over(tmp_path: Path) -> None:
    entry = advisory()
    entry["affected"][0]["ranges"] = [{"type": "GIT", "events": [{"introduced": "0"}]}]
    assert run(tmp_path, entry)[0] == NOT_AUDITED


@pytest.mark.asvs("15.2.1")
def test_without_a_snapshot_nothing_is_audited(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text(LOCK)
    assert audited(tmp_path / "lock", None, today=TODAY, release=False)[0] == NOT_AUDITED
    assert audited(tmp_path / "lock", tmp_path / "none.json", today=TODAY, release=False)[0] == NOT_AUDITED


def test_a_packed_snapshot_is_read(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text(LOCK)
    snapshot = {"date": str(TODAY), "source": "invented", "packages": ["django", "pillow"], "advisories": [advisory()]}
    (tmp_path / "s.json.gz").write_bytes(gzip.compress(json.dumps(snapshot).encode()))
    assert audited(tmp_path / "lock", tmp_path / "s.json.gz", today=TODAY, release=True)[0] == KNOWN


@pytest.mark.parametrize(
    ("version", "events", "held"),
    [
        ("1.4", [{"introduced": "0"}], True),
        ("0.0.dev1", [{"introduced": "0"}], True),
        ("1.4", [{"introduced": "0"}, {"fixed": "1.4"}], False),
        ("1.3.9", [{"introduced": "0"}, {"fixed": "1.4"}], True),
        ("1.4rc1", [{"introduced": "0"}, {"fixed": "1.4"}], True),  # PEP 440: before 1.4
        ("1.4.post1", [{"introduced": "0"}, {"fixed": "1.4"}], False),
        ("1.10", [{"introduced": "1.9"}, {"fixed": "1.11"}], True),  # numbers, not letters
        ("1!0.5", [{"introduced": "0"}, {"fixed": "2.0"}], False),  # an epoch
        ("1.4", [{"introduced": "1.0"}, {"last_affected": "1.4"}], True),
        ("1.4.1", [{"introduced": "1.0"}, {"last_affected": "1.4"}], False),
        ("0.9", [{"introduced": "1.0"}, {"fixed": "1.4"}], False),
        ("2.1", [{"introduced": "1.0"}, {"fixed": "1.4"}, {"introduced": "2.0"}, {"fixed": "2.2"}], True),
        ("1.5", [{"introduced": "2.0"}, {"fixed": "2.2"}, {"fixed": "1.4"}, {"introduced": "1.0"}], False),
        ("1.0", [{"introduced": "1.0"}, {"limit": "*"}], True),
    ],
)
def test_a_range_holds_as_the_schema_says(version: str, events: list[dict[str, str]], held: bool) -> None:
    assert is_affected(Version(version), {"ranges": [{"type": "ECOSYSTEM", "events": events}]}) is held


@pytest.mark.parametrize(("listed", "held"), [(["1.0", "1.4.0"], True), (["1.3"], False), (["1.4-old.x"], False)])
def test_a_listed_version_is_affected(listed: list[str], held: bool) -> None:
    assert is_affected(Version("1.4"), {"versions": listed}) is held

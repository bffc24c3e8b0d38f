"""`make audit`: the lock file against a dated snapshot of published advisories, which the operator supplies.

A check that could look nothing up and then says "no known vulnerabilities" is no check. This one says "audited" only
when every pinned package was looked up in a snapshot that is young enough, and "not audited" with the reason otherwise.

The snapshot is one JSON file, plain or .gz:
    {"date": "2026-11-20", "source": "where it came from",
     "packages": ["django", …],        every package whose advisories were asked for, with or without any
     "advisories": [ … ]}              OSV records (https://ossf.github.io/osv-schema/), ecosystem PyPI

Exit status: 0 audited, nothing known; 1 audited, something known; 2 not audited.
"""

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from tools.lock import Pin, read

RELEASE, ANY_RUN = timedelta(days=14), timedelta(days=60)
CLEAN, KNOWN, NOT_AUDITED = 0, 1, 2


class NotAudited(Exception):
    """The question could not be answered; the message says why."""


@dataclass(frozen=True)
class Snapshot:
    """What was published until a day about the packages that it names."""

    day: date
    source: str
    packages: frozenset[str]
    advisories: list[dict[str, Any]]


@dataclass(frozen=True)
class Finding:
    """One advisory that is true of a pinned version."""

    pin: Pin
    id: str
    aliases: tuple[str, ...]
    summary: str
    mended: tuple[str, ...]


def snapshot_from(path: Path) -> Snapshot:
    """Read a snapshot; raise NotAudited."""
    try:
        data = path.read_bytes()
        raw = json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)
        return Snapshot(
            day=date.fromisoformat(raw["date"]),
            source=str(raw["source"]),
            packages=frozenset(canonicalize_name(name) for name in raw["packages"]),
            advisories=list(raw["advisories"]),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAudited(f"the snapshot {path} cannot be read: {error!r}") from error


def check_age(snapshot: Snapshot, *, today: date, release: bool) -> None:
    """Raise NotAudited for a snapshot that is too old, or from a day that has not come yet."""
    age, most = today - snapshot.day, RELEASE if release else ANY_RUN
    if age > most:
        raise NotAudited(f"the snapshot of {snapshot.day} is {age.days} days old; at most {most.days} are allowed")
    if age < timedelta(days=-1):
        raise NotAudited(f"the snapshot says it is of {snapshot.day}, which has not come yet")


def check_coverage(pins: list[Pin], snapshot: Snapshot) -> None:
    """Raise NotAudited when a pinned package was not asked about."""
    skipped = sorted(pin.name for pin in pins if pin.name not in snapshot.packages)
    if not pins:
        raise NotAudited("the lock file pins nothing")
    if skipped:
        raise NotAudited(f"{len(skipped)} of {len(pins)} packages are not in the snapshot: {', '.join(skipped)}")


def findings(pins: list[Pin], snapshot: Snapshot) -> list[Finding]:
    """Return every advisory that is true of a pinned version; raise NotAudited for one that cannot be understood."""
    by_name = {pin.name: pin for pin in pins}
    found: list[Finding] = []
    for advisory in snapshot.advisories:
        try:
            found += _of(advisory, by_name)
        except (KeyError, TypeError, AttributeError, InvalidVersion) as error:
            raise NotAudited(f"the advisory {advisory!r:.80} cannot be understood: {error!r}") from error
    return found


def _of(advisory: dict[str, Any], by_name: dict[str, Pin]) -> Iterator[Finding]:
    if advisory.get("withdrawn"):
        return
    for affected in advisory["affected"]:
        package = affected["package"]
        pin = by_name.get(canonicalize_name(package["name"])) if package["ecosystem"] == "PyPI" else None
        if pin is not None and is_affected(pin.version, affected):
            fixed = [e["fixed"] for r in affected.get("ranges", ()) for e in r["events"] if "fixed" in e]
            yield Finding(
                pin,
                str(advisory["id"]),
                tuple(advisory.get("aliases", ())),
                str(advisory.get("summary", "")),
                tuple(fixed),
            )


def is_affected(version: Version, affected: dict[str, Any]) -> bool:
    """Say whether one `affected` entry of an OSV record holds for a version: it is listed, or lies in a range.

    A range of another type than ECOSYSTEM (commits) says nothing about a version and is passed over, if the entry has a
    range or a list that does; an entry with neither raises KeyError, because nobody could answer it.
    """
    ranges = [one for one in affected.get("ranges", ()) if one["type"] in ("ECOSYSTEM", "SEMVER")]
    versions = affected.get("versions", ())
    if not ranges and not versions:
        raise KeyError("no versions")
    listed = any(_same(version, other) for other in versions)
    return listed or any(_lies_in(version, one["events"]) for one in ranges)


def _same(version: Version, other: str) -> bool:
    try:
        return Version(other) == version
    except InvalidVersion:  # very old packages; ours is a valid version, so it is another
        return False


def _lies_in(version: Version, events: list[dict[str, str]]) -> bool:
    """Walk the events in the order of their versions, as the OSV schema's evaluation does."""
    held = False
    for kind, at in sorted(_moments(events), key=lambda moment: (moment[1], moment[0] != "introduced")):
        if kind == "introduced" and version >= at:
            held = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            held = False
    return held


def _moments(events: list[dict[str, str]]) -> Iterator[tuple[str, Version]]:
    first = Version("0.dev0")
    for event in events:
        for kind, text in event.items():
            if kind in ("introduced", "fixed", "last_affected"):
                yield kind, first if text == "0" else Version(text)
            elif kind != "limit":
                raise KeyError(kind)


def report(pins: list[Pin], snapshot: Snapshot, found: list[Finding]) -> str:
    """Return what is printed after an audit."""
    lines = [
        f"{one.pin.name} {one.pin.version}: {one.id} {' '.join(one.aliases)} {one.summary}".rstrip()
        + (f" (mended in {', '.join(one.mended)})" if one.mended else " (no mended version)")
        for one in found
    ]
    counts = f"{len(pins)} packages, 0 skipped, {len(snapshot.advisories)} advisories, {len(found)} that hold"
    return "\n".join([*lines, f"audited against the snapshot of {snapshot.day} ({snapshot.source}): {counts}"])


def audited(lock: Path, path: Path | None, *, today: date, release: bool) -> tuple[int, str]:
    """Return the exit status and what to print."""
    try:
        if path is None:
            raise NotAudited("there is no snapshot; give one by --snapshot FILE or BEDSIDE_ADVISORIES")
        pins, snapshot = read(lock), snapshot_from(path)
        check_age(snapshot, today=today, release=release)
        check_coverage(pins, snapshot)
        found = findings(pins, snapshot)
    except (NotAudited, OSError, ValueError) as error:
        return NOT_AUDITED, f"not audited: {error}"
    return (KNOWN if found else CLEAN), report(pins, snapshot, found)


def main(argv: list[str]) -> int:
    """Run the audit; return the exit status."""
    parser = argparse.ArgumentParser(prog="make audit", description="the lock file against published advisories")
    parser.add_argument("--lock", type=Path, default=Path("requirements.lock"))
    parser.add_argument("--snapshot", type=Path, default=os.environ.get("BEDSIDE_ADVISORIES") or None)
    parser.add_argument("--release", action="store_true", help="the snapshot may be 14 days old, not 60")
    args = parser.parse_args(argv)
    snapshot = Path(args.snapshot) if args.snapshot else None
    status, text = audited(args.lock, snapshot, today=datetime.now(UTC).date(), release=args.release)
    print(text)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

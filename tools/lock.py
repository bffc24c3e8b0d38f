"""Reading requirements.lock: every pinned package, its hashes, and who asked for it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from packaging.utils import canonicalize_name
from packaging.version import Version

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)\s*(?:;\s*(.*?))?\s*\\?$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
VIA = re.compile(r"^\s+#\s+(?:via\s+)?(\S.*)$")
ROOT = "bedside (pyproject.toml)"


@dataclass
class Pin:
    """One package: its canonical name, version, and what stands beside it in the lock file."""

    name: str
    version: Version
    marker: str = ""
    hashes: list[str] = field(default_factory=list)
    via: list[str] = field(default_factory=list)


def read(path: Path) -> list[Pin]:
    """Return every package of a lock file; raise ValueError for a line that is neither that nor about one."""
    pins: list[Pin] = []
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        if found := PIN.match(line):
            name, version, marker = found.groups()
            pins.append(Pin(canonicalize_name(name), Version(version), (marker or "").strip()))
        elif (hashed := HASH.search(line)) and pins:
            pins[-1].hashes.append(hashed.group(1))
        elif (asked := VIA.match(line)) and pins:
            pins[-1].via += [asked.group(1)] if asked.group(1) != "via" else []
        elif line.strip() and not line.lstrip().startswith("#"):
            raise ValueError(f"{path}:{number}: not a pinned package: {line}")
    return pins


def of_the_site(pins: list[Pin]) -> set[str]:
    """Return the names of what the running site needs; the rest is for those who build it."""
    needed: set[str] = set()
    grown = {pin.name for pin in pins if ROOT in pin.via}
    while grown - needed:
        needed |= grown
        grown = {pin.name for pin in pins if needed & {canonicalize_name(via) for via in pin.via if " " not in via}}
    return needed

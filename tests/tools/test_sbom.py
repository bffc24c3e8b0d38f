"""The bill of materials names everything in the lock file, and says what the site itself needs."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.shape.source import ROOT
from tools.lock import of_the_site, read
from tools.sbom import bill, text_of

LOCK = ROOT / "requirements.lock"


def made() -> str:
    """Return the bill of this repository."""
    bom = bill(read(LOCK), name="bedside", version="0.1.0")
    return text_of(bom, lock=LOCK.read_bytes(), made_at=datetime(2026, 11, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def parts() -> dict[str, dict[str, Any]]:
    """Return the components by name."""
    return {part["name"]: part for part in json.loads(made())["components"]}


@pytest.mark.asvs("15.1.2")
def test_every_pinned_package_is_in_the_bill_with_its_hashes(parts: dict[str, dict[str, Any]]) -> None:
    pins = read(LOCK)
    assert len(pins) > 50
    assert {name: part["version"] for name, part in parts.items()} == {pin.name: str(pin.version) for pin in pins}
    counted = {name: len(part["externalReferences"]) for name, part in parts.items()}
    assert counted == {pin.name: len(pin.hashes) for pin in pins}


@pytest.mark.parametrize(
    ("name", "scope"), [("django", "required"), ("h11", "required"), ("pytest", "excluded"), ("ruff", "excluded")]
)
def test_what_only_builders_need_is_told_apart(parts: dict[str, dict[str, Any]], name: str, scope: str) -> None:
    assert parts[name]["scope"] == scope


def test_the_same_lock_file_gives_the_same_bill():
    assert made() == made()


def test_what_the_site_needs_is_what_its_packages_need():
    pins = {pin.name: pin for pin in read(LOCK)}
    needed = of_the_site(list(pins.values()))
    assert {"django", "pillow", "httpcore", "sqlparse"} <= needed
    assert not needed & {"pytest", "mypy", "bandit", "cyclonedx-python-lib"}

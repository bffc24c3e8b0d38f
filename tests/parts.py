"""The two parts of the suite: what `make test` runs, and the nets of fine mesh that `make test-wide` runs after it.

A change must pass both (.ci/run). The first part is for who has just written something and waits: each rule, area and
page, the shape of the house, every row of the authorisation matrix, every page as axe sees it, two journeys. The second
asks the same of every actor, state and order, kills processes and brings backups back: docs/decisions/0076. Plain
`pytest`, with or without names of files, knows no parts and runs all.
"""

from pathlib import Path
from typing import Any, Literal

import pytest

Part = Literal["all", "everyday", "wide"]
TESTS = Path(__file__).parent

# Whole files and folders that are of the wide part.
WIDE = (
    "access/test_chain.py",
    "areas/directory/test_standing.py",
    "areas/moderation/test_flood.py",
    "areas/posts/test_looking.py",
    "areas/posts/test_permitted_at_once.py",
    "areas/records/cubes/test_kept_out.py",
    "areas/records/test_auditing.py",
    "areas/records/test_measuring.py",
    "doors/cli/test_export.py",
    "doors/cli/test_import_fhir.py",
    "doors/web/test_boundaries.py",
    "doors/web/test_boundary_rows.py",
    "doors/web/test_channel_bad_input.py",
    "doors/web/test_figures_csv.py",
    "doors/web/test_figures_stories.py",
    "doors/web/test_more_rows.py",
    "doors/web/test_tightened_rows.py",
    "kit/postgres/",
    "kit/test_metadata.py",
    "kit/test_painter.py",
    "kit/test_processes.py",
    "kit/test_reading.py",
    "ops/test_kill.py",
    "ops/test_pictures_killed.py",
    "ops/test_start.py",
    "policy/guard/test_cost.py",
    "policy/guard/test_hostile.py",
    "policy/guard/training/",
    "security/asvs/",
    "security/canary/test_sweep.py",
    "security/fuzz/",
    "security/limits/",
    "security/machine/",
    "security/matrix/test_break_glass.py",
    "security/oracle/",
    "security/peers/",
    "security/ssrf/",
    "security/test_bad_input.py",
    "security/test_caching_proxy.py",
    "security/test_hard_nights.py",
    "security/test_headers.py",
    "security/test_hostile_pictures.py",
    "security/test_leaving.py",
    "security/test_nonexistent.py",
    "security/test_personas_unlinked.py",
    "security/test_redirects.py",
    "security/test_relation_blind.py",
    "security/test_revocation.py",
    "site/backup/test_hostile.py",
    "site/backup/test_rehearsal.py",
    "site/bench/",
    "site/test_worker.py",
    "stories/",
)
# Journeys of every day: a patient from signing up to leaving, and a clinician whom the guard holds back.
EVERYDAY = ("stories/test_patient.py", "stories/test_clinician.py")
# Files with tests of both parts: those of the wide one carry the mark `wide`.
OF_BOTH = (
    "access/test_screens.py",
    "areas/posts/test_visibility.py",
    "security/matrix/test_matrix.py",
    "stories/test_patient.py",
)


def add_option(parser: Any) -> None:
    """Let somebody choose a part."""
    parser.addoption("--part", choices=("all", "everyday", "wide"), default="all", help="which part of the suite")


def is_wide(path: str) -> bool:
    """Say whether a file, by its path below `tests`, is of the wide part as a whole."""
    return path.startswith(WIDE) and path not in EVERYDAY


def is_left_out(path: Path, part: Part) -> bool:
    """Say whether nothing of a file of tests runs in this part, so that it need not be read."""
    if part == "all" or not path.name.startswith("test_") or not path.is_relative_to(TESTS):
        return False
    name = path.relative_to(TESTS).as_posix()
    return is_wide(name) if part == "everyday" else not (is_wide(name) or name in OF_BOTH)


def of_part(items: list[pytest.Item], part: Part) -> list[pytest.Item]:
    """Return the tests of a part, in their order."""
    if part == "all":
        return items
    return [item for item in items if _has_mark(item) is (part == "wide")]


def _has_mark(item: pytest.Item) -> bool:
    return "wide" in item.keywords or is_wide(item.path.relative_to(TESTS).as_posix())

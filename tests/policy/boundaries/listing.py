"""Which rows of the table a test over HTTP bears, and what the others wait for; no test is run to know it."""

import tomllib
from functools import cache
from pathlib import Path

from tests.security.asvs.listing import Evidence, in_file
from tests.shape.source import ROOT, TESTS

FILE = Path(__file__).with_name("waiting.toml")
DOCUMENT = ROOT / "docs" / "boundaries.md"
OVER_HTTP = ("tests/doors/web/", "tests/security/", "tests/stories/")


@cache
def evidence() -> tuple[Evidence, ...]:
    """Return what the markers `@pytest.mark.row` say, in the order of the files."""
    files = ((str(path.relative_to(ROOT)), path.read_text()) for path in sorted(TESTS.rglob("test_*.py")))
    return tuple(one for path, text in files if "mark.row(" in text for one in in_file(path, text, marker="row"))


@cache
def waiting() -> dict[str, str]:
    """Return what each row without such a test waits for."""
    return {row: str(what) for row, what in tomllib.loads(FILE.read_text()).items()}

"""What must never stand in the repository: other people's hosts, this machine's paths, work that was put off."""

import re
import subprocess

import pytest

from tests.shape.source import ROOT

# Joined here, so that this file does not hold them itself.
FORBIDDEN = {
    "a host of a package registry": "|".join(
        ["pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.(?:org|com)", "artifact" + "ory"]
    ),
    "a path of one machine": "|".join(["/wo" + r"rk/(?:main|shared|\.)", "/ro" + r"ot/\.", "/ho" + r"me/[a-z]"]),
    "work that was put off": "|".join([r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b"]),
    "a merge that was not finished": r"^(?:<<<<<<<|>>>>>>>) ",
    "a key or a password of somebody": "|".join(
        ["-----BEGIN [A-Z ]*PRIV" + "ATE KEY", r"\bAKIA[0-9A-Z]{16}\b", "ghp" + "_[A-Za-z0-9]{20}"]
    ),
    "a word that the house does not use": "|".join([r"\blorem\s+ip" + "sum", r"\bcopil" + r"ot\b"]),
}
BINARY = (".woff2", ".png", ".jpg", ".webp", ".gz", ".ico")
# Texts that others wrote and that are kept as they came.
AS_THEY_CAME = ("LICENSE",)


def files() -> list[str]:
    """Return what is, or would be, in the repository: everything that is not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    ).stdout.splitlines()
    return [
        name for name in listed if (ROOT / name).is_file() and not name.endswith(BINARY) and name not in AS_THEY_CAME
    ]


@pytest.mark.parametrize("what", sorted(FORBIDDEN))
def test_the_repository_does_not_hold(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    found = []
    for name in files():
        text = (ROOT / name).read_text(errors="replace")
        found += [f"{name}:{text.count(chr(10), 0, hit.start()) + 1} {hit.group()}" for hit in pattern.finditer(text)]
    assert found == []

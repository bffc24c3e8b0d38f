"""Reading our own tables: tab-separated, with lines of comment."""

from pkgutil import get_data


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table of this folder, each with as many pieces as the widest of them."""
    text = (get_data("bedside.policy.directory", f"data/{name}.tsv") or b"").decode()
    found = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    width = max(map(len, found), default=0)
    return [row + [""] * (width - len(row)) for row in found]

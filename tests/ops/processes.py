"""Which processes belong to a site, as the kernel tells."""

from pathlib import Path


def parent_and_name(pid: int) -> tuple[int, str]:
    """Return a process's parent and command line; (0, "") when it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0, ""
    return (0, "") if fields[0] in "ZX" else (int(fields[1]), words)


def children(pid: int) -> dict[int, str]:
    """Return the living children of a process with their command lines."""
    known = {
        int(entry.name): parent_and_name(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()
    }
    return {number: words for number, (parent, words) in known.items() if parent == pid}


def family(pid: int) -> set[int]:
    """Return a process and all its living descendants."""
    assert pid > 1, "that would be everything on this machine"
    found, todo = {pid}, [pid]
    while todo:
        new = set(children(todo.pop())) - found
        found |= new
        todo += new
    return found


def living(pids: set[int]) -> set[int]:
    """Return those of `pids` that are still there."""
    return {pid for pid in pids if parent_and_name(pid)[0]}


def one(pid: int, words: str) -> int:
    """Return a child of `pid` whose command line holds `words`; 0 when there is none."""
    return next((number for number, line in children(pid).items() if words in line), 0)

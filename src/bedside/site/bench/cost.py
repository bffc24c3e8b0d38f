"""What requests cost: processor time of this process and of its database backend, time on the clock, memory."""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
MS = 1_000_000  # nanoseconds


@dataclass
class Cost:
    """The cost of one kind of request over several rounds; processor times are milliseconds for one request."""

    app_ms: list[float] = field(default_factory=list)  # one a round
    database_ms: list[float] = field(default_factory=list)  # one a round
    wall_ms: list[float] = field(default_factory=list)  # one a request

    def to_dict(self) -> dict[str, object]:
        """Return the median of the rounds, and the percentiles of all requests."""
        return {
            "app_cpu_ms": round(statistics.median(self.app_ms), 3),
            "postgresql_cpu_ms": round(statistics.median(self.database_ms), 3),
            "p50_ms": round(percentile(self.wall_ms, 50), 3),
            "p99_ms": round(percentile(self.wall_ms, 99), 3),
            "requests": len(self.wall_ms),
        }

    @property
    def total_ms(self) -> float:
        """Processor time of both."""
        return statistics.median(self.app_ms) + statistics.median(self.database_ms)


def measure(cost: Cost, work: Callable[[T], None], items: Iterable[T], *, backend: int) -> None:
    """Do `work` for each of `items` and add one round to `cost`. `backend` is the process id of the database's side."""
    count = 0
    app, database = time.process_time_ns(), cpu_ns(backend)
    for item in items:
        began = time.perf_counter_ns()
        work(item)
        cost.wall_ms.append((time.perf_counter_ns() - began) / MS)
        count += 1
    cost.app_ms.append((time.process_time_ns() - app) / MS / count)
    cost.database_ms.append((cpu_ns(backend) - database) / MS / count)


def cpu_ns(pid: int) -> int:
    """Return the processor time of a process, in nanoseconds; by ticks where the kernel tells no more."""
    exact = Path(f"/proc/{pid}/schedstat")
    if exact.exists():
        return int(exact.read_text().split()[0])
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(after_name[11]) + int(after_name[12])  # utime and stime: proc(5)
    return ticks * 1_000_000_000 // os.sysconf("SC_CLK_TCK")


def spent_s(pids: Iterable[int]) -> float:
    """Return the processor seconds of processes, with those of their children that have ended."""
    ticks = 0
    for pid in pids:
        try:
            after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += sum(map(int, after_name[11:15]))  # utime, stime, cutime, cstime: proc(5)
    return ticks / os.sysconf("SC_CLK_TCK")


def percentile(values: Sequence[float], share: int) -> float:
    """Return the value that `share` per cent of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def memory_mb(pids: Iterable[int]) -> float:
    """Return the memory of processes in megabytes; what they share is counted once (PSS) where that may be read."""
    return round(sum(_memory_kb(pid) for pid in pids) / 1024, 1)


def family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            children.setdefault(parent_of(int(entry.name)), []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def parent_of(pid: int) -> int:
    """Return the parent of a process, 0 when it has just ended."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _memory_kb(pid: int) -> int:
    for name, line in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            text = Path(f"/proc/{pid}/{name}").read_text()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        found = [row.split()[1] for row in text.splitlines() if row.startswith(line)]
        if found:
            return int(found[0])
    return 0

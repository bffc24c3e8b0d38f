"""`python -m tests.ops.drill [--rounds N] [--only WORDS]`: play the faults and print what was seen."""

import argparse
import textwrap
import time

import psycopg

from tests.ops.drill.faults import ROUNDS, Fault, faults
from tests.ops.drill.stage import Seen
from tests.ops.site import LOST

WIDTH = 100


def main() -> int:
    """Play every fault whose name holds the words asked for; return 1 if any failed."""
    parser = argparse.ArgumentParser(prog="drill")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of kill -9")
    parser.add_argument("--only", default="", help="only faults whose name holds these words")
    args = parser.parse_args()
    began, verdicts, posts = time.monotonic(), list[str](), 0
    for fault in faults(rounds=args.rounds):
        if args.only in fault.name:
            verdict, seen = play(fault)
            verdicts.append(verdict)
            posts += seen.acknowledged
            print(line(fault, verdict, seen), flush=True)
    failed = verdicts.count("FAILED")
    took = time.monotonic() - began
    print(
        f"{len(verdicts)} faults, {failed} failed, {verdicts.count('not tried')} not tried; {posts} posts; {took:.0f} s"
    )
    return 1 if failed or not verdicts else 0


def play(fault: Fault) -> tuple[str, Seen]:
    """Play one fault and judge it; a drill that breaks off has failed."""
    if not fault.possible:
        return "not tried", Seen(told="needs root")
    try:
        seen = fault.drill()
    except (AssertionError, psycopg.Error, *LOST) as error:
        return "FAILED", Seen(wrong=[f"{type(error).__name__} {error}"[-1500:]])
    seen.need(seen.recovered <= fault.within, f"{seen.recovered:.1f} s to recover, not {fault.within:g} s")
    return "FAILED" if seen.wrong else "well", seen


def line(fault: Fault, verdict: str, seen: Seen) -> str:
    """Return one row of the table: fault, expected, seen, time to recover, verdict."""
    counted = f"{seen.acknowledged} posts, {seen.notices} notices, {seen.rounds} rounds. " if seen.acknowledged else ""
    counted += f"{seen.clocks} clocks of escalations. " if seen.clocks else ""
    cells = (
        ("fault", fault.name),
        ("expected", fault.expected),
        ("seen", counted + seen.told + "".join(f"\nWRONG: {one}" for one in seen.wrong)),
        ("time to recover", f"{seen.recovered:.1f} s of {fault.within:g} s"),
        ("verdict", verdict),
    )
    return (
        "\n".join(textwrap.fill(f"{name:<16}{text}", WIDTH, subsequent_indent=" " * 16) for name, text in cells) + "\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())

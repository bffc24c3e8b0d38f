"""Random and mutated texts for the guard: none may end in an exception, or in a place that is not in the text.

`python -m tests.policy.guard.fuzz --count 1000000` (make fuzz-guard) reads a million; a seed gives the same ones again.
A small part runs with every `make test` (test_fuzz.py).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import time
from collections.abc import Iterator
from datetime import date

from bedside.policy.guard import Facts, Profile, Report, inspect
from bedside.policy.guard.model import LEVELS

ROLES = ("patient", "carer", "clinician", "student", "practice", "organisation", "researcher", "moderator", "personal")
AUDIENCES = ("public", "followers", "community", "class", "room", "practice", "mentioned")
PROFILE = Profile(
    names=("Ann Lee",), handles=("ann_lee",), phones=("402-555-0142",), places=("Leeds",), employer="Hill"
)
SEEDS = (
    "Saw a 93yo beekeeper from Alder Creek this morning, MRN 00482917.",
    "You were our patient, @sunny_k, and your chart says so.",
    "my mum can't breathe and her lips are blue",
    "Ring (555) 014-7719 or write to dana.w (at) mail (dot) example",
    "DOB 03/14/1961, IBAN GB82 WEST 1234 5698 7654 32, VIN 1M8GDM9AXKP042788",
    "#PrayForJonah he's 4 and has Batten disease in a town of 900",
    "I want to end it, not tonight but I have a plan",
    "Mrs. O'Neil-García's husband J.R. flew in on 2024-02-30",
    "192.168.0.1 :: fe80::1 https://forum.example/u/rob-79?x=1#y NPI 1234567893",
)
PIECES = (
    "0", "00", "9", "1-2", "555-01", "@", "#", "a", "I", "she ", "Dr. ", "St. ", " of ", "\n", "\t", " ", "  ", ".",
    "/", "\u200b", "\u00ad", "e\u0301", "\u05e9\u05dc\u05d5", "\U0001f469\u200d\u2695\ufe0f", "\ud800", "\x00", "..",
    "\uff11", "&#49;", "&amp;", "(", ")", "[", "'", "\u2019", "\"", "%", "$", "\u0430", "\u0130", "\ufb01", "\u0661",
    "\u202e", "born 1931 ", "MRN ", "http://", "www.",
)  # fmt: skip
SHARE = 25_000


def texts(*, count: int, seed: int, longest: int) -> Iterator[tuple[str, Facts]]:
    """Give `count` texts of at most about `longest` characters with facts, always the same for a seed."""
    chance = random.Random(seed)
    for _ in range(count):
        text = chance.choice((_noise, _mutated, _spliced))(chance)
        start = chance.randrange(max(1, len(text) - longest + 1))
        yield text[start : start + longest], _facts(chance)


def _noise(chance: random.Random) -> str:
    return "".join(chance.choices(PIECES, k=chance.randrange(1, 20)))


def _mutated(chance: random.Random) -> str:
    letters = list(chance.choice(SEEDS))
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(letters))
        letters[at : at + chance.randrange(3)] = chance.choice(PIECES)
        if not letters:
            return ""
    return "".join(letters)


def _spliced(chance: random.Random) -> str:
    one, other = chance.sample(SEEDS, 2)
    return one[: chance.randrange(len(one))] + chance.choice(PIECES) + other[chance.randrange(len(other)) :]


def _facts(chance: random.Random) -> Facts:
    return Facts(
        role=chance.choice(ROLES),  # type: ignore[arg-type]  # one of the words of the model
        audience=chance.choice(AUDIENCES),  # type: ignore[arg-type]  # as above
        in_reply_to=chance.choice((None, "patient")),
        posted_on=chance.choice((None, date(2026, 1, 5))),
        country=chance.choice((None, "GB", "US")),
        profile=chance.choice((Profile(), PROFILE)),
    )


def faults(text: str, report: Report) -> list[str]:
    """Give what is wrong with the answer to a text."""
    told = [
        f"{one.rule} at {one.start}-{one.end}" for one in report.findings if not 0 <= one.start < one.end <= len(text)
    ]
    told += [f"{one.rule} of level {one.level}" for one in report.findings if one.level not in LEVELS]
    told += [
        f"hint at {one.start}-{one.end}" for one in report.urgency.hints if not 0 <= one.start < one.end <= len(text)
    ]
    told += ["not read"] if any(one.kind == "unchecked" for one in report.findings) else []
    json.dumps(report.to_dict())
    return told


def run(*, count: int, seed: int, longest: int) -> list[tuple[str, list[str]]]:
    """Read the texts, and give those whose answer is wrong."""
    read = (
        (text, faults(text, inspect(text, facts))) for text, facts in texts(count=count, seed=seed, longest=longest)
    )
    return [(text, told) for text, told in read if told]


def share(job: tuple[int, int, int]) -> tuple[list[tuple[str, list[str]]], float]:
    """Read one share of the texts in a process of its own; give the faults and the seconds of the processor."""
    count, seed, longest = job
    begun = time.process_time()
    return run(count=count, seed=seed, longest=longest), time.process_time() - begun


def shares(*, count: int, seed: int, longest: int) -> list[tuple[int, int, int]]:
    """Cut a run into shares of at most SHARE texts, each with a seed of its own that follows from `seed`."""
    sizes = [min(SHARE, count - begun) for begun in range(0, count, SHARE)]
    return [(size, seed * 1_000_003 + number, longest) for number, size in enumerate(sizes)]


def main(argv: list[str]) -> int:
    """Run from the command line, on all cores; the exit code is 1 when there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=int, default=160)
    options = parser.parse_args(argv)
    found, took, read = 0, 0.0, 0
    jobs = shares(count=options.count, seed=options.seed, longest=options.longest)
    with multiprocessing.Pool() as pool:
        for job, (faulty, seconds) in zip(jobs, pool.imap(share, jobs), strict=True):
            found, took, read = found + len(faulty), took + seconds, read + job[0]
            for text, told in faulty[:20]:
                sys.stdout.write(f"{text!r}: {', '.join(told)}\n")
            sys.stdout.write(f"{read} texts (seed {options.seed}), {found} faults, {took:.0f} s of the processor\n")
            sys.stdout.flush()
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

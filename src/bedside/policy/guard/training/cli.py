"""The commands that make the guard's data files: `bedside guard build-gazetteers` and `bedside guard train`.

They need the packages of the development group and the training data; checking texts needs neither.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from bedside.policy.guard.training import gazetteer, report, train

_DATA = Path(__file__).parents[1] / "data"
_SHARED = Path("../shared/data/guard")


def main(argv: Sequence[str], stdout: TextIO) -> int:
    """Run one of the two commands and give its exit code."""
    options = _parser().parse_args(argv)
    stdout.write(f"{_train(options) if options.command == 'train' else _build_gazetteers(options)}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bedside guard")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build-gazetteers", help="pack the lists of names, places and word frequencies")
    build.add_argument("--data", type=Path, default=_SHARED, help="folder that holds zip3_population_2020.csv")
    build.add_argument("--into", type=Path, default=_DATA / "gazetteer.bin")
    learn = commands.add_parser("train", help="train the tagger, measure it on held-out texts, write the manifest")
    learn.add_argument("--data", type=Path, default=_SHARED, help="folder of the developer data")
    learn.add_argument("--seed", type=int, default=7)
    learn.add_argument("--into", type=Path, default=_DATA)
    return parser


def _train(options: argparse.Namespace) -> str:
    trained = train.train(options.data, seed=options.seed, into=options.into)
    head = f"{trained.model}: sha256 {trained.sha256}, {trained.rows} rows"
    return f"{head}\n{report.table(options.data)}"


def _build_gazetteers(options: argparse.Namespace) -> str:
    size = gazetteer.build(options.into, zip3=options.data / "zip3_population_2020.csv")
    return f"{options.into}: {size} bytes"

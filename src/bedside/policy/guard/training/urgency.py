"""Make `data/urgency_weights.tsv` from own posts and texts without any urgency.

`python -m bedside.policy.guard.training.urgency OUT POSTS.jsonl ... [TEXTS.tsv|.txt|.jsonl.gz ...]`. In this repository
the posts are `tests/policy/guard/urgent_posts.jsonl`, the texts `relation_sentences.tsv` and `ordinary_posts.txt`
beside it and, of the shared developer data, `broad_twitter_a.jsonl.gz`.
`--check` in the place of OUT trains five times without a fifth of the posts and prints, for each part of the posts, how
many of those left out the sum alone finds at which share of routine posts flagged.

Posts are the project's own, each with its class; texts without a class count as neither emergency nor self-harm, and
less than a post. Same files, same weights: chance has a fixed seed and the sums are done in a fixed order.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from bedside.policy.guard import urgency
from bedside.policy.guard.model import Facts
from bedside.policy.guard.text import Doc
from bedside.policy.guard.training.linear import fitted
from bedside.policy.guard.urgency_score import BASE, CLASSES, LONG, PIECE_MARK, features, pieces

SEED = 20261122
_MOST_TEXTS = 1000
_TEXT_WEIGHT = 0.3
_SMALLEST = 0.02
_PLAIN = 0.5
_SHRINK = 3.5
_FOLDS = 5
_SHARES = (0.02, 0.05, 0.08, 0.1, 0.12, 0.15)


class Post(NamedTuple):
    """What counts in a post, its class, how much it weighs, and the part of the file it comes from."""

    names: frozenset[str]
    cls: str
    weight: float
    part: str
    place: int


def main(out: str, *files: str) -> None:
    """Train on `files` and write the weights to `out`, or check them."""
    posts = [post for file in files for post in _posts(Path(file))]
    if out == "--check":
        _check(posts)
        return
    Path(out).write_text(_table(weights_of(posts)), encoding="utf-8")


def weights_of(posts: Sequence[Post]) -> list[dict[str, float]]:
    """Give the weights for each class."""
    rows = [*posts, *_longer(posts)]
    return [
        fitted([(post.names, post.cls == wanted, post.weight) for post in rows], shrink=_SHRINK, plain=_PLAIN)
        for wanted in CLASSES
    ]


def _posts(file: Path) -> Iterable[Post]:
    for place, row in enumerate(_rows(file)):
        cls = row.get("urgency", "text")
        weight = _TEXT_WEIGHT if cls == "text" else 1.0
        yield Post(_features(row["text"]), cls, weight, row.get("part", file.name), place)


def _rows(file: Path) -> list[dict[str, str]]:
    if file.suffix == ".gz":
        with gzip.open(file, "rt", encoding="utf-8") as packed:
            return [{"text": json.loads(line)["text"]} for line in packed][:_MOST_TEXTS]
    lines = file.read_text(encoding="utf-8").splitlines()
    if file.suffix == ".jsonl":
        return [json.loads(line) for line in lines]
    return [{"text": line.replace("|", "\t").split("\t")[-1]} for line in lines if line]


def _features(text: str) -> frozenset[str]:
    words, found, context = urgency.understood(Doc(text, Facts(role="patient")))[:3]
    letters = {PIECE_MARK + piece for piece in pieces(words, context)}
    return frozenset(features(words, found, context)) | letters


def _longer(posts: Sequence[Post]) -> list[Post]:
    """Give what long routine posts would show: several short ones in one.

    Most posts at hand are short; without these a long text would be alarming by its length alone.
    """
    dice = random.Random(SEED)  # noqa: S311 - a fixed shuffle, nothing secret
    routine = [post.names for post in posts if post.cls == "routine"]
    parts = [dice.choices(routine, k=dice.randint(3, 6)) for _ in routine]
    return [Post(frozenset({LONG}).union(*part), "routine", 1.0, "", 0) for part in parts]


def _check(posts: Sequence[Post]) -> None:
    folds = [_fold(post) for post in posts]
    sums: list[tuple[float, ...]] = [()] * len(posts)
    for fold in range(_FOLDS):
        weights = weights_of([post for post, other in zip(posts, folds, strict=True) if other != fold])
        for at, post in enumerate(posts):
            if folds[at] == fold:
                sums[at] = tuple(one[BASE] + sum(one.get(name, 0.0) for name in post.names) for one in weights)
    for part in ("all", *sorted({post.part for post in posts if post.cls == "routine"})):
        told = [(post.cls, one) for post, one in zip(posts, sums, strict=True) if part in ("all", post.part)]
        for number, wanted in enumerate(CLASSES):
            others = sorted(one[number] for cls, one in told if cls == "routine")
            inside = [one[number] for cls, one in told if cls == wanted]
            for share in _SHARES if inside else ():
                limit = others[-1 - int(share * len(others))]
                found = sum(one > limit for one in inside)
                line = f"{part} {wanted}, flagged {share:.2f}: limit {limit:.2f}, found {found}/{len(inside)}\n"
                sys.stdout.write(line)


def _fold(post: Post) -> int:
    return hashlib.sha256("\n".join(sorted(post.names)).encode()).digest()[0] % _FOLDS


def _table(weights: list[dict[str, float]]) -> str:
    names = sorted({name for one in weights for name, number in one.items() if abs(number) >= _SMALLEST} | {BASE})
    lines = [f"{name}\t" + "\t".join(f"{one.get(name, 0.0):.3f}" for one in weights) for name in names]
    return "# word, pair of words or :concept\t" + "\t".join(CLASSES) + "\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Make `data/urgency_weights.tsv` from own posts and texts without any urgency.

`python -m bedside.policy.guard.training.urgency OUT POSTS.jsonl ... [TEXTS.jsonl.gz ...]`

Posts are the project's own, each with its class; texts without a class count as neither emergency nor self-harm. Same
files, same weights: the order is shuffled with a fixed seed and the sums are done in a fixed order.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import sys
from collections import Counter
from pathlib import Path

from bedside.policy.guard import urgency
from bedside.policy.guard.model import Facts
from bedside.policy.guard.text import Doc
from bedside.policy.guard.urgency_score import BASE, CLASSES, LONG, features

SEED = 20261122
_EPOCHS = 40
_SHRINK = 2.0
_MOST_TEXTS = 3000
_SEEN = 2
_LONGER = 3
_SMALLEST = 0.01
_MOST_WEIGHT = 4.0


def main(out: str, *files: str) -> None:
    """Train on `files` and write the weights to `out`."""
    posts = [row for file in files for row in _rows(Path(file))]
    told = [(sorted(_features(row["text"])), row.get("urgency", "routine")) for row in posts]
    seen = Counter(name for names, cls in told for name in names if cls != "text")
    known = {name for name, times in seen.items() if times >= _SEEN}
    told = [([name for name in names if name in known], cls) for names, cls in told]
    told += _longer(told)
    weights = [trained([(names, cls == wanted) for names, cls in told]) for wanted in CLASSES]
    Path(out).write_text(_table(weights), encoding="utf-8")


def _rows(file: Path) -> list[dict[str, str]]:
    if file.suffix == ".gz":
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            return [{"text": json.loads(line)["text"], "urgency": "text"} for line in lines][:_MOST_TEXTS]
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _features(text: str) -> set[str]:
    words, found, context = urgency.understood(Doc(text, Facts(role="patient")))[:3]
    return set(features(words, found, context))


def _longer(told: list[tuple[list[str], str]]) -> list[tuple[list[str], str]]:
    """Give what long routine posts would show: several short ones in one.

    Most posts at hand are short; without these a long text would be alarming by its length alone.
    """
    dice = random.Random(SEED)  # noqa: S311 - a fixed shuffle, nothing secret
    routine = [names for names, cls in told if cls == "routine"]
    times = _LONGER * len(routine)
    return [(_joined(dice.choices(routine, k=dice.randint(3, 6))), "routine") for _ in range(times)]


def _joined(parts: list[list[str]]) -> list[str]:
    return sorted({name for names in parts for name in names} | {LONG})


def trained(rows: list[tuple[list[str], bool]]) -> dict[str, float]:
    """Fit a logistic regression by stochastic gradient descent; the rarer side weighs more, rare words less."""
    positive = sum(answer for _, answer in rows)
    weight = min(_MOST_WEIGHT, (len(rows) - positive) / max(1, positive))
    weights: dict[str, float] = {BASE: 0.0}
    seen = Counter(name for names, _ in rows for name in names)
    shrink = {name: _SHRINK / times for name, times in seen.items()}
    dice = random.Random(SEED)  # noqa: S311 - a fixed shuffle, nothing secret
    order = list(range(len(rows)))
    for epoch in range(_EPOCHS):
        dice.shuffle(order)
        step = 0.1 / (1 + 0.1 * epoch)
        for at in order:
            names, answer = rows[at]
            total = weights[BASE] + math.fsum(weights.get(name, 0.0) for name in names)
            error = (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - answer) * (weight if answer else 1.0)
            weights[BASE] -= step * error
            for name in names:
                weights[name] = weights.get(name, 0.0) * max(0.0, 1 - step * shrink[name]) - step * error
    return weights


def _table(weights: list[dict[str, float]]) -> str:
    names = sorted({name for one in weights for name, number in one.items() if abs(number) >= _SMALLEST} | {BASE})
    lines = [f"{name}\t" + "\t".join(f"{one.get(name, 0.0):.3f}" for one in weights) for name in names]
    return "# word or :concept\t" + "\t".join(CLASSES) + "\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])

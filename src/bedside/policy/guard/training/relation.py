"""Make `data/relation_weights.tsv` from own sentences and texts without any relation.

`python -m bedside.policy.guard.training.relation OUT SENTENCES.tsv [TEXTS.jsonl.gz ...]`. Each line of the sentences
holds "telling" or "silent" and the sentence or post. Same files, same weights. In this repository the sentences are
`tests/policy/guard/relation_sentences.tsv`, the texts `broad_twitter_a.jsonl.gz` and `wnut17_train.jsonl.gz` of the
shared developer data, in this order.
`python -m bedside.policy.guard.training.relation --check SENTENCES.tsv [TEXTS.jsonl.gz ...]` trains five times without
a fifth of the lines and prints how many of the lines left out are found at which share of false alarms.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bedside.policy.guard.relation_score import BASE, features, sentences
from bedside.policy.guard.text import normalise
from bedside.policy.guard.tokens import flatten
from bedside.policy.guard.training.linear import fitted

Sentence = list[str]
Post = tuple[list[Sentence], bool]
Example = tuple[Sentence, bool, float]

_SMALLEST = 0.01
_MOST_TEXTS = 700
_MOST_SILENT = 2000
_SILENT_WEIGHT = 0.15
_SHRINK = 0.7
_PLAIN = 1.0
_ROUNDS = 2
_FOLDS = 5
_SHARES = (0.01, 0.02, 0.05, 0.08, 0.1)


def main(out: str, own: str, *texts: str) -> None:
    """Train on the lines of `own` and, as silent ones, on `texts`; write the weights to `out`, or check them."""
    posts = [_post(line) for line in Path(own).read_text(encoding="utf-8").splitlines()]
    silent = [(names, False, _SILENT_WEIGHT) for file in texts for text in _texts(Path(file)) for names in _read(text)]
    if out == "--check":
        _check(posts, silent[:_MOST_SILENT])
        return
    weights = weights_of(posts, silent[:_MOST_SILENT])
    kept = sorted(name for name, weight in weights.items() if abs(weight) >= _SMALLEST or name == BASE)
    lines = "".join(f"{name}\t{weights[name]:.2f}\n" for name in kept)
    Path(out).write_text(f"# word, pair of words or pair of kinds\tweight\n{lines}", encoding="utf-8")


def weights_of(posts: Sequence[Post], silent: Sequence[Example]) -> dict[str, float]:
    """Fit the weights; of a telling post only the sentence that tells most counts from the second round on."""
    weights: dict[str, float] = {}
    for _ in range(_ROUNDS):
        rows = [*(one for post in posts for one in _examples(post, weights)), *silent]
        weights = fitted(rows, shrink=_SHRINK, plain=_PLAIN)
    return weights


def _examples(post: Post, weights: dict[str, float]) -> list[Example]:
    read, answer = post
    if answer and weights and len(read) > 1:
        read = [max(read, key=lambda names: score(names, weights))]
    return [(names, answer, 1.0) for names in read]


def score(names: Sentence, weights: dict[str, float]) -> float:
    """Give the sum of the weights of a sentence."""
    return weights[BASE] + sum([weights.get(name, 0.0) for name in names])


def _check(posts: Sequence[Post], silent: Sequence[Example]) -> None:
    telling: list[float] = []
    others: list[float] = []
    for fold in range(_FOLDS):
        weights = weights_of([post for at, post in enumerate(posts) if at % _FOLDS != fold], silent)
        for read, answer in posts[fold::_FOLDS]:
            (telling if answer else others).append(max((score(names, weights) for names in read), default=-30.0))
    others.sort()
    for share in _SHARES:
        limit = others[-1 - int(share * len(others))]
        found = sum(one > limit for one in telling)
        sys.stdout.write(f"false alarms {share:.2f}: limit {limit:.2f}, found {found}/{len(telling)}\n")


def _texts(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines][:_MOST_TEXTS]


def _post(line: str) -> Post:
    answer, text = line.split("\t")
    return _read(text), answer == "telling"


def _read(text: str) -> list[Sentence]:
    return [sorted(features(words)) for _, words in sentences(flatten(normalise(text)))]


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Make `data/relation_weights.tsv` from own sentences and texts without any relation.

`python -m bedside.policy.guard.training.relation OUT SENTENCES.tsv [TEXTS.jsonl.gz ...]`. Each line of the sentences
holds "telling" or "silent" and the sentence. Same files, same weights.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from bedside.policy.guard.relation_score import BASE, features, sentences
from bedside.policy.guard.text import normalise
from bedside.policy.guard.tokens import flatten
from bedside.policy.guard.training.urgency import trained

_SEEN = 2
_SMALLEST = 0.01
_MOST_TEXTS = 3000


def main(out: str, own: str, *texts: str) -> None:
    """Train on the sentences of `own` and, as silent ones, on `texts`; write the weights to `out`."""
    rows = [(line.split("\t")[1], line.startswith("telling")) for line in Path(own).read_text().splitlines()]
    examples = [(names, answer) for text, answer in rows for names in _examples(text)]
    seen = Counter(name for names, _ in examples for name in names)
    known = {name for name, times in seen.items() if times >= _SEEN}
    silent = [(names, False) for file in texts for text in _texts(Path(file)) for names in _examples(text)]
    told = [([name for name in names if name in known], answer) for names, answer in (*examples, *silent)]
    weights = trained(told)
    kept = sorted(name for name, weight in weights.items() if abs(weight) >= _SMALLEST or name == BASE)
    lines = "".join(f"{name}\t{weights[name]:.3f}\n" for name in kept)
    Path(out).write_text(f"# word, pair of words or pair of kinds\tweight\n{lines}", encoding="utf-8")


def _texts(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines][:_MOST_TEXTS]


def _examples(text: str) -> list[list[str]]:
    return [sorted(features(words)) for _, words in sentences(flatten(normalise(text)))]


if __name__ == "__main__":
    main(*sys.argv[1:])

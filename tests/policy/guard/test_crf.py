"""The weights that are read out of the model file, beside what CRFsuite itself says of the same file."""

from __future__ import annotations

from pathlib import Path

import pycrfsuite
import pytest

from bedside.policy import guard
from bedside.policy.guard import crf
from bedside.policy.guard.layer import tokenise
from bedside.policy.guard.sequence import LABELS, chances, features

MODEL = Path(guard.__file__).parent / "data" / "names.crfsuite"
TEXTS = (
    "my wife Marta cried all night",
    "Saw Dr. Lindqvist of Alder Creek, Vermont on 3/14; MRN 12345678. He is 91 and lives in New York.",
    "pray for jonah pruitt, he is 6 #JonahStrong @mill_town http://a.example",
    "JOHN SMITH FELL AT ST. MARY'S CHURCH IN DAYTON, OH",
    "Hope the hope of Hope is here: Rose rose.",
    "a", "Anna", "...", "\u2764 5 mg", "Qwzyx Vbnmp of Xkcdtown",
)  # fmt: skip


@pytest.fixture(scope="module")
def tagger() -> pycrfsuite.Tagger:
    opened = pycrfsuite.Tagger()
    opened.open(str(MODEL))
    return opened


def test_the_weights_are_those_of_the_file(tagger: pycrfsuite.Tagger) -> None:
    told = tagger.info()
    read = crf.weights(MODEL.read_bytes(), LABELS)
    assert read.features.keys() == told.attributes.keys()
    for (name, label), weight in told.state_features.items():
        assert read.features[name][LABELS.index(label)] == pytest.approx(weight, abs=1e-6)
    for (before, label), weight in told.transitions.items():
        assert read.moves[LABELS.index(before)][LABELS.index(label)] == pytest.approx(weight, abs=1e-6)
    held = sum(weight != 0 for row in (*read.features.values(), *read.moves) for weight in row)
    assert held <= len(told.state_features) + len(told.transitions)


@pytest.mark.parametrize("text", TEXTS)
def test_the_chances_are_those_that_crfsuite_gives(text: str, tagger: pycrfsuite.Tagger) -> None:
    tokens = tokenise(text)
    tagger.set(features(tokens))
    for at, chance in enumerate(chances(tokens)):
        assert list(chance) == pytest.approx([tagger.marginal(label, at) for label in LABELS[:-1]], abs=1e-12)


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no model file"):
        crf.weights(b"PNG" * 40, LABELS)

"""The file that docs/operators/instruments.md shows is one that can be loaded."""

from bedside.policy.instruments import SHIPPED, SLOTS
from bedside.policy.instruments.model import said
from bedside.policy.instruments.rules.packs import instrument_from, read
from tests.shape.source import ROOT


def test_the_file_in_the_handbook_can_be_loaded() -> None:
    text = (ROOT / "docs/operators/instruments.md").read_text(encoding="utf-8")
    shown = text.partition("```toml\n")[2].partition("```")[0]
    known = {**SLOTS, **SHIPPED}
    made = instrument_from(read(shown.encode(), known=known), known=known)
    assert made.crisis is not None
    assert said(made.items[1].texts, "de-AT") == "War es warm?"

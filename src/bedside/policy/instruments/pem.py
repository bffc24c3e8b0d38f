"""Payback after effort (PEM), 0 to 10, and how long it lasted: questions of our own, CC0."""

from bedside.policy.instruments.model import (
    ENGLISH,
    OWN_WORDS,
    Instrument,
    Item,
    Operator,
    Option,
    Scoring,
    ShowIf,
    zero_to_ten,
)

INSTRUMENT = Instrument(
    key="pem",
    version="1",
    title="Payback after effort",
    about="Feeling worse after doing something (PEM), in the last 7 days",
    licence=OWN_WORDS,
    credit="Our own questions, given away under CC0 1.0.",
    sources={"en": "Written by the Bedside project."},
    items=(
        zero_to_ten(
            "pem-1",
            "Think of the last 7 days. When you did something that took effort, how bad was the payback after it?",
            none="No payback",
            worst="As bad as it can be",
        ),
        Item(
            link_id="pem-2",
            texts={ENGLISH: "How long did the longest payback last?"},
            options=(
                Option(1, {ENGLISH: "Some hours"}),
                Option(2, {ENGLISH: "About a day"}),
                Option(3, {ENGLISH: "2 or 3 days"}),
                Option(4, {ENGLISH: "Longer, or it goes on still"}),
            ),
            scored=False,
            show_if=ShowIf("pem-1", Operator.AT_LEAST, 1),
        ),
    ),
    scoring=Scoring(low=0, high=10),
    gap_days=21,
)

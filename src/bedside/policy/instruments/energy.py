"""Energy today, 0 to 10: one question of our own, CC0. More is better."""

from bedside.policy.instruments.model import OWN_WORDS, Instrument, Scoring, zero_to_ten

INSTRUMENT = Instrument(
    key="energy",
    version="1",
    title="Energy today",
    about="How much energy you have, today",
    licence=OWN_WORDS,
    credit="Our own question, given away under CC0 1.0.",
    sources={"en": "Written by the Bedside project."},
    items=(
        zero_to_ten(
            "energy-1", "How much energy do you have today?", none="None at all", worst="As much as I ever had"
        ),
    ),
    scoring=Scoring(low=0, high=10),
    higher_is_worse=False,
    gap_days=14,
)

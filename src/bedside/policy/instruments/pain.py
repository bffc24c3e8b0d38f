"""Pain, 0 to 10: one question of our own, CC0."""

from bedside.policy.instruments.model import OWN_WORDS, Instrument, Scoring, zero_to_ten

INSTRUMENT = Instrument(
    key="pain",
    version="1",
    title="Pain",
    about="How much pain you had, in the last 7 days",
    licence=OWN_WORDS,
    credit="Our own question, given away under CC0 1.0.",
    sources={"en": "Written by the Bedside project."},
    items=(
        zero_to_ten(
            "pain-1",
            "How bad was your pain in the last 7 days, on the whole?",
            none="No pain",
            worst="As bad as it can be",
        ),
    ),
    scoring=Scoring(low=0, high=10),
    gap_days=21,
)

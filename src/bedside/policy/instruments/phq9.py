"""PHQ-9: low mood in the last two weeks (Kroenke, Spitzer, Williams 2001). LOINC panel 44249-1."""

from bedside.policy.instruments.model import (
    PHQ_CREDIT,
    PHQ_FAMILY,
    PHQ_LEAD,
    Crisis,
    Instrument,
    Scoring,
    frequency,
)

INSTRUMENT = Instrument(
    key="phq9",
    version="1",
    title="PHQ-9",
    about="Low mood, in the last 2 weeks",
    lead=PHQ_LEAD,
    licence=PHQ_FAMILY,
    credit=PHQ_CREDIT,
    sources={"en": "The English original, as its authors gave it to the public."},
    loinc_panel="44249-1",
    loinc_score="44261-6",
    items=(
        frequency("44250-9", "Little interest or pleasure in doing things"),
        frequency("44255-8", "Feeling down, depressed, or hopeless"),
        frequency("44259-0", "Trouble falling or staying asleep, or sleeping too much"),
        frequency("44254-1", "Feeling tired or having little energy"),
        frequency("44251-7", "Poor appetite or overeating"),
        frequency(
            "44258-2",
            "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
        ),
        frequency("44252-5", "Trouble concentrating on things, such as reading the newspaper or watching television"),
        frequency(
            "44253-3",
            "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or "
            "restless that you have been moving around a lot more than usual",
        ),
        frequency("44260-8", "Thoughts that you would be better off dead or of hurting yourself in some way"),
    ),
    scoring=Scoring(low=0, high=27, max_missing=1),
    bands=((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately severe"), (20, "severe")),
    minimal_change=5,
    minimal_change_source="Löwe and others, Medical Care 2004;42:1194. We have not yet checked it against the paper.",
    crisis=Crisis(item="44260-8", at_least=1),
)

"""GAD-7: worry in the last two weeks (Spitzer, Kroenke, Williams, Löwe 2006). LOINC panel 69737-5."""

from bedside.policy.instruments.model import PHQ_CREDIT, PHQ_FAMILY, PHQ_LEAD, Instrument, Scoring, frequency

INSTRUMENT = Instrument(
    key="gad7",
    version="1",
    title="GAD-7",
    about="Worry, in the last 2 weeks",
    lead=PHQ_LEAD,
    licence=PHQ_FAMILY,
    credit=PHQ_CREDIT,
    sources={"en": "The English original, as its authors gave it to the public."},
    loinc_panel="69737-5",
    loinc_score="70274-6",
    items=(
        frequency("69725-0", "Feeling nervous, anxious or on edge"),
        frequency("68509-9", "Not being able to stop or control worrying"),
        frequency("69733-4", "Worrying too much about different things"),
        frequency("69734-2", "Trouble relaxing"),
        frequency("69735-9", "Being so restless that it is hard to sit still"),
        frequency("69689-8", "Becoming easily annoyed or irritable"),
        frequency("69736-7", "Feeling afraid as if something awful might happen"),
    ),
    scoring=Scoring(low=0, high=21, max_missing=1),
    bands=((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "severe")),
    minimal_change=4,
    minimal_change_source=(
        "Toussaint and others, Journal of Affective Disorders 2020;265:395. "
        "We have not yet checked it against the paper."
    ),
)

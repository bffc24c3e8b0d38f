"""What holds for follows beside the table of boundaries, which says who may follow whom (`policy.boundaries`).

Row B01 of boundaries.csv and clinicians.md section 4: nobody is told who follows a clinician, nor is the clinician.
"""

PATIENTS = frozenset({"patient", "carer"})
ASKS_NOBODY = frozenset({"clinician"})  # kinds that are followed at once, whatever their settings say (B01)
HIDES_FOLLOWERS = frozenset({"clinician"})  # kinds that do not see who follows them: it would tell who is a patient
# Mind the gap: kinds to whom no list of people offers patients or carers, for people with patients of their own.
NOT_OFFERED_PATIENTS = frozenset({"clinician", "student"})


def not_offered(kind: str) -> frozenset[str]:
    """Return the kinds of personas that no list of people offers to a viewer of `kind`: mind the gap."""
    return PATIENTS if kind in NOT_OFFERED_PATIENTS else frozenset()


def waits(*, target: str, asks_first: bool) -> bool:
    """Say whether a follow waits until its target lets it in."""
    return asks_first and target not in ASKS_NOBODY

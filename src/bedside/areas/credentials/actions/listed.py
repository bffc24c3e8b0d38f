"""Whether an employer's list of staff has the number of a claim."""

from bedside.areas.credentials.actions import steps
from bedside.areas.credentials.models import Claim, Employer, Evidence
from bedside.kit.viewing import as_system

KIND = "employer_list"


def name_employer(claim: Claim) -> bool:
    """Write down which employer's list has the number of a claim, or that none has any more; say whether one has.

    Of several employers it is the one with the newest list.
    """
    employer = None
    if claim.number_index is not None:
        employer = Employer.objects.filter(roster__number_index=claim.number_index).order_by("-roster_on", "id").first()
    if employer is not None:
        steps.note(claim, KIND, domain=employer.domain)
        return True
    with as_system("an employer's list of staff says who stands at V4"):
        Evidence.objects.filter(claim=claim, kind=KIND).delete()
    return False

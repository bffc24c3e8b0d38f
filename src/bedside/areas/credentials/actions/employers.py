"""The operator's list of employers' mail domains."""

from django.db import IntegrityError, transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.actions import rosters
from bedside.areas.credentials.models import Employer
from bedside.areas.people import names
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere, Refused
from bedside.policy.verification.employers import problem_of, tidy_domain

RIGHT = "keep the employers' list"
ALREADY = "This domain is on the list already."


@transaction.atomic
def add(*, by: Viewer, name: str, domain: str) -> Employer:
    """Put a mail domain on the list; raise `NotHere` or, for free mail, shared names and look-alikes, `Refused`."""
    require(RIGHT, by=by)
    tidy_name = names.clean_line(name, field="name", longest=80)
    if not tidy_name:
        raise Refused("Type the employer's name.", code="missing", field="name")
    tidy = tidy_domain(domain)
    known = set(Employer.objects.values_list("domain", flat=True))
    problem = problem_of(tidy, known=known)
    if problem is not None:
        raise Refused(
            problem.what, do="Ask the employer which domain its staff have.", code=problem.code, field="domain"
        )
    if tidy in known:
        raise Refused(ALREADY, code="domain_known", field="domain")
    try:
        with transaction.atomic():
            row = Employer.objects.create(name=tidy_name, domain=tidy, added_by=by.persona_id)
    except IntegrityError as error:  # added by somebody else in this moment
        raise Refused(ALREADY, code="domain_known", field="domain") from error
    record("add employer", by=by.persona_id, role="administrator", about=("employer", row.id))
    return row


@transaction.atomic
def remove(*, by: Viewer, employer_id: int) -> None:
    """Take a mail domain off the list; raises `NotHere`.

    A mailbox that was shown before counts until it ends. The employer's list of staff counts no more.
    """
    require(RIGHT, by=by)
    row = Employer.objects.select_for_update().filter(id=employer_id).first()
    if row is None:
        raise NotHere
    rosters.gone(row)
    row.delete()
    record("remove employer", by=by.persona_id, role="administrator", about=("employer", employer_id))

"""What an author hands in to have a held text released, asked of the rule and of the permission itself."""

from typing import Final

from django.conf import settings

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.consents import actions as consents
from bedside.areas.consents.queries import in_force, named_by
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import asking
from bedside.areas.posts.target import Target
from bedside.areas.posts.words import Words
from bedside.kit.errors import Refused
from bedside.policy.boundaries.model import Source
from bedside.policy.consents.releasing import Answer, Release, answer, is_testimonial
from bedside.policy.consents.teens import tells_place
from bedside.policy.guard import Facts, Report
from bedside.policy.waiting import must_look

_SOURCES: Final[dict[str, Source]] = {
    "authorised": "authorisation",
    "invented": "invented",
    "deidentified": "de_identified",
}  # a way to release a text, as the table's guards call what makes a case right to show


def hold_permission(by: Viewer, authorisation_id: int | None) -> None:
    """Keep the permission that a text hangs on from ending until the caller's transaction is over; raise Refused."""
    if authorisation_id is not None:
        consents.held_live(by=by, authorisation_id=authorisation_id)


def said(release: Release, report: Report, told: Facts) -> Answer:
    """Return what becomes of a text that the guard gave `report` on, with what was declared; raise Refused.

    The refusals name what is wrong in the declaration itself.
    """
    found = answer(release, role=told.role, audience=told.audience, verdict=report.verdict)
    if found == "no_way":
        what = "This can't be released in that way here."
        raise Refused(what, do="Choose another, or take out what is marked.", code="release.no_way", field="release")
    if found == "checklist":
        what = "Not every line of the list is ticked."
        raise Refused(what, do="Go through the list, then tick each line.", code="release.checklist", field="release")
    return found


def of_change(authorisation_id: int | None, release: Release) -> Release:
    """Return what a changed text is released by: the permission that the post hangs on, or what is declared now."""
    if authorisation_id is not None:
        return Release("authorised", authorisation_id=authorisation_id)
    if release.way == "authorised":
        what = "A change can't hang a post on a permission."
        raise Refused(what, do="Write it as a new post.", code="release.change", field="release")
    return release


def check_place(by: Viewer, report: Report) -> None:
    """Raise Refused where a member under 18 tells where she is (B43): what others are advised of is held for her."""
    if by.teen and tells_place(tuple(report.findings)):
        what = "This tells where you are."
        do = "Take the place out, or say only the country. Your text is kept as a draft."
        raise Refused(what, do=do, code="guard.hold", field="text")


def check(by: Viewer, release: Release, words: Words, target: Target, told: Facts) -> None:
    """Raise Refused where a permission can't be used for this text, or is needed and not there."""
    if release.way == "authorised" and target.reply_to is not None:
        what = "An answer can't hang on a permission."
        raise Refused(what, do="Write a post of your own.", code="release.reply", field="release")
    if release.way == "authorised" and not in_force(by, release.authorisation_id):
        raise consents.not_in_force()
    check_words(by, words, release, told)
    unseen = words.images and not settings.LOOKS_AT_PICTURES and must_look(role=told.role, audience=told.audience)
    if unseen and release.way != "authorised" and not release.no_patient:
        what = "Say if a picture shows a patient, or a part of one."
        do = "With a patient it needs a permission (rule B12). Your text is kept as a draft."
        raise Refused(what, do=do, code="guard.hold", field="release")


def check_site(by: Viewer, release: Release, words: Words, target: Target, told: Facts) -> None:
    """Raise Refused where this site lets nobody publish such a thing, whatever it is released by.

    What the rows themselves ask (B11, B12, B24, B47, H44, H48) is asked by the guard, the permission and the list.
    """
    if not release.way:
        return
    for ruling in asking.of_release(by, told, source=_SOURCES[release.way], pictures=bool(words.images)):
        if ruling.tightened:
            raise boundaries.refusal(ruling, field="release")


def check_words(by: Viewer, words: Words, release: Release, told: Facts) -> None:
    """Raise Refused where a practice lets a patient speak for it without a permission (B24), or a carer names her
    patient (B32).
    """
    if named_by(by, words.for_guard):
        what = "This names the person you care for."
        do = "Write it without the name, such as: my mother. Your text is kept as a draft."
        raise Refused(what, do=do, code="guard.hold", field="text")
    if is_testimonial(words.for_guard, role=told.role) and release.way != "authorised":
        what = "This lets a patient speak for you. It needs that patient's permission."
        do = "Choose the permission, or write it without the patient. Your text is kept as a draft."
        raise Refused(what, do=do, code="guard.hold", field="release")

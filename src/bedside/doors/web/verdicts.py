"""What the guard says, as the composer shows it (contract: templates/parts/verdict.html)."""

from dataclasses import replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.gate import MAY_DECLARE_AGREEMENT
from bedside.policy.guard import Finding, Report, safer_text


def shown(report: Report) -> list[Finding]:
    """Return the findings that the author is shown; those of level info are not."""
    return [finding for finding in report.findings if finding.level != "info"]


def name_of(kind: str) -> str:
    """Return what a kind of finding is called."""
    return {
        "email": _("A mail address"),
        "phone": _("A phone number"),
        "ssn": _("A national number"),
        "record_no": _("A record number"),
        "date": _("A date that belongs to a person"),
        "age_over_89": _("An age over 89"),
        "url": _("A link to a person's page"),
        "relation": _("Words that tell who is whose patient"),
        "unchecked": _("A text that could not be checked"),
    }.get(kind, _("Something that could show who a person is"))


def verdict(report: Report, *, text: str, viewer: Viewer, asked: bool = False) -> dict[str, Any]:
    """Return the context of parts/verdict.html.

    `asked` tells that publishing was tried with exactly this text: only then can it be confirmed.
    """
    places = shown(report)
    safer = _safer(text, report) if places else ""
    return {
        "kind": report.verdict,
        "title": _title(report, len(places)),
        "text": _what_to_do(report, viewer, asked=asked),
        "findings": [_finding(finding, n, text) for n, finding in enumerate(places, start=1)],
        "safer": safer if safer != text and report.verdict != "advise" else "",
        "confirm": _tick(report, viewer, asked=asked),
        "confirm_name": "agreed" if report.verdict == "hold" else "confirmed",
    }


def _safer(text: str, report: Report) -> str:
    inside = tuple(finding for finding in report.findings if finding.level != "info" and finding.end <= len(text))
    return safer_text(text, replace(report, findings=inside))


def _title(report: Report, places: int) -> str:
    one = places == 1
    return {
        "advise": _("You can publish this.") if not places else _("Look at this before you publish."),
        "confirm": _("1 place needs a second look.") if one else _("%(n)d places need a second look.") % {"n": places},
        "hold": _("1 place could show who this person is.")
        if one
        else _("%(n)d places could show who this person is.") % {"n": places},
        "refuse": _("This can't be published in this form."),
    }.get(report.verdict, "")


def _what_to_do(report: Report, viewer: Viewer, *, asked: bool) -> str:
    kept = _("Your text is kept as a draft; nobody else has seen it.")
    if report.verdict == "advise":
        return _("It is your choice. Anyone who can read it could use this to find out more.")
    if report.verdict == "confirm" and not asked:
        return _("Change it, or publish it as it is. We will ask you once more.") + " " + kept
    if report.verdict == "confirm":
        return _("Change it, or tick the box below and publish it as it is.") + " " + kept
    if report.verdict == "hold" and viewer.kind in MAY_DECLARE_AGREEMENT:
        return _("Change the places, or say that the person agreed.") + " " + kept
    return _("Change the places, or use the safer wording.") + " " + kept


def _tick(report: Report, viewer: Viewer, *, asked: bool) -> str:
    if report.verdict == "confirm" and asked:
        return _("Publish it as it is. I have looked at it again.")
    if report.verdict == "hold" and viewer.kind in MAY_DECLARE_AGREEMENT:
        return _("This is about somebody else, and they agreed to it being written here.")
    return ""


def _finding(finding: Finding, n: int, text: str) -> dict[str, Any]:
    inside = finding.end <= len(text)
    fix = ""
    if inside and finding.safer:
        fix = _("Say “%(words)s”") % {"words": finding.safer}
    elif inside and finding.kind != "unchecked" and finding.level != "refuse":
        fix = _("Leave it out")
    return {"n": n, "what": name_of(finding.kind), "why": finding.why, "fix": fix, "fix_value": f"fix:{n}"}


def mended(text: str, report: Report, n: int) -> str:
    """Return `text` with the n-th shown finding (from 1) replaced by its safer wording; unchanged for an unknown n."""
    places = shown(report)
    if not 1 <= n <= len(places) or places[n - 1].end > len(text):
        return text
    return safer_text(text, replace(report, findings=(places[n - 1],)))


def safer_whole(text: str, report: Report) -> str:
    """Return `text` with every shown finding replaced by its safer wording."""
    return _safer(text, report)


def marked(text: str, report: Report) -> SafeString:
    """Return the text as HTML with each shown finding marked and numbered. Overlapping places are marked once."""
    parts: list[SafeString] = []
    at = 0
    for n, finding in enumerate(shown(report), start=1):
        if finding.start < at or finding.end > len(text):
            continue
        parts += [
            format_html("{}", text[at : finding.start]),
            format_html("<mark>{}<sup>{}</sup></mark>", text[finding.start : finding.end], n),
        ]
        at = finding.end
    return format_html_join("", "{}", ((part,) for part in [*parts, format_html("{}", text[at:])]))

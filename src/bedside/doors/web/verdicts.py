"""What the guard says, as the composer shows it (contract: templates/parts/verdict.html)."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bedside.doors.web.verdict_words import ICONS, card_of, name_of, part_named, title_of, what_to_do
from bedside.policy import guard
from bedside.policy.boundaries.writing import row_for
from bedside.policy.guard import Facts, Finding, Part, Report, with_part, with_safer
from bedside.policy.guard.model import SELF_ROLES

PRESSES = ("fix:", "part:", "safer")  # what changes the text before it is checked again
LONGEST_QUOTE = 80


def shown(report: Report) -> list[Finding]:
    """Return the findings that the author is shown; those of level info are not."""
    return [finding for finding in report.findings if finding.level != "info"]


def verdict(
    report: Report,
    *,
    text: str,
    whole: str,
    told: Facts,
    asked: bool = False,
    card_shown: str = "",
    save_url: str = "",
) -> dict[str, Any]:
    """Return the context of parts/verdict.html.

    `whole` is what the guard read and `text` the part of it that stands in the field of the text, at its beginning.
    `told` are the facts it was read with. `asked` tells that publishing was tried with exactly this text: only then can
    it be confirmed. `card_shown` is the card that the page shows already.
    """
    places = shown(report)
    may_agree = told.role in SELF_ROLES
    held = report.verdict in ("confirm", "hold", "refuse")
    safer = guard.mended(text, told) if held and places else text
    return {
        "kind": report.verdict,
        "icon": ICONS.get(report.verdict, ""),
        "title": title_of(report, places=len(places)),
        "text": what_to_do(report, may_agree=may_agree, asked=asked),
        "findings": [_finding(one, n, text=text, whole=whole) for n, one in enumerate(places, start=1)],
        "safer": "" if safer == text else safer,
        "confirm": _tick(report, may_agree=may_agree, asked=asked),
        "confirm_name": "agreed" if report.verdict == "hold" else "confirmed",
        "marks": " ".join(f"{start}-{end}" for start, end, _n in places_in(text, report)),
        "care": card_of(report, whole, role=told.role, country=told.country or "", shown=card_shown),
        "save_url": save_url,
        "why_url": _why_url(report, told),
    }


def _why_url(report: Report, told: Facts) -> str:
    """Return the page of the row that such words fall under; "" where no row speaks of them."""
    row = row_for(report, told)
    return reverse("why", args=[row]) if row else ""


def line(verdict: dict[str, Any]) -> str:
    """Return the one line that stands right under the field."""
    care, title = verdict["care"], str(verdict["title"])
    if care is not None and care["kind"] == "emergency":
        return str(care["title"])
    return f"{title} {_('The list is below.')}" if title else _("The guard found nothing to change.")


def _tick(report: Report, *, may_agree: bool, asked: bool) -> str:
    if report.verdict == "confirm" and asked:
        return _("Publish it as it is. I have looked at it again.")
    if report.verdict == "hold" and may_agree:
        return _("This is about somebody else, and they agreed to it being written here.")
    return ""


def _finding(finding: Finding, n: int, *, text: str, whole: str) -> dict[str, Any]:
    mendable = finding.end <= len(text) and finding.kind not in ("unchecked", "combination")
    return {
        "n": n,
        "what": name_of(finding.kind),
        "why": finding.why,
        "words": "" if finding.kind in ("unchecked", "combination") else _quoted(whole, finding.start, finding.end),
        "fix": _press(finding.safer) if mendable else "",
        "fix_value": f"fix:{finding.start}:{finding.end}",
        "advice": finding.safer if finding.kind == "combination" else "",
        "parts": [_part(part, text=text, whole=whole) for part in finding.parts],
    }


def _part(part: Part, *, text: str, whole: str) -> dict[str, str]:
    mendable = part.end <= len(text) and part.safer is not None
    return {
        "what": part_named(part.what),
        "words": _quoted(whole, part.start, part.end),
        "fix": _press(part.safer) if mendable else "",
        "fix_value": f"part:{part.start}:{part.end}",
    }


def _press(safer: str | None) -> str:
    return _("Replace with “%(words)s”") % {"words": safer} if safer else _("Leave it out")


def _quoted(whole: str, start: int, end: int) -> str:
    words = " ".join(whole[start:end].split())
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1]}…"


def mended(text: str, report: Report, *, do: str, told: Facts) -> str:
    """Return `text` after one press: `safer` takes all suggestions, `fix:S:E` and `part:S:E` that of one place.

    A place is named by where it is, so that a press on a list that is no longer right changes nothing.
    """
    if do == "safer":
        return guard.mended(text, told)
    what, _colon, place = do.partition(":")
    for finding in shown(report):
        if what == "fix" and place == f"{finding.start}:{finding.end}" and finding.kind != "combination":
            return with_safer(text, finding)
        for number, part in enumerate(finding.parts):
            if what == "part" and place == f"{part.start}:{part.end}":
                return with_part(text, finding, number)
    return text


def places_in(text: str, report: Report) -> list[tuple[int, int, int]]:
    """Return start, end and number of what is marked in `text`, in order. Overlapping places are marked once."""
    numbered = sorted(
        (one.start, one.end, n)
        for n, finding in enumerate(shown(report), start=1)
        if finding.kind != "unchecked"
        for one in (finding.parts or (finding,))
    )
    places: list[tuple[int, int, int]] = []
    for start, end, n in numbered:
        if end <= len(text) and (not places or places[-1][1] <= start):
            places.append((start, end, n))
    return places


def marked(text: str, report: Report) -> SafeString:
    """Return the text as HTML with each shown finding marked and numbered."""
    parts: list[SafeString] = []
    at = 0
    for start, end, n in places_in(text, report):
        parts += [format_html("{}", text[at:start]), format_html("<mark>{}<sup>{}</sup></mark>", text[start:end], n)]
        at = end
    return format_html_join("", "{}", ((part,) for part in [*parts, format_html("{}", text[at:])]))

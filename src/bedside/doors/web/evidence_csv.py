"""A page of figures as CSV: made of what the page shows and of nothing else, so that it hides what the page hides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from bedside.kit.spreadsheet import Value, as_csv

HEAD = ("part", "what", "people", "share_of_100", "low", "high", "words")
Line = Sequence[Value]
Context = Mapping[str, Any]


def download(lines: Iterable[Line]) -> HttpResponse:
    """Return the lines as a file. Its name tells nothing of what one read."""
    response = HttpResponse(as_csv(HEAD, lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="figures.csv"'
    return response


def condition_lines(context: Context) -> Iterator[Line]:
    """The lines of a condition's page, from what its template gets."""
    yield from _about(context["source_text"], context["built_text"])
    yield from _figures(context["caption"], context["rows"])
    if context["illness"]:
        part = _("Who keeps this illness in their record")
        yield _said(part, "", context["illness"]["lead"])
        yield from _rows(part, context["illness"]["rows"])


def treatment_lines(context: Context) -> Iterator[Line]:
    """The lines of a treatment's page, in the order of the page: harms before benefit."""
    yield from _about(context.get("source_text", ""), context.get("lead", ""))
    for flag in context["flags"]:
        yield _said(_("Know before you read on"), "", flag)
    yield from _harms(context.get("effects"))
    yield from _started(context.get("started"), context.get("waves"))
    yield from _figures(_("How long people keep taking it"), (context.get("staying") or {}).get("rows", ()))
    yield from _rows(_("Why people stopped"), (context.get("reasons") or {}).get("rows", ()))
    yield from _figures(_("How many said it helped"), [context["row"]])
    yield from _rows(_("How strong the effect was"), context.get("levels", ()))
    for table in context.get("scores") or ():
        yield from _scores(table)
    yield from _rows(_("What it asks of people"), (context.get("burden") or {}).get("rows", ()))
    for table in context.get("who", ()):
        yield from _figures(str(table["title"]), table["rows"])
    yield from _figures(_("This kind of medicine, first or later"), context.get("lines", ()))
    for one in context.get("compared", ()):
        yield from _compared(one)
    purposes = context.get("purposes") or {}
    yield from _rows(_("What else people take it for"), purposes.get("rows", ()))


def _about(*sentences: str) -> Iterator[Line]:
    for sentence in filter(None, sentences):
        yield _said(_("Whose figures"), "", sentence)


def _harms(effects: Context | None) -> Iterator[Line]:
    part = _("Unwanted effects")
    if effects:
        yield from _rows(part, [{"name": row["name"], "text": row["text"]} for row in effects["rows"]])
        yield from _rows(part, effects["levels"])
        for sentence in filter(None, (effects["severe_text"], effects["moderate_text"])):
            yield _said(part, "", sentence)


def _started(started: Context | None, waves: Context | None) -> Iterator[Line]:
    part = _("Who started, and what became of them")
    if started:
        yield _said(part, "", started["people_text"])
        yield _said(part, _("still take it"), started["on_text"])
        yield _said(part, _("stopped"), started["off_text"])
        yield _said(part, _("silent for 4 months or more"), started["silent_text"])
        yield _said(part, "", started["note"])
        yield from _rows(_("Answered when asked"), waves["rows"] if waves else ())


def _scores(table: Context) -> Iterator[Line]:
    """How scores of one questionnaire changed, never without the caution."""
    part = _("How scores changed")
    yield _said(part, table["title"], table["lead"])
    yield _said(part, table["title"], table["caution"])
    yield from _rows(part, table["rows"])


def _compared(one: Context) -> Iterator[Line]:
    """A comparison with who did not take it, never without what it cannot see."""
    part = _("Did it help more than waiting would have?")
    yield _said(part, one["title"], one["lead"])
    yield _said(part, one["title"], one["cannot_see"])
    for row in one["rows"]:
        yield _said(part, row["name"], f"{row['text']} ({row['range']})")


def _figures(part: str, rows: Iterable[Context]) -> Iterator[Line]:
    """Rows of `parts/evidence_row.html`."""
    for row in rows:
        numbers = [row.get(name) for name in ("people", "share", "low", "high")]
        yield [part, str(row["name"]), *numbers, row.get("share_text") or row["few_text"]]


def _rows(part: str, rows: Iterable[Context]) -> Iterator[Line]:
    """Rows of a name and words, some with a share."""
    for row in rows:
        yield [part, str(row["name"]), None, row.get("share"), None, None, str(row["text"])]


def _said(part: str, what: str, words: str) -> Line:
    return [part, what, None, None, None, None, words]

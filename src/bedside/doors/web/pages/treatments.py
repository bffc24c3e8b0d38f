"""What treatments did for people: conditions, treatments, and one's own answers."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.records import actions, queries
from bedside.areas.records.models import MEMBERS
from bedside.areas.records.queries import Block, Condition, OwnEvaluation, TreatmentFigures
from bedside.areas.records.words import slug
from bedside.doors.web import evidence_csv as as_file
from bedside.doors.web import evidence_measured as measured
from bedside.doors.web import evidence_more as more
from bedside.doors.web import evidence_parts as parts
from bedside.doors.web.access import anyone, confirmed
from bedside.doors.web.forms.people import blame
from bedside.doors.web.forms.treatments import EvaluateForm, answers_of
from bedside.doors.web.forms.words import answered
from bedside.doors.web.http import Request
from bedside.doors.web.paper import paper
from bedside.kit.errors import Refused
from bedside.policy.disclosure import TOO_FEW, Tier
from bedside.policy.evidence.comparing import MOST, side_by_side
from bedside.policy.evidence.flags import classes_of, flags_of

LONGEST_SEARCH = 200


@anyone
@require_GET
def treatments(request: Request) -> HttpResponse:
    """All conditions with figures, and what the viewer has said."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = queries.conditions(request.viewer, words)
    context = {
        "page_title": _("Treatments"),
        "lead": _("What people tried, whether it helped, and what it did besides."),
        "q": words,
        "conditions": [_condition_row(condition) for condition in found.conditions],
        "meant": _condition_row(found.meant) if found.meant else None,
        "own": [_own_row(own) for own in queries.own_evaluations(request.viewer)],
        "evaluate_url": reverse("evaluate") if request.viewer.signed_in else "",
    }
    return render(request, "pages/treatments.html", context)


def _condition_row(condition: Condition) -> dict[str, Any]:
    count = condition.treatments
    text = ngettext("%(n)d treatment", "%(n)d treatments", count) % {"n": count} if count else ""
    return {"url": reverse("condition", args=[condition.slug]), "name": _capital(condition.name), "text": text}


def _own_row(own: OwnEvaluation) -> dict[str, Any]:
    name = _("%(treatment)s, for %(purpose)s") % {"treatment": own.treatment, "purpose": own.purpose}
    return {"url": reverse("evaluation", args=[own.course_id]), "name": name}


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _chosen(request: Request, blocks: list[Block]) -> Block:
    """The block that is asked for; else the first with figures, members' own before imported ones."""
    wanted = request.GET.get("source", "")
    filled = [block for block in blocks if block.rows]
    return next((block for block in filled if block.source == wanted), filled[0] if filled else blocks[0])


@anyone
@require_GET
def condition(request: Request, name: str) -> HttpResponse:
    """The treatments people tried for one condition."""
    return render(request, "pages/condition.html", _condition(request, name))


@anyone
@require_GET
def condition_csv(request: Request, name: str) -> HttpResponse:
    """What that page shows, as a file."""
    return as_file.download(as_file.condition_lines(_condition(request, name)))


def _condition(request: Request, name: str) -> dict[str, Any]:
    figures = queries.condition(request.viewer, name)
    here = figures.condition
    blocks = [figures.members, *figures.external]
    block = _chosen(request, blocks)
    reference = parts.reference_of(block.rows)
    title = _("Treatments for %(name)s") % {"name": here.name}
    return {
        "page_title": title,
        "caption": title,
        "condition": {"name": here.name, "url": reverse("condition", args=[here.slug])},
        "rows": parts.block_rows(block, condition_slug=here.slug),
        "reference": reference,
        "reference_text": parts.reference_text(reference),
        "order_text": _("In order of how many told us. Not a ranking.") + " " + parts.apart_text(block.rows),
        "built_text": parts.built_text(block),
        "source_text": parts.source_text(block, demo=settings.CONFIG.demo) if block.rows else "",
        "sources": _tabs(request, blocks, current=block),
        "evaluate_url": _evaluate_url(purpose=here.name),
        "illness": more.illness(figures.illness),
        "compare_url": _compare_url(figures.members, here.slug),
        "csv_url": _csv_url(block, "condition_csv", here.slug),
        "paper": paper(request),
    }


def _csv_url(block: Block, route: str, *names: str) -> str:
    """Where the shown figures of a source are to be had as a file; "" where nothing is shown."""
    source = "" if block.source == MEMBERS else f"?source={block.source}"
    return reverse(route, args=names) + source if block.rows else ""


def _compare_url(block: Block, slug: str, *, chosen: str = "") -> str:
    """Where treatments stand side by side; "" where there are no two of which a share is shown."""
    known = [row.slug for row in block.rows if row.cell.figure.tier is not Tier.COUNT]
    if len(known) < 2:
        return ""
    return reverse("compare", args=[slug]) + (f"?t={chosen}" if chosen else "")


@anyone
@require_GET
def compare(request: Request, name: str) -> HttpResponse:
    """Two to four treatments for one condition side by side."""
    figures = queries.condition(request.viewer, name)
    here, cells = figures.condition, figures.members.cells
    asked = list(dict.fromkeys(slug(one[:LONGEST_SEARCH]) for one in request.GET.getlist("t")))
    names = {one: cells[one].treatment if one in cells else one.replace("-", " ").capitalize() for one in asked if one}
    is_ready = 2 <= len(names) <= MOST
    context = {
        "page_title": _("Treatments for %(name)s side by side") % {"name": here.name},
        "condition": {"name": here.name, "url": reverse("condition", args=[here.slug])},
        "choices": [
            {"value": row.slug, "name": row.cell.treatment, "chosen": row.slug in names} for row in figures.members.rows
        ],
        "problem": _("Choose two, three or four.") if len(names) > 1 and not is_ready else "",
        "built_text": parts.built_text(figures.members),
        "paper": paper(request),
        **(_side_by_side(figures.members, names) if is_ready else {}),
    }
    return render(request, "pages/compare.html", context)


def _side_by_side(block: Block, names: dict[str, str]) -> dict[str, Any]:
    cells = block.cells
    shown = {name: cells[one].figure if one in cells else TOO_FEW for one, name in names.items()}
    found = side_by_side(shown, flags={name: flags_of(name) for name in shown})
    off = block.alarms is None or not block.alarms.may_compare
    if off:
        found = replace(found, differences=(), alike=())
    sentences = [*found.sentences, *(more.sensitivity(shown, one.more, one.less) for one in found.differences)]
    if off:
        sentences.append(_("Comparisons are off. Read each column by itself."))
    return {
        "tables": more.beside({name: cells.get(one) for one, name in names.items()}),
        "sentences": sentences,
        "alarms": more.alarm_text(block),
    }


def _tabs(request: Request, blocks: list[Block], *, current: Block) -> list[dict[str, Any]]:
    """One tab for each source with figures; none when there is but one."""
    filled = [block for block in blocks if block.rows]
    if len(filled) < 2:
        return []
    return [
        {"url": f"{request.path}?source={block.source}", "name": block.label, "current": block is current}
        for block in filled
    ]


def _evaluate_url(*, purpose: str, treatment: str = "") -> str:
    from urllib.parse import urlencode

    said = {"purpose": purpose} | ({"treatment": treatment} if treatment else {})
    return f"{reverse('evaluate')}?{urlencode(said)}"


@anyone
@require_GET
def treatment(request: Request, name: str, treatment: str) -> HttpResponse:
    """One treatment for one condition. Unknown, and known to fewer than 11 people, are the same page."""
    figures = queries.treatment(request.viewer, name, treatment)
    own = _own(request, figures)
    mine = {"my_answer": _my_answer(own) if own else "", "evaluate_url": _answer_url(figures, own)}
    return render(request, "pages/treatment.html", _treatment(request, figures) | mine)


@anyone
@require_GET
def treatment_csv(request: Request, name: str, treatment: str) -> HttpResponse:
    """What that page shows to everybody, as a file."""
    figures = queries.treatment(request.viewer, name, treatment)
    return as_file.download(as_file.treatment_lines(_treatment(request, figures)))


def _treatment(request: Request, figures: TreatmentFigures) -> dict[str, Any]:
    block = _chosen(request, [figures.members, *figures.external])
    here = figures.condition
    return {
        "page_title": _("%(treatment)s, for %(condition)s") % {"treatment": figures.name, "condition": here.name},
        "condition": {"name": here.name, "url": reverse("condition", args=[here.slug])},
        "flags": parts.flag_sentences(figures.name),
        "csv_url": _csv_url(block, "treatment_csv", here.slug, figures.slug),
        "paper": paper(request),
        **(_figures(figures, block) if block.rows else _nothing(figures)),
    }


def _figures(figures: TreatmentFigures, block: Block) -> dict[str, Any]:
    cell = block.rows[0].cell
    reference = parts.reference_of(block.rows)
    others = [other for other in (figures.members, *figures.external) if other.rows and other is not block]
    where = figures.condition.slug
    return {
        "lead": parts.built_text(block),
        "source_text": parts.source_text(block, demo=settings.CONFIG.demo),
        "effects": parts.unwanted_effects(cell),
        "levels": parts.effect_rows(cell),
        "started": parts.headline(cell),
        "tier": "share" if cell.figure.share else "count",
        "headline": cell.figure.in_people,
        "message": cell.figure.message,
        "row": parts.evidence_row(cell.treatment, cell.figure, flags=False),
        "others": parts.beside(figures.around[block.source], condition_slug=where, but=figures.slug),
        "reference": reference,
        "reference_text": parts.reference_text(reference),
        "method": [*parts.method(block), *more.alarm_text(block), *measured.method(cell)],
        **_lower(figures, block),
        "external": [{"url": parts.treatment_url(where, figures.slug, o.source), "name": o.label} for o in others],
    }


def _lower(figures: TreatmentFigures, block: Block) -> dict[str, Any]:
    """The parts of the page that only members' own figures have."""
    if block is not figures.members:
        return {}
    cell = block.rows[0].cell
    around = figures.around[block.source]
    return {
        "waves": more.waves(cell),
        "staying": more.staying(cell),
        "reasons": more.reasons(cell),
        "burden": more.burden(cell),
        "who": more.who(cell),
        "lines": more.lines(figures, sorted(classes_of(figures.name))),
        "scores": measured.changes(cell),
        "compared": measured.compared(cell, block),
        "comparison": measured.without(cell, block),
        "compare_url": _compare_url(around, figures.condition.slug, chosen=figures.slug),
        "purposes": more.purposes(figures),
    }


def _nothing(figures: TreatmentFigures) -> dict[str, Any]:
    row = parts.evidence_row(figures.name, TOO_FEW, flags=False)
    return {"tier": "none", "headline": TOO_FEW.in_people, "message": TOO_FEW.message, "row": row, "others": []}


def _own(request: Request, figures: TreatmentFigures) -> OwnEvaluation | None:
    place = figures.condition.slug, figures.slug
    return next(
        (own for own in queries.own_evaluations(request.viewer) if (own.purpose_slug, own.treatment_slug) == place),
        None,
    )


def _my_answer(own: OwnEvaluation) -> str:
    if own.effect is None:
        return _("You told us that you can't tell whether it helped.")
    words = [
        _("You told us that it had no effect."),
        _("You told us that it had a slight effect."),
        _("You told us that it had a moderate effect."),
        _("You told us that it had a considerable effect."),
        _("You told us that it had a very strong effect."),
    ]
    return words[own.effect]


def _answer_url(figures: TreatmentFigures, own: OwnEvaluation | None) -> str:
    if own:
        return reverse("evaluation", args=[own.course_id])
    return _evaluate_url(purpose=figures.condition.name, treatment=figures.name)


@confirmed
@require_http_methods(["GET", "POST"])
def evaluate(request: Request) -> HttpResponse:
    """Say what a treatment did."""
    asked = {name: request.GET.get(name, "")[:LONGEST_SEARCH] for name in ("treatment", "purpose")}
    helped = answered(request, EvaluateForm)
    if helped:
        return _form_page(request, helped, title=_("How did a treatment go for you?"))
    form = EvaluateForm(request.POST) if request.method == "POST" else EvaluateForm(initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_evaluation(by=request.viewer, wish=form.wish())
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Thank you. Your answers are kept."))
            return redirect("treatments")
    return _form_page(request, form, title=_("How did a treatment go for you?"))


@confirmed
@require_http_methods(["GET", "POST"])
def evaluation(request: Request, course_id: int) -> HttpResponse:
    """Change what one has said."""
    own = queries.own_evaluation(request.viewer, course_id)
    delete = reverse("evaluation_withdraw", args=[course_id])
    helped = answered(request, EvaluateForm)
    if helped:
        return _form_page(request, helped, title=_("Change your answers"), withdraw_url=delete)
    form = EvaluateForm(request.POST) if request.method == "POST" else EvaluateForm(initial=answers_of(own))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(by=request.viewer, course_id=course_id, wish=form.wish())
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Your answers are changed."))
            return redirect("treatments")
    return _form_page(request, form, title=_("Change your answers"), withdraw_url=delete)


def _form_page(request: Request, form: EvaluateForm, *, title: str, withdraw_url: str = "") -> HttpResponse:
    context = {
        "page_title": title,
        "form": form,
        "button": _("Keep my answers"),
        "cancel_url": reverse("treatments"),
        "withdraw_url": withdraw_url,
        "why_title": _("Who sees this?"),
        "why_text": _("Only you. Figures are made of answers that may be counted, and never of fewer than 11 people."),
    }
    return render(request, "pages/evaluate.html", context, status=422 if form.errors else 200)


@confirmed
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, course_id: int) -> HttpResponse:
    """Take back what one has said about a treatment."""
    own = queries.own_evaluation(request.viewer, course_id)
    if request.method == "POST":
        actions.withdraw(by=request.viewer, course_id=course_id)
        messages.success(request, _("Your answers are deleted."))
        return redirect("treatments")
    context = {
        "page_title": _("Delete your answers about %(name)s?") % {"name": own.treatment},
        "lead": _("They are gone at once and cannot be brought back. Figures follow within 30 days."),
        "button": _("Delete my answers"),
        "danger": True,
        "cancel_url": reverse("evaluation", args=[course_id]),
        "cancel": _("Keep them"),
    }
    return render(request, "pages/evaluate.html", context)


urlpatterns = [
    path("treatments/", treatments, name="treatments"),
    path("treatments/evaluate/", evaluate, name="evaluate"),
    path("treatments/evaluate/<int:course_id>/", evaluation, name="evaluation"),
    path("treatments/evaluate/<int:course_id>/withdraw/", withdraw, name="evaluation_withdraw"),
    path("treatments/<str:name>/figures.csv", condition_csv, name="condition_csv"),
    path("treatments/<str:name>/<str:treatment>/figures.csv", treatment_csv, name="treatment_csv"),
    path("treatments/<str:name>/", condition, name="condition"),
    path("treatments/<str:name>/compare/", compare, name="compare"),
    path("treatments/<str:name>/<str:treatment>/", treatment, name="treatment"),
]

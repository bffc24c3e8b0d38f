"""One's own illnesses: the list, one of them with what was said before, adding, putting right, deleting."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.records import actions, queries
from bedside.areas.records.errors import MaybeSame
from bedside.doors.web import illness_parts as parts
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.conditions import STATUS, ConditionForm, filled
from bedside.doors.web.forms.people import blame, blame_with_way
from bedside.doors.web.forms.words import answered
from bedside.doors.web.http import Request
from bedside.doors.web.record_file_parts import hung_on
from bedside.doors.web.sharing_parts import seen_by
from bedside.kit.errors import Refused
from bedside.policy.conditions import is_counted


@confirmed
@require_GET
def record_conditions(request: Request) -> HttpResponse:
    """All of them, by how they stand."""
    mine = queries.own_conditions(request.viewer)
    true = [one for one in mine if is_counted(one.illness.confidence)]
    groups = [(str(name), [one for one in true if one.illness.status == status]) for status, name in STATUS]
    groups.append((_("Ruled out"), [one for one in mine if one not in true]))
    context = {
        "page_title": _("What you have"),
        "groups": [{"name": name, "rows": [parts.listed(one) for one in group]} for name, group in groups if group],
    }
    return render(request, "pages/record_conditions.html", context)


@confirmed
@require_GET
def record_condition(request: Request, condition_id: int) -> HttpResponse:
    """One of them, and what was said of it before."""
    own = queries.own_condition(request.viewer, condition_id)
    earlier = queries.earlier_conditions(request.viewer, condition_id)
    context = {
        "page_title": own.illness.text,
        "rows": parts.rows(own.illness),
        "primary": own.illness.primary,
        "counted": is_counted(own.illness.confidence),
        "id": condition_id,
        "hung": hung_on(request.viewer, "conditions", condition_id),
        "versions": [{"at": one.kept_at, "name": one.illness.text, "rows": parts.rows(one.illness)} for one in earlier],
    }
    return render(request, "pages/record_condition.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def record_condition_add(request: Request) -> HttpResponse:
    """Keep an illness; ask whether it is the same one where one like it is kept."""
    helped = answered(request, ConditionForm)
    form = helped or ConditionForm(request.POST if request.method == "POST" else None)
    context = {"page_title": _("Add a condition"), "cancel_url": reverse("record_conditions")}
    if not helped and request.method == "POST" and form.is_valid():
        try:
            kept = actions.add_condition(
                by=request.viewer, illness=form.illness(), another=form.cleaned_data["another"]
            )
        except MaybeSame as same:
            form.ask_another()
            form.add_error("another", same.what)
            context["same"] = [parts.listed(queries.own_condition(request.viewer, one)) for one in same.ids]
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            return _kept(request, kept)
    return _form(request, form, context)


@confirmed
@require_http_methods(["GET", "POST"])
def record_condition_change(request: Request, condition_id: int) -> HttpResponse:
    """Put an illness right. What was said before stays for its owner."""
    own = queries.own_condition(request.viewer, condition_id)
    helped = answered(request, ConditionForm)
    form = helped or (
        ConditionForm(request.POST) if request.method == "POST" else ConditionForm(initial=filled(own.illness))
    )
    if not helped and request.method == "POST" and form.is_valid():
        try:
            actions.change_condition(by=request.viewer, condition_id=condition_id, illness=form.illness())
        except Refused as refused:
            blame(form, refused)
        else:
            return _kept(request, condition_id)
    cancel = reverse("record_condition", args=[condition_id])
    context = {"page_title": _("Change what you said"), "cancel_url": cancel, "all_open": True, "share": own.share}
    return _form(request, form, context)


def _form(request: Request, form: ConditionForm, context: dict[str, Any]) -> HttpResponse:
    first = [form[name] for name in form.main]
    more = [field for field in form.visible_fields() if field.name not in (*form.main, "another")]
    context |= {
        "form": form,
        "first": first,
        "more": more,
        "more_title": _("Since when, how bad, which side"),
        "more_open": context.get("all_open") or any(field.errors or field.name in form.data for field in more),
        "last": [form["another"]] if context.get("same") else [],
        "button": _("Keep it"),
        "seen_by": seen_by(request.viewer, "conditions", context.get("share")),
    }
    return render(request, "pages/record_form.html", context, status=422 if form.errors else 200)


def _kept(request: Request, condition_id: int) -> HttpResponse:
    undo = reverse("record_condition_undo", args=[condition_id])
    messages.success(request, _("Kept. You can undo it for 30 seconds."), extra_tags=f"undo:{undo}")
    return redirect("record_condition", condition_id)


@confirmed
@require_POST
def record_condition_undo(request: Request, condition_id: int) -> HttpResponse:
    """Take back a slip of the finger."""
    stands = actions.undo_condition(by=request.viewer, condition_id=condition_id)
    messages.success(request, _("Undone."))
    return redirect("record_condition", condition_id) if stands else redirect("record_conditions")


@confirmed
@require_http_methods(["GET", "POST"])
def record_condition_delete(request: Request, condition_id: int) -> HttpResponse:
    """Delete an illness with all that was said of it."""
    own = queries.own_condition(request.viewer, condition_id)
    if request.method == "POST":
        actions.delete_condition(by=request.viewer, condition_id=condition_id)
        messages.success(request, _("Deleted, with all that you had said of it."))
        return redirect("record_conditions")
    context = {
        "page_title": _("Delete “%(name)s” from your record?") % {"name": own.illness.text},
        "lead": _("It goes at once, also what you said of it before. It cannot be brought back."),
        "button": _("Delete it"),
        "danger": True,
        "cancel_url": reverse("record_condition", args=[condition_id]),
        "cancel": _("Keep it"),
    }
    return render(request, "pages/question.html", context)


urlpatterns = [
    path("record/conditions/", record_conditions, name="record_conditions"),
    path("record/conditions/add/", record_condition_add, name="record_condition_add"),
    path("record/conditions/<int:condition_id>/", record_condition, name="record_condition"),
    path("record/conditions/<int:condition_id>/change/", record_condition_change, name="record_condition_change"),
    path("record/conditions/<int:condition_id>/undo/", record_condition_undo, name="record_condition_undo"),
    path("record/conditions/<int:condition_id>/delete/", record_condition_delete, name="record_condition_delete"),
]

"""The page on which a member lets one use be made of what she keeps: the press is the consent."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bedside.areas.records.actions.research import let_use
from bedside.areas.records.queries.sharing import own_grants
from bedside.doors.web.forms.people import blame_with_way, tried
from bedside.doors.web.http import Request
from bedside.doors.web.sharing_parts import kinds_text
from bedside.policy import sharing as rules


def consent_page(request: Request, form: Form, *, audience: str, title: str, **more: Any) -> HttpResponse:
    """Show what is agreed to, or keep the grant for the ticked kinds. `more` is for pages/record_share.html."""

    def agree() -> None:
        let_use(by=request.viewer, audience=audience, kinds=form.cleaned_data["kinds"])

    if request.method == "POST" and tried(form, agree, tell=blame_with_way):
        messages.success(request, _("Kept. You can stop it here with one press."))
        return redirect("record_sharing")
    context = {"page_title": title, "form": form, "statements": rules.statements(audience), "counting": True}
    context |= {"before": _before(request, audience)} | more
    return render(request, "pages/record_share.html", context, status=422 if form.errors else 200)


def _before(request: Request, audience: str) -> str:
    """Return what runs already in words, and that the next choice takes its place; "" where nothing does."""
    running = [one for one in own_grants(request.viewer) if one.audience == audience and not one.items]
    words = _("Used now: %(kinds)s. What you choose here takes its place, so tick all that you want.")
    return words % {"kinds": kinds_text(running[-1].kinds)} if running else ""

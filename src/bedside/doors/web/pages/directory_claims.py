"""Claiming a listed entry, and the desk of who looks after the list."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.directory import actions, queries
from bedside.areas.directory.queries import OwnClaim, Waiting
from bedside.doors.web.access import confirmed, signed_in, staff
from bedside.doors.web.entry_rows import entry, when_looked, where_to_put
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere
from bedside.policy.directory.networks import networks
from bedside.policy.directory.proving import CODE_LIVES

RIGHT = "look after the directory"


@confirmed
@require_http_methods(["GET", "POST"])
def claim(request: Request, listing: int) -> HttpResponse:
    """Get a code for an entry, and say that it stands on the page there."""
    if request.method == "POST":
        return _pressed(request, listing)
    own = queries.own_claim(request.viewer, listing)
    row, item = (own.claim.listing, own.item) if own else queries.listing(request.viewer, listing)
    if own is None and row.owner_id is not None:
        raise NotHere
    network = networks()[row.network]
    context = {
        "page_title": _("Claim your entry"),
        "entry": entry(item),
        "elsewhere": item.elsewhere[0],
        "where": where_to_put(network),
        "looking": when_looked(network),
        "code": own.claim.code if own and own.state != "over" else "",
        "state": own.state if own else "",
        "not_found": bool(own and own.claim.looked_at and own.state == "waiting"),
        "until": own.claim.expires_at if own else None,
        "days": CODE_LIVES.days,
        "is_clinician": request.viewer.kind == "clinician",
        "back_url": reverse("listed", args=[row.id]) if own is None else reverse("directory"),
        "here": reverse("listed_claim", args=[row.id]),
    }
    return render(request, "pages/listed_claim.html", context)


def _pressed(request: Request, listing: int) -> HttpResponse:
    pressed = request.POST.get("do", "begin")
    if pressed == "look":
        actions.say_it_stands(by=request.viewer, listing_id=listing)
        messages.success(request, _("Thank you. You get a notice once somebody or the site has looked."))
    elif pressed == "withdraw":
        actions.withdraw(by=request.viewer, listing_id=listing)
        messages.success(request, _("You took your claim back."))
        return redirect("directory")
    else:
        actions.claim(by=request.viewer, listing_id=listing)
    return redirect("listed_claim", listing)


@signed_in
@require_GET
def own(request: Request) -> HttpResponse:
    """The listed entries that one has shown to be one's own."""
    found = queries.own_listings(request.viewer)
    context = {
        "page_title": _("Your pages elsewhere"),
        "entries": [entry(item) | {"url": "", "why": ""} for item in found],
        "claims": [_own_claim(one) for one in queries.own_claims(request.viewer)],
        "checked": request.viewer.level in ("V3", "V4"),
    }
    return render(request, "pages/own_listings.html", context)


def _own_claim(one: OwnClaim) -> dict[str, str]:
    if one.state == "looking":
        value = when_looked(networks()[one.claim.listing.network])
    elif one.claim.looked_at is not None:
        value = _("We did not find the code. You can try again.")
    else:
        value = _("Waits for you to put the code there.")
    url = reverse("listed_claim", args=[one.claim.listing_id])
    return {"name": one.item.name, "value": value, "url": url, "action": _("Open")}


@staff(RIGHT)
@require_GET
def desk(request: Request) -> HttpResponse:
    """Codes for a person to look at, and who asked to be taken out."""
    context = {
        "page_title": _("The list of clinicians"),
        "claims": [_waiting(one, "directory_desk_claim") for one in queries.waiting_claims(request.viewer)],
        "outs": [_waiting(one, "directory_desk_out") for one in queries.asked_out(request.viewer)],
    }
    return render(request, "pages/directory_desk.html", context)


def _waiting(one: Waiting, route: str) -> dict[str, Any]:
    elsewhere = one.item.elsewhere[0]
    return {
        "name": one.item.name,
        "network": elsewhere.network,
        "handle": elsewhere.handle,
        "page": elsewhere.url,
        "code": one.code,
        "since": one.since,
        "by": one.handle,
        "url": reverse(route, args=[one.id]),
    }


@staff(RIGHT)
@require_POST
def desk_claim(request: Request, claim: int) -> HttpResponse:
    """Say whether a code stands on a page."""
    seen = request.POST.get("answer") == "seen"
    actions.confirm_claim(by=request.viewer, claim_id=claim, seen=seen)
    messages.success(request, _("Done. The entry is theirs.") if seen else _("Done. They can try again."))
    return redirect("directory_desk")


@staff(RIGHT)
@require_POST
def desk_out(request: Request, listing: int) -> HttpResponse:
    """Take an entry out for good, or show it again."""
    act = actions.put_back if request.POST.get("answer") == "back" else actions.take_out
    act(by=request.viewer, listing_id=listing)
    messages.success(request, _("Done."))
    return redirect("directory_desk")


urlpatterns = [
    path("directory/listed/<int:listing>/claim/", claim, name="listed_claim"),
    path("directory/yours/", own, name="own_listings"),
    path("directory/desk/", desk, name="directory_desk"),
    path("directory/desk/claims/<int:claim>/", desk_claim, name="directory_desk_claim"),
    path("directory/desk/outs/<int:listing>/", desk_out, name="directory_desk_out"),
]

"""Who may call a view: each view carries exactly one of these declarations, and a test looks for it.

`anyone` : also visitors; `signed_in` : a persona; `confirmed` : a persona whose mail address is confirmed;
`reviewers` : who has a desk of claims to review; `desks` : who looks at reports, for the site or for a space;
`staff("right")` : a right of `policy.permissions` held site-wide. For who lacks the right, a staff page does not exist.
Whose role sleeps until there is a second lock is sent to set one up.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bedside.areas.credentials.queries.reviewing import has_desk, is_reviewing_staff
from bedside.areas.moderation.queries import works_here
from bedside.areas.people.rights import LOCK_FIRST
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere
from bedside.policy import permissions

View = Callable[..., HttpResponseBase]


def _declared(view: View, declaration: str) -> View:
    view.access = declaration  # type: ignore[attr-defined]
    return view


def anyone(view: View) -> View:
    """Open to all, also without an account."""
    return _declared(view, "anyone")


def to_sign_in(request: Request) -> HttpResponseBase:
    """Send a visitor to sign in, and back to where they were if that was a page they can simply open again."""
    come_back = f"?next={quote(request.get_full_path())}" if request.method == "GET" else ""
    return redirect(reverse("signin") + come_back)


def signed_in(view: View) -> View:
    """For any persona; visitors are sent to sign in."""

    @wraps(view)
    def checked(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.viewer.signed_in else to_sign_in(request)

    return _declared(checked, "signed_in")


def confirmed(view: View) -> View:
    """For personas whose mail address is confirmed; the others are told what to do first."""

    @wraps(view)
    def checked(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.viewer.signed_in:
            return to_sign_in(request)
        if not request.viewer.confirmed:
            messages.info(request, "Confirm your mail address first. Then you can write and join.")
            return redirect("confirm_mail")
        return view(request, *args, **kwargs)

    return _declared(checked, "confirmed")


def reviewers(view: View) -> View:
    """For drawn reviewers and staff who review; for everybody else the page does not exist."""

    @wraps(view)
    def checked(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asleep = request.viewer.confirmed and permissions.may("review claims", roles=request.viewer.waiting)
        if asleep and not has_desk(request.viewer):
            messages.info(request, LOCK_FIRST)
            return redirect("mfa_index")
        if not (is_reviewing_staff(request.viewer) or has_desk(request.viewer)):
            raise NotHere
        return view(request, *args, **kwargs)

    return _declared(checked, "reviewers")


def desks(view: View) -> View:
    """For who looks at reports: moderators of the site and stewards of a space; for others the page does not exist."""

    @wraps(view)
    def checked(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asleep = request.viewer.confirmed and permissions.may("look at reports", roles=request.viewer.waiting)
        has_desk = works_here(request.viewer)
        if asleep and not has_desk:
            messages.info(request, LOCK_FIRST)
            return redirect("mfa_index")
        if not has_desk:
            raise NotHere
        return view(request, *args, **kwargs)

    return _declared(checked, "desks")


def staff(right: str) -> Callable[[View], View]:
    """For accounts with `right`; for everybody else the page does not exist."""

    def declare(view: View) -> View:
        @wraps(view)
        def checked(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.viewer.confirmed and permissions.may(right, roles=request.viewer.waiting):
                messages.info(request, LOCK_FIRST)
                return redirect("mfa_index")
            if not (request.viewer.confirmed and permissions.may(right, roles=request.viewer.staff)):
                raise NotHere
            return view(request, *args, **kwargs)

        return _declared(checked, f"staff: {right}")

    return declare

"""Sign-up, one question a page, and the confirmation of the mail address.

Answers are kept in the browser's session, which is sealed on the server, so that going back loses nothing. The month
and year of birth are not kept: only that they were asked, or that this browser was told to come back later; and of who
is under 18, the month in which that ends.
"""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.people import actions, queries
from bedside.areas.people.actions import limits
from bedside.areas.people.errors import WrongPassword
from bedside.doors.web.access import anyone
from bedside.doors.web.forms.people import AgeForm, ConfirmForm, NameForm, PurposeForm, WayInForm, blame
from bedside.doors.web.http import Request
from bedside.doors.web.limited import limited
from bedside.doors.web.pages.signin import let_in
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.policy.consents import teens
from bedside.policy.limits import FORM, LINK, SEND_AGAIN, SIGN_UP
from bedside.policy.personas import ASK_FIRST

ANSWERS, PENDING, TOO_YOUNG = "signup", "signup_pending", "too_young"
FORMS: dict[int, type[forms.Form]] = {1: AgeForm, 2: PurposeForm, 3: NameForm, 4: WayInForm}
NEEDS = {2: ("asked",), 3: ("asked", "kind"), 4: ("asked", "kind", "name", "handle")}


@anyone
@require_GET
def signup(request: Request) -> HttpResponse:
    """The door to sign-up: on to the first question, or home for who has an account."""
    return redirect("home") if request.viewer.signed_in else redirect("signup_step", 1)


@anyone
@limited(FORM)
@require_http_methods(["GET", "POST"])
def signup_step(request: Request, step: int) -> HttpResponse:
    """One question of sign-up."""
    if request.viewer.signed_in:
        return redirect("home")
    if request.session.get(TOO_YOUNG):
        return _too_young(request)
    answers: dict[str, Any] = request.session.get(ANSWERS, {})
    if step not in FORMS or any(name not in answers for name in NEEDS.get(step, ())):
        return redirect("signup_step", 1)
    form = FORMS[step](request.POST) if request.method == "POST" else FORMS[step](initial=_initial(request, step))
    if request.method == "POST" and form.is_valid():
        try:
            return TAKEN[step](request, form, answers)
        except Refused as refused:
            if step == 4 and refused.field in ("name", "handle"):
                messages.error(request, refused.what)
                return redirect("signup_step", 3)
            blame(form, refused)
    return _question(request, step, form)


def _initial(request: Request, step: int) -> dict[str, Any]:
    answers = dict(request.session.get(ANSWERS, {}))
    if step == 3 and "name" not in answers and answers.get("kind") in ASK_FIRST - {"personal"}:
        for name, handle in queries.proposals(count=1):
            answers |= {"name": name, "handle": handle}
    return answers


def _question(request: Request, step: int, form: forms.Form) -> HttpResponse:
    words = {
        1: {
            "page_title": _("When were you born?"),
            "lead": _("Month and year are enough. We ask everybody. We keep it only until you are 18."),
        },
        2: {"page_title": _("What brings you here?"), "big": True},
        3: {
            "page_title": _("How should others see you?"),
            "lead": _("You need not give your real name. We made one up for you: change it as you like."),
            "why_title": _("Should I use my real name?"),
            "why_text": _("In public, a made-up name keeps your illness apart from the rest of your life."),
        },
        4: {
            "page_title": _("How will you log in?"),
            "lead": _("We send a mail to this address. You can add a passkey later."),
        },
    }[step]
    answers = request.session.get(ANSWERS, {})
    if step == 3 and answers.get("kind") not in ASK_FIRST - {"personal"}:
        words["lead"] = _("Others see this name beside what you write.")
    context = words | {
        "form": form,
        "button": _("Make the account") if step == 4 else _("Go on"),
        "step_text": _("Question %(step)d of 4") % {"step": step},
        "back_url": reverse("signup_step", args=[step - 1]) if step > 1 else reverse("home"),
        "kept_text": _("Your earlier answers are kept.") if step > 1 else "",
    }
    return render(request, "pages/signup.html", context, status=422 if form.errors else 200)


def _least_age() -> int:
    return max(settings.CONFIG.min_age, teens.LEAST)


def _too_young(request: Request) -> HttpResponse:
    context = {
        "page_title": _("Come back later"),
        "text": _("You need to be a little older to have an account here: %(age)d.") % {"age": _least_age()},
        "paragraphs": [
            _("You can read the public pages. If you are ill or worried, talk to somebody you trust."),
            _("A parent, a school nurse or your doctor can help you find people of your age."),
        ],
        "url": reverse("home"),
        "action": _("Back to the first page"),
    }
    return render(request, "pages/message.html", context)


def _keep(request: Request, **answers: Any) -> None:
    request.session[ANSWERS] = request.session.get(ANSWERS, {}) | answers


def _take_age(request: Request, form: AgeForm, answers: dict[str, Any]) -> HttpResponse:
    if form.whole_years() < _least_age():
        request.session.pop(ANSWERS, None)
        request.session[TOO_YOUNG] = True
        return redirect("signup_step", 1)
    grown = form.grown_on()
    teen = teens.is_teen(grown, today=now().date())
    _keep(request, asked=True, **({"grown": grown.isoformat()} if teen else {}))
    return redirect("signup_step", 2)


def _take_purpose(request: Request, form: PurposeForm, answers: dict[str, Any]) -> HttpResponse:
    _keep(request, kind=form.cleaned_data["kind"])
    return redirect("signup_step", 3)


def _take_name(request: Request, form: NameForm, answers: dict[str, Any]) -> HttpResponse:
    name, handle = queries.free_name(name=form.cleaned_data["name"], handle=form.cleaned_data["handle"])
    _keep(request, name=name, handle=handle)
    return redirect("signup_step", 4)


def _take_way_in(request: Request, form: WayInForm, answers: dict[str, Any]) -> HttpResponse:
    standing = limits.require(SIGN_UP, value=request.network)
    chosen = {name: answers[name] for name in ("kind", "name", "handle")}
    chosen["grown"] = date.fromisoformat(answers["grown"]) if answers.get("grown") else None
    try:
        pending = actions.sign_up(mail=form.cleaned_data["mail"], password=form.cleaned_data["password"], **chosen)
    except Refused:
        limits.give_back(standing)  # a slip in the form made no account
        raise
    request.session.pop(ANSWERS, None)
    request.session[PENDING] = {"mail": pending.mail, "account_id": pending.account_id}
    return redirect("confirm_mail")


TAKEN: dict[int, Any] = {1: _take_age, 2: _take_purpose, 3: _take_name, 4: _take_way_in}


@anyone
@limited(SEND_AGAIN)
@require_http_methods(["GET", "POST"])
def confirm_mail(request: Request) -> HttpResponse:
    """The page that says to look into one's mail; a press sends the mail again. The same for every address."""
    kept = request.session.get(PENDING)
    if kept is None and (not request.viewer.signed_in or request.viewer.confirmed):
        return redirect("home" if request.viewer.signed_in else "signin")
    if request.method == "POST":
        if request.viewer.signed_in:
            actions.ask_confirmation(by=request.viewer)
        else:
            actions.send_again(pending=actions.Pending(**kept))
        messages.success(request, _("We sent it again. We send at most three mails a day."))
        return redirect("confirm_mail")
    context = {
        "page_title": _("Check your mail"),
        "text": _("We sent you a mail. Open the link in it, in this browser if you can."),
        "paragraphs": [
            _("It can take a few minutes. Look into the folder for unwanted mail too."),
            _("Nothing came? Then the address may have a slip in it. You can start again."),
        ],
        "post_here": True,
        "button": _("Send the mail again"),
        "cancel_url": reverse("demo_post_box") if settings.CONFIG.demo else reverse("signup"),
        "cancel": _("Open the post box of this demo") if settings.CONFIG.demo else _("Start again"),
    }
    return render(request, "pages/message.html", context)


@anyone
@limited(LINK)
@require_http_methods(["GET", "POST"])
def confirm_link(request: Request, token: str) -> HttpResponse:
    """The link in the mail: one press here confirms and logs in; in another browser it takes the password.

    Opening it does nothing by itself, because programs that check mails open links too.
    """
    kept = request.session.get(PENDING) or {}
    same_browser = kept.get("account_id", 0) if kept.get("mail") == "confirm" else 0
    if request.method == "GET":
        known = queries.confirms_at_once(token=token, account_id=same_browser)
        return _ask_to_confirm(request, ConfirmForm(), known=known)
    form = ConfirmForm(request.POST if "password" in request.POST else None)
    typed = form.cleaned_data["password"] if form.is_valid() else ""
    try:
        account = actions.confirm(token=token, same_browser=same_browser, password=typed)
    except WrongPassword as refused:
        # Also when this browser signed up for another account than the link is for: then the password is asked.
        if typed:
            blame(form, refused)
        return _ask_to_confirm(request, form, known=False)
    request.session.pop(PENDING, None)
    messages.success(request, _("Your mail address is confirmed."))
    return let_in(request, account)


def _ask_to_confirm(request: Request, form: ConfirmForm, *, known: bool) -> HttpResponse:
    title = _("Confirm your mail address")
    if known:
        context = {
            "page_title": title,
            "text": _("One press, and your account is ready."),
            "post_here": True,
            "button": _("Confirm and log in"),
        }
        return render(request, "pages/message.html", context)
    context = {
        "page_title": title,
        "lead": _("Type the password that you chose for your account. If you did not sign up here, close this page."),
        "form": form,
        "button": _("Confirm and log in"),
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("sign-up/", signup, name="signup"),
    path("sign-up/<int:step>/", signup_step, name="signup_step"),
    path("confirm/", confirm_mail, name="confirm_mail"),
    path("confirm/<str:token>/", confirm_link, name="confirm_link"),
]

"""One's own verification: where it stands, what comes next, and the forms that move it on."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.credentials import queries
from bedside.areas.credentials.actions import claiming, mailing
from bedside.areas.credentials.models import Claim
from bedside.areas.credentials.queries import Standing
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.verification import BeginForm, CodeForm, StudentForm, WordsForm, WorkMailForm
from bedside.doors.web.http import Request
from bedside.doors.web.verification_words import LEVELS, said_of
from bedside.kit.errors import NotHere, Refused
from bedside.policy.registers import REGISTERS
from bedside.policy.verification.claims import SUSPENSIONS

Row = dict[str, Any]
Act = Callable[[Any], object]

# The ways to show that one is who one claims to be: route, what it is, how it goes, whether students have it.
PROOFS: Final[list[tuple[str, object, object, bool]]] = [
    (
        "verification_mail",
        _lazy("A code to your work address"),
        _lazy("If your employer is on our list. Takes a minute."),
        False,
    ),
    (
        "verification_documents",
        _lazy("Photos of your papers"),
        _lazy("Two reviewers look at them, and then they are destroyed. Takes some days."),
        True,
    ),
    (
        "verification_callback",
        _lazy("A call to your number in the register"),
        _lazy("A reviewer calls it, and you read out a code. Takes some days."),
        False,
    ),
]
TOLD: Final = ("refused", "proving", "revoked")  # where words of staff stand on the page
NAMED: Final = ("family", "given", "profession", "specialty", "employer")


@confirmed
@require_GET
def verification(request: Request) -> HttpResponse:
    """Where the viewer's verification stands. Personas that can't be verified are told what it is for."""
    if not queries.may_be_verified(request.viewer):
        return _for_others(request)
    standing = queries.standing_of(request.viewer)
    context = {
        "page_title": _("Your verification"),
        "standing": standing,
        "holds": _holds(standing),
        "rows": _rows(standing),
        "proofs": _proofs(standing),
        "renews": _may_renew(standing),
        "may_begin": _may_begin(standing),
        "may_vouch": request.viewer.kind == "clinician" and not _by_a_register(standing),
        "code_url": reverse("verification_code") if standing.code_at else "",
    }
    if standing.claim is not None:
        reason = standing.measure.reason if standing.measure is not None else ""
        told = _told_of(standing)
        over = told.state in ("granted", "due") and not standing.live
        context["said"] = said_of(told, suspended=SUSPENSIONS.get(reason, ""), over=over)
        context["note"] = standing.claim.words("note_sealed") if standing.claim.state in TOLD else ""
    return render(request, "pages/verification.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def verification_begin(request: Request) -> HttpResponse:
    """Say who one is; the register answers at once."""
    student = request.viewer.kind == "student"
    if request.method == "GET":
        if not _may_begin(queries.standing_of(request.viewer)):
            return redirect("verification")
        form: Any = StudentForm() if student else BeginForm(initial={"register": "us_npi"})
    else:
        form = StudentForm(request.POST) if student else BeginForm(request.POST)
    lead = _("Only reviewers read this, until you are verified. Then your badge shows what was checked.")
    return _question(
        request,
        form,
        title=_("Who are you?"),
        lead=lead,
        button=_("Ask the register") if not student else _("Go on"),
        act=lambda form: claiming.begin(by=request.viewer, told=form.told),
    )


@confirmed
@require_http_methods(["GET", "POST"])
def verification_mail(request: Request) -> HttpResponse:
    """Have a code mailed to a work address."""
    claim = _open(request)
    form = WorkMailForm(request.POST if request.method == "POST" else None)
    return _question(
        request,
        form,
        title=_("A code to your work address"),
        lead=_("We mail you six figures. The mail does not say what they are for."),
        button=_("Send the code"),
        act=lambda form: mailing.ask_code(by=request.viewer, claim_id=claim.id, address=form.cleaned_data["address"]),
        then="verification_code",
    )


@confirmed
@require_http_methods(["GET", "POST"])
def verification_code(request: Request) -> HttpResponse:
    """Type the code that came."""
    claim = _open(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    sent = queries.standing_of(request.viewer).code_at
    lead = _("We sent it to your address at %s. It is good for 20 minutes.") % sent if sent else ""
    return _question(
        request,
        form,
        title=_("Type the code"),
        lead=lead,
        button=_("Check the code"),
        act=lambda form: mailing.enter_code(by=request.viewer, claim_id=claim.id, typed=form.cleaned_data["code"]),
        cancel=(reverse("verification_mail"), _("Send a new code")),
    )


@confirmed
@require_http_methods(["GET", "POST"])
def verification_withdraw(request: Request) -> HttpResponse:
    """Stop an open claim, after a clear yes."""
    claim = _open(request)
    if request.method == "POST":
        return _pressed(
            request,
            lambda: claiming.withdraw(by=request.viewer, claim_id=claim.id),
            done=_("Your claim is withdrawn."),
        )
    context = {
        "page_title": _("Withdraw your claim?"),
        "text": _("Nothing more is checked, and what you have sent is destroyed. You can begin anew."),
        "post_here": True,
        "button": _("Withdraw it"),
        "danger": True,
        "cancel_url": reverse("verification"),
    }
    return render(request, "pages/message.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def verification_renew(request: Request) -> HttpResponse:
    """Have what holds now checked anew."""
    standing = queries.standing_of(request.viewer)
    if not _may_renew(standing):
        raise NotHere
    if request.method == "POST":
        return _pressed(request, lambda: claiming.renew(by=request.viewer), done=_("The register was asked again."))
    context = {
        "page_title": _("Check me anew?"),
        "text": _("We ask the register again with what you told us last time. Your badge stays while it lasts."),
        "paragraphs": [_("If your name or your number has changed, begin a new claim instead.")],
        "post_here": True,
        "button": _("Ask the register"),
        "cancel_url": reverse("verification"),
    }
    return render(request, "pages/message.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def verification_appeal(request: Request) -> HttpResponse:
    """Ask for another look by somebody else."""
    standing = queries.standing_of(request.viewer)
    if standing.claim is None or not standing.may_appeal:
        raise NotHere
    claim_id = standing.claim.id
    form = WordsForm(request.POST if request.method == "POST" else None)
    return _question(
        request,
        form,
        title=_("Appeal"),
        lead=_("Somebody who was not involved looks at it again. You can do this once."),
        button=_("Send the appeal"),
        act=lambda form: claiming.appeal(by=request.viewer, claim_id=claim_id, words=form.cleaned_data["words"]),
    )


@confirmed
@require_http_methods(["GET", "POST"])
def verification_answer(request: Request) -> HttpResponse:
    """Answer to a suspension."""
    measure = queries.standing_of(request.viewer).measure
    if measure is None or measure.answered_at is not None:
        raise NotHere
    form = WordsForm(request.POST if request.method == "POST" else None)
    return _question(
        request,
        form,
        title=_("Your answer"),
        lead=_("Staff of this site read it, and nobody else."),
        button=_("Send your answer"),
        act=lambda form: claiming.answer(by=request.viewer, words=form.cleaned_data["words"]),
    )


def _question(
    request: Request,
    form: Form,
    *,
    title: str,
    lead: str,
    button: str,
    act: Act,
    then: str = "verification",
    cancel: tuple[str, str] | None = None,
) -> HttpResponse:
    """Draw a form, or do what was sent with it and go on to `then`."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            return redirect(then)
    context: dict[str, Any] = {
        "page_title": title,
        "lead": lead,
        "form": form,
        "button": button,
        "back_url": reverse("verification"),
    }
    if cancel is not None:
        context["cancel_url"], context["cancel"] = cancel
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


def _pressed(request: Request, act: Callable[[], object], *, done: str) -> HttpResponse:
    act()
    messages.success(request, done)
    return redirect("verification")


def _open(request: Request) -> Claim:
    return queries.open_claim(request.viewer)


def _told_of(standing: Standing) -> Claim:
    """Return the claim of which the page speaks first: the open one, else what holds, else the newest."""
    assert standing.claim is not None
    return standing.claim if standing.is_open or standing.held is None else standing.held


def _may_begin(standing: Standing) -> bool:
    return not standing.is_open and standing.measure is None


def _may_renew(standing: Standing) -> bool:
    held = standing.held
    return _may_begin(standing) and held is not None and held.state != "suspended" and bool(held.register)


def _by_a_register(standing: Standing) -> bool:
    """Say whether a register was asked or stands behind what holds: then nobody needs colleagues for it."""
    return any(claim is not None and claim.register for claim in (standing.claim, standing.held))


def _proofs(standing: Standing) -> list[Row]:
    claim = standing.claim
    if claim is None or claim.state not in ("matched", "proving"):
        return []
    return [
        {"url": reverse(route), "title": title, "text": text}
        for route, title, text, for_students in PROOFS
        if for_students or not claim.student
    ]


def _holds(standing: Standing) -> list[Row]:
    """Return what counts now, and until when."""
    credential = standing.credential
    if credential is None or not standing.live:
        return []
    until = date_format(localtime(credential.valid_until), "j F Y, H:i")
    return [{"name": _("Level"), "value": LEVELS[credential.level]}, {"name": _("Until"), "value": until}]


def _rows(standing: Standing) -> list[Row]:
    """Return what was claimed, for the owner's eyes."""
    rows: list[Row] = []
    claim = standing.claim if standing.is_open else standing.held
    if claim is None:
        return rows
    if claim.register:
        rows.append({"name": _("Register"), "value": REGISTERS[claim.register].NAME})
        rows.append({"name": _("Number"), "value": claim.words("number_sealed")})
    labels = (
        _("Family name"),
        _("First name"),
        _("Profession"),
        _("Specialty"),
        _("Your school") if claim.student else _("Where you work"),
    )
    said = [(label, claim.words(f"{name}_sealed")) for name, label in zip(NAMED, labels, strict=True)]
    rows += [{"name": label, "value": words} for label, words in said if words]
    if standing.is_open and claim.due_at is not None and claim.state != "in_review":
        rows.append(
            {"name": _("Closed if nothing comes until"), "value": date_format(localtime(claim.due_at), "j F Y")}
        )
    return rows


def _for_others(request: Request) -> HttpResponse:
    context = {
        "page_title": _("Verification is for clinicians and students"),
        "text": _("It shows others that a persona is a licensed clinician, or studies."),
        "paragraphs": [_("If you are one, make a persona for your work first. Nobody sees that both are you.")],
        "url": reverse("personas"),
        "action": _("Your personas"),
    }
    return render(request, "pages/message.html", context)


urlpatterns = [
    path("verification/", verification, name="verification"),
    path("verification/begin/", verification_begin, name="verification_begin"),
    path("verification/work-address/", verification_mail, name="verification_mail"),
    path("verification/code/", verification_code, name="verification_code"),
    path("verification/withdraw/", verification_withdraw, name="verification_withdraw"),
    path("verification/renew/", verification_renew, name="verification_renew"),
    path("verification/appeal/", verification_appeal, name="verification_appeal"),
    path("verification/answer/", verification_answer, name="verification_answer"),
]

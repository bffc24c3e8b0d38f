"""Forms about oneself: signing up and in, passwords, personas.

Passwords may be pasted and filled in by the browser; no word is asked for twice (accessibility.md, 3.3.7 and 3.3.8).
What is right or wrong with an answer is decided by the area; `blame` puts its refusal beside the field.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.consents import teens

OLDEST = 120

PURPOSES = (
    ("patient", _("I live with an illness")),
    ("carer", _("I look after somebody")),
    ("clinician", _("I am a clinician")),
    ("student", _("I study for a health profession")),
    ("personal", _("None of these: I am here for myself")),
)
MONTHS = [
    (number, name)
    for number, name in enumerate(
        (
            _("January"),
            _("February"),
            _("March"),
            _("April"),
            _("May"),
            _("June"),
            _("July"),
            _("August"),
            _("September"),
            _("October"),
            _("November"),
            _("December"),
        ),
        start=1,
    )
]


Tell = Callable[[forms.Form, Refused], None]


def blame(form: forms.Form, refused: Refused) -> None:
    """Put what was refused beside its field, or on top of the form when it has no such field."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, refused.what if field else f"{refused.what} {refused.do}")


def blame_with_way(form: forms.Form, refused: Refused) -> None:
    """As `blame`, in one breath with what to do about it, where something is said about that.

    Who sees the form again is on it already, and need not go back.
    """
    do = "" if refused.do == Refused.do else refused.do
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, f"{refused.what} {do}".strip())


def tried(form: forms.Form, act: Callable[[], object], *, tell: Tell = blame) -> bool:
    """Do `act` if the form is filled in well; what is refused stands in it, as `tell` says."""
    if not form.is_valid():
        return False
    try:
        act()
    except NotHere:
        raise
    except Refused as refused:
        tell(form, refused)
        return False
    return True


def blame_name(form: forms.Form, refused: Refused) -> None:
    """As `blame`; for a title that nobody has checked yet, with the way to have it checked."""
    blame(form, refused)
    if refused.code == "title_needs_verification":
        way = '<a href="{}">{}</a>'
        form.add_error(None, format_html(way, reverse("verification"), _("Have your title checked")))


class Password(forms.CharField):
    """One password field."""

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "current-password"})
        super().__init__(strip=False, max_length=1000, widget=widget, **kwargs)


class Mail(forms.CharField):
    """One mail address; its form is judged by the area, so that all doors say the same."""

    def __init__(self, *, fills: str = "email", **kwargs: Any) -> None:
        # `fills` tells the browser what to offer: an address, or a passkey where one would do.
        attrs = {"autocomplete": fills, "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}
        widget = forms.TextInput(attrs=attrs)
        super().__init__(max_length=300, widget=widget, **kwargs)


class AgeForm(Form):
    """Month and year of birth, asked of all alike; nothing of it is kept."""

    month = forms.TypedChoiceField(
        label=_("Month"),
        coerce=int,
        choices=[("", _("Choose")), *MONTHS],
        widget=forms.Select(attrs={"autocomplete": "bday-month"}),
    )
    year = forms.IntegerField(
        label=_("Year"),
        help_text=_("Four figures, such as 1984."),
        widget=forms.TextInput(attrs={"autocomplete": "bday-year", "inputmode": "numeric"}),
    )

    def clean_year(self) -> int:
        """Return the year; raise ValidationError for one in which nobody who lives was born."""
        year: int = self.cleaned_data["year"]
        if not now().year - OLDEST <= year <= now().year:
            raise forms.ValidationError(_("Type the year with four figures, such as 1984."))
        return year

    def whole_years(self) -> int:
        """Return the age in whole years; who was born in this month counts as having had the birthday."""
        months = (now().year - self.cleaned_data["year"]) * 12 + now().month - self.cleaned_data["month"]
        return int(months // 12)

    def grown_on(self) -> date:
        """Return the day from which she is 18."""
        return teens.grown_on(self.cleaned_data["year"], self.cleaned_data["month"])


class PurposeForm(Form):
    """What brings you here."""

    kind = forms.ChoiceField(label=_("What brings you here?"), choices=PURPOSES, widget=forms.RadioSelect)


class NameForm(Form):
    """How others see you."""

    name = forms.CharField(
        label=_("Name that others see"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "nickname"})
    )
    handle = forms.CharField(
        label=_("Handle"),
        max_length=300,
        help_text=_("Others reach you by it, as in @quiet_heron. Small letters, figures and _. It stays as it is."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


class WayInForm(Form):
    """Mail address and password of a new account."""

    mail = Mail(label=_("Mail address"), help_text=_("Nobody here sees it."))
    password = Password(
        new=True,
        label=_("Password"),
        help_text=_("At least 12 characters. A few words in a row are easy to keep in mind."),
    )


class SignInForm(Form):
    """Mail address and password."""

    mail = Mail(label=_("Mail address"), fills="username webauthn")
    password = Password(label=_("Password"))


class MailForm(Form):
    """A mail address alone."""

    mail = Mail(label=_("Mail address"))


class PasswordForm(Form):
    """One's own password, before something that matters."""

    current = Password(label=_("Your password"))


class ConfirmForm(Form):
    """The password given at sign-up, when the link is opened in another browser."""

    password = Password(label=_("The password you chose"))


class NewPasswordForm(Form):
    """A new password."""

    password = Password(
        new=True,
        label=_("New password"),
        help_text=_("At least 12 characters. A few words in a row are easy to keep in mind."),
    )


class ChangePasswordForm(Form):
    """The password now, and a new one."""

    current = Password(label=_("Your password now"))
    password = Password(
        new=True,
        label=_("New password"),
        help_text=_("At least 12 characters. A few words in a row are easy to keep in mind."),
    )


class ChangeMailForm(Form):
    """A new mail address, and the password."""

    mail = Mail(label=_("New mail address"))
    current = Password(label=_("Your password"))


class PersonaForm(NameForm):
    """One more persona."""

    kind = forms.ChoiceField(label=_("What is it for?"), choices=PURPOSES, widget=forms.RadioSelect)
    field_order = ("kind", "name", "handle")


class ChangePersonaForm(Form):
    """What can be changed about a persona: all but its kind and handle."""

    name = forms.CharField(label=_("Name that others see"), max_length=300)
    about = forms.CharField(
        label=_("About"),
        required=False,
        max_length=3000,
        help_text=_("A few lines, up to 500 characters. Everybody can read them."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asks_first = forms.BooleanField(
        label=_("Ask me before somebody follows me"),
        required=False,
        help_text=_("Nobody follows you until you let them."),
    )
    findable = forms.BooleanField(
        label=_("Let people find me by search"),
        required=False,
        help_text=_("Off: only who knows the handle finds you."),
    )

"""Forms by which a clinician or a student is verified."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.credentials.actions.claiming import Told
from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.people import Mail
from bedside.policy.registers import REGISTERS
from bedside.policy.verification.claims import SUSPENSIONS
from bedside.policy.verification.professions import PROFESSIONS

NO_REGISTER = "none"
SOME = {"max_length": 300}


def _registers() -> list[tuple[str, Any]]:
    listed = [(key, f"{one.NAME} ({one.COUNTRY})") for key, one in sorted(REGISTERS.items())]
    return [*listed, (NO_REGISTER, _("None of these. I show my work address only"))]


class BeginForm(Form):
    """Who somebody says to be. What a register asks for is needed only with one."""

    register = forms.ChoiceField(label=_("Your register"), choices=_registers, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Your number in it"),
        required=False,
        help_text=_("Such as the NPI, ten figures, or the RPPS number, eleven."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        **SOME,
    )
    given = forms.CharField(label=_("First name"), required=False, help_text=_("As in the register."), **SOME)
    family = forms.CharField(label=_("Family name"), help_text=_("As in the register. Or your only name."), **SOME)
    profession = forms.ChoiceField(
        label=_("Profession"),
        choices=[("", _("Choose one")), *((one.name, one.name) for one in PROFESSIONS)],
    )
    specialty = forms.CharField(
        label=_("Specialty, if you like"),
        required=False,
        help_text=_("If the register does not tell it, your badge says that you said so."),
        **SOME,
    )
    employer = forms.CharField(
        label=_("Where you work"), required=False, help_text=_("Colleagues from there will not review you."), **SOME
    )

    @property
    def told(self) -> Told:
        """What was typed, for the action."""
        said = {name: text for name, text in self.cleaned_data.items() if name != "register"}
        register = self.cleaned_data["register"]
        return Told(**said, register="" if register == NO_REGISTER else register)


class StudentForm(Form):
    """Where somebody says to study."""

    given = forms.CharField(label=_("First name"), required=False, help_text=_("As on your student card."), **SOME)
    family = forms.CharField(label=_("Family name"), help_text=_("As on your student card."), **SOME)
    employer = forms.CharField(label=_("Your school"), **SOME)

    @property
    def told(self) -> Told:
        """What was typed, for the action."""
        return Told(**self.cleaned_data)


class WorkMailForm(Form):
    """A work address."""

    address = Mail(label=_("Your work address"), fills="work email")


class CodeForm(Form):
    """The code that was mailed."""

    code = forms.CharField(
        label=_("The code"),
        max_length=20,
        help_text=_("Six figures."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class WordsForm(Form):
    """A few words to people."""

    words = forms.CharField(
        label=_("What we should know"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}), required=False
    )


class EmployerForm(Form):
    """A mail domain for the list."""

    name = forms.CharField(label=_("Employer"), **SOME)
    domain = forms.CharField(
        label=_("Mail domain"), help_text=_("What stands behind the @, such as clinic.example.org."), **SOME
    )


class NoEmployerForm(Form):
    """A mail domain to take off the list."""

    employer = forms.TypedChoiceField(label=_("Employer"), coerce=int)

    def __init__(self, *args: Any, listed: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].choices = listed  # type: ignore[attr-defined]  # a choice field has choices


class SuspendForm(Form):
    """A credential to suspend."""

    handle = forms.CharField(label=_("Handle"), **SOME)
    reason = forms.ChoiceField(label=_("Reason"), choices=list(SUSPENSIONS.items()), help_text=_("Its owner reads it."))
    note = forms.CharField(
        label=_("Note"), help_text=_("For staff alone."), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

"""Forms about permissions to publish."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.consents.actions.signing import Signing
from bedside.areas.consents.terms import LONGEST
from bedside.doors.web.forms.base import Form
from bedside.policy.consents.authorisation import Terms
from bedside.policy.zones import zones

SIGNERS = (
    ("self", _("For myself")),
    ("parent", _("For my child")),
    ("guardian", _("As a guardian")),
    ("power_of_attorney", _("With a power of attorney")),
    ("next_of_kin", _("For somebody who has died")),
)


def _text(label: Any, hint: Any, *, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, widget=area, required=False)


def _day(label: Any, hint: Any) -> forms.DateField:
    day = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, help_text=hint, widget=day, required=False)


def _zones() -> list[tuple[str, Any]]:
    return [("", _("Choose")), *((name, name.replace("_", " ")) for name in sorted(zones()))]


class AskForm(Form):
    """What a permission is to say. What is missing is named by the area, which owns the rule."""

    handle = forms.CharField(
        max_length=31, label=_("Your patient's handle here"), help_text=_("Such as @quiet_heron. Ask them for it.")
    )
    what = _text(_("What is shared"), _("Such as: the photo of the rash on your left arm, without your face."))
    by_whom = _text(_("Who shares it"), _("The name of the person or of the practice."), rows=1)
    to_whom = _text(_("Who may see it"), _("Such as: everybody who reads the public square here."), rows=2)
    purpose = _text(_("What it is for"), _("Such as: to show other doctors how it looks at first."))
    since = _day(_("First day"), _("Leave it empty to begin with the signature."))
    until = _day(_("Last day"), _("It ends at midnight. Five years from now at most."))
    zone = forms.ChoiceField(label=_("Time zone of that midnight"), choices=_zones, required=False)
    event = forms.CharField(
        label=_("What ends it sooner"),
        help_text=_("Such as: when the course is over. You then delete the post. You can leave this empty."),
        max_length=200,
        required=False,
    )

    def clean_handle(self) -> str:
        """Return the handle alone."""
        return str(self.cleaned_data["handle"]).strip().removeprefix("@").lower()

    def terms(self) -> Terms:
        """Return what was filled in."""
        return Terms(**{name: value for name, value in self.cleaned_data.items() if name != "handle"})


class SignForm(Form):
    """Signing."""

    signer = forms.ChoiceField(
        label=_("For whom do you sign?"), choices=SIGNERS, widget=forms.RadioSelect, initial="self"
    )
    name = forms.CharField(label=_("Your full name"), max_length=120, help_text=_("This is your signature."))
    patient = forms.CharField(
        label=_("Name of the person for whom you sign"),
        max_length=120,
        required=False,
        help_text=_("If not for yourself."),
    )
    authority = forms.CharField(
        label=_("What lets you sign for them"),
        max_length=300,
        required=False,
        help_text=_("Such as: I am his mother. Leave it empty if you sign for yourself."),
    )
    mark = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def signing(self, *, proved_at: Any) -> Signing:
        """Return what was filled in, by who last showed at `proved_at` that it is she."""
        return Signing(**self.cleaned_data, proved_at=proved_at)

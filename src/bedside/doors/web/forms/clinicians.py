"""What a clinician says of herself, interests, and asking colleagues."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.credentials.actions import Wish
from bedside.areas.credentials.models import Profile
from bedside.doors.web.forms.base import Form
from bedside.policy.directory import places

LISTED = re.compile(r"[,;\n]")
INTERESTS = (
    ("payment", _("I am or was paid: for talks, advice, travel or the like")),
    ("employment", _("I work or worked for them")),
    ("shares", _("I own or owned shares, or a patent")),
    ("research", _("They pay or paid for my research")),
    ("family", _("Somebody close to me is paid by them")),
)


def listed(text: str) -> tuple[str, ...]:
    """Return what stands between commas, semicolons or line breaks, tidied; empty pieces are left out."""
    return tuple(piece for one in LISTED.split(text) if (piece := " ".join(one.split())))


def _countries() -> list[tuple[str, Any]]:
    return [("", _("I'd rather not say")), *sorted(places.countries().items(), key=lambda one: one[1])]


class ProfileForm(Form):
    """The page of a clinician."""

    specialties = forms.CharField(
        label=_("Your fields of work"),
        required=False,
        max_length=600,
        help_text=_("Such as: Neurology, Headache. Up to 6. We write that you say so."),
    )
    city = forms.CharField(label=_("City"), required=False, max_length=300)
    region = forms.CharField(label=_("State or region"), required=False, max_length=300)
    country = forms.ChoiceField(label=_("Country"), required=False, choices=_countries)
    languages = forms.CharField(
        label=_("Languages you can answer in"), required=False, max_length=300, help_text=_("Such as: English, Arabic.")
    )
    accepts_general = forms.BooleanField(
        label=_("I answer in general"),
        required=False,
        help_text=_(
            "People may ask you in the open. You answer in general terms, for everybody who reads it. You never advise"
            " one person here: that is care, and it needs a licence where that person is."
        ),
    )
    accepts_guest = forms.BooleanField(
        label=_("I come into communities as a guest"), required=False, help_text=_("Only when their stewards ask you.")
    )
    accepts_mentoring = forms.BooleanField(label=_("I mentor colleagues and students"), required=False)
    hidden_from_directory = forms.BooleanField(
        label=_("Leave me out of the list of clinicians"),
        required=False,
        help_text=_("Your page stays. Only who knows your handle, or finds you by search, opens it."),
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        names = places.languages()
        given = {name: getattr(profile, name) for name in self.base_fields}
        given["specialties"] = ", ".join(profile.specialties)
        given["languages"] = ", ".join(names[code] for code in profile.languages if code in names)
        super().__init__(*args, initial=given, **kwargs)

    def clean_languages(self) -> tuple[str, ...]:
        """Return the codes of the languages that were named."""
        codes = []
        for name in listed(self.cleaned_data["languages"]):
            code = places.language_of(name)
            if not code:
                raise forms.ValidationError(_("We don't know the language “%(name)s”.") % {"name": name[:40]})
            codes.append(code)
        return tuple(dict.fromkeys(codes))

    def wish(self) -> Wish:
        """Return what the owner wants to say."""
        return Wish(**{**self.cleaned_data, "specialties": listed(self.cleaned_data["specialties"])})


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


class InterestForm(Form):
    """One interest."""

    payer = forms.CharField(
        label=_("Who gives it?"), max_length=400, help_text=_("The company, fund or person. Readers see this name.")
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=INTERESTS, widget=forms.RadioSelect)
    begun = _day(_("Since when?"))
    ended = _day(_("Until when?"), required=False, help_text=_("Leave it empty if it still stands."))
    concerns = forms.CharField(
        label=_("Which products, treatments or hashtags is it about?"),
        required=False,
        max_length=1000,
        help_text=_("Such as: Sleepwell, #migraine. Posts with these words show it, and posts that name who gives it."),
    )

    def clean_concerns(self) -> tuple[str, ...]:
        """Return the words one by one."""
        return listed(self.cleaned_data["concerns"])


class EndForm(Form):
    """The end of an interest."""

    ended = _day(_("Last day"))


class VouchingForm(Form):
    """What colleagues are asked to vouch for."""

    profession = forms.CharField(
        label=_("Your profession"), max_length=300, help_text=_("Such as: Physician, Nurse, Pharmacist.")
    )
    specialty = forms.CharField(
        label=_("Your field of work"), max_length=300, help_text=_("Colleagues must be checked in the same field.")
    )

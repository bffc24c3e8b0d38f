"""Forms of set-up and of the staff pages."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bedside.areas.credentials.actions import Check
from bedside.areas.people.actions import AboutSite
from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.people import Mail, NameForm, Password, PurposeForm

LEVELS = (
    ("V1", _("V1: work mail address checked")),
    ("V2", _("V2: found in a register, not yet proven")),
    ("V3", _("V3: register and proof that it is this person")),
    ("V4", _("V4: on the roster of an institution")),
    ("S", _("S: student")),
    ("P", _("P: vouched for by three colleagues, 90 days")),
)
ROLES = (("moderator", _("Moderator")), ("administrator", _("Administrator")), ("safety_lead", _("Safety lead")))
KINDS = (("community", _("Community")), ("room", _("Clinicians' room")), ("practice", _("Practice")))


class Handle(forms.CharField):
    """Somebody's handle."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(max_length=100, widget=forms.TextInput(attrs=attrs), **kwargs)


class SiteForm(Form):
    """What the site says about itself."""

    site_name = forms.CharField(label=_("Name of the site"), max_length=300)
    runner = forms.CharField(
        label=_("Who runs it"),
        max_length=500,
        help_text=_("A person or an organisation. It stands at the foot of each page."),
    )
    country = forms.CharField(
        label=_("Country"),
        max_length=10,
        help_text=_("Two letters, such as GB. Its emergency number is shown."),
        required=False,
    )
    contact = forms.CharField(
        label=_("How to reach you"), max_length=500, help_text=_("A mail address or a page. Everybody can see it.")
    )
    rules = forms.CharField(label=_("Rules"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 14}))

    @property
    def about(self) -> AboutSite:
        """What was typed, for the action."""
        said = self.cleaned_data
        return AboutSite(
            name=said["site_name"],
            runner=said["runner"],
            country=said["country"],
            rules=said["rules"],
            contact=said["contact"],
        )


class SetUpForm(SiteForm, NameForm, PurposeForm):
    """The first administrator, and the site."""

    mail = Mail(label=_("Your mail address"), help_text=_("You log in with it. Nobody here sees it."))
    password = Password(new=True, label=_("Password"), help_text=_("At least 12 characters."))
    field_order = ("mail", "password", "kind", "name", "handle", "site_name", "runner", "country", "contact", "rules")


class RoleForm(Form):
    """A handle and a role, given or taken."""

    handle = Handle(label=_("Handle"))
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)


class CheckForm(Form):
    """What was checked about a clinician."""

    handle = Handle(label=_("Handle of the clinician or student"))
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS)
    title = forms.CharField(
        label=_("Title"), required=False, max_length=100, help_text=_("Such as Dr. Levels V3 and V4 only.")
    )
    profession = forms.CharField(label=_("Profession"), max_length=300, help_text=_("Such as: Physician, neurology."))
    checked = forms.CharField(
        label=_("What was checked"),
        max_length=500,
        help_text=_("Such as: licence and identity. It stands on the badge."),
    )
    valid_until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    @property
    def check(self) -> Check:
        """What was typed, for the action; the day counts to its end."""
        said = self.cleaned_data
        until = timezone.make_aware(datetime.combine(said["valid_until"], time(23, 59, 59)))
        return Check(
            level=said["level"],
            title=said["title"],
            profession=said["profession"],
            checked=said["checked"],
            valid_until=until,
        )


class RevokeForm(Form):
    """A credential to revoke."""

    handle = Handle(label=_("Handle"))
    reason = forms.CharField(
        label=_("Why, for staff alone"), max_length=500, help_text=_("Its owner does not read this.")
    )
    told = forms.CharField(
        label=_("What its owner reads"),
        max_length=2500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Say to them what was found, in plain words, and name nobody."),
    )


class SpaceForm(Form):
    """A space to open."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    name = forms.CharField(label=_("Name"), max_length=300)
    slug = forms.CharField(
        label=_("Address"),
        max_length=100,
        help_text=_("Small letters, figures and -, such as me-cfs. It stays as it is."),
    )
    purpose = forms.CharField(
        label=_("What it is for"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    condition = forms.CharField(
        label=_("Condition"),
        required=False,
        max_length=300,
        help_text=_("For a community: its page shows treatments of it."),
    )
    approves = forms.BooleanField(label=_("Stewards let people in"), required=False, initial=True)
    steward_handle = Handle(label=_("Handle of the steward"))


class HandleForm(Form):
    """A handle alone."""

    handle = Handle(label=_("Handle"))

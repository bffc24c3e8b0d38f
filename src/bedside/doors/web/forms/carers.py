"""Forms about acting for somebody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.consents.actions import Wish
from bedside.areas.posts.words import POST_LENGTH, Words, tidied
from bedside.areas.spaces.models import Space
from bedside.doors.web.forms.base import Form

SCOPES = (
    ("read", _("Read along: the posts that the patient wrote, and nothing of others")),
    ("post", _("Post in the patient's communities. Each post says who wrote it for whom")),
    ("message practice", _("Write to the patient's practice, and read its answers")),
    ("view record", _("See the patient's record, without notes and what is marked as for nobody else")),
    ("enter logs", _("Enter days, symptoms, measurements and appointments. Each says who entered it")),
    ("enter courses", _("Enter treatments, allergies, vaccines and what was done. Each says who entered it")),
    ("answer waves", _("Say how treatments go, as the carer sees it, beside the patient's own answers")),
)
REASONS = (
    ("carer", _("They care for me, or I for them")),
    ("parent", _("Parent and child")),
    ("guardian", _("Guardian")),
    ("power_of_attorney", _("Power of attorney")),
)


class OfferForm(Form):
    """What is offered or asked for. What is missing is named by the area, which owns the rule."""

    handle = forms.CharField(max_length=31, label=_("Their handle here"), help_text=_("Such as @quiet_heron."))
    scopes = forms.MultipleChoiceField(
        label=_("What the carer may do"), choices=SCOPES, widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.ChoiceField(label=_("Why"), choices=REASONS, widget=forms.RadioSelect, initial="carer")
    note = forms.CharField(
        label=_("What shows it"),
        help_text=_("Such as: the paper of 3 May lies at home. Both of you read it. You can leave it empty."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    until = forms.DateField(
        label=_("Until"),
        help_text=_("Five years from now at most. You are asked once a year if it goes on."),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )

    def clean_handle(self) -> str:
        """Return the handle alone."""
        return str(self.cleaned_data["handle"]).strip().removeprefix("@").lower()

    def wish(self) -> Wish:
        """Return what was filled in."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "handle"}
        return Wish(**(told | {"scopes": frozenset(told["scopes"])}))


class WriteForm(Form):
    """A carer's post for a patient."""

    space = forms.ChoiceField(label=_("Where"))
    text = forms.CharField(
        label=_("Your text"), max_length=POST_LENGTH, widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"})
    )
    agreed = forms.BooleanField(
        required=False, label=_("If it is about somebody else: they agreed to it being written here.")
    )
    key = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, spaces: list[Space], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["space"].choices = [(str(one.id), one.name) for one in spaces]  # type: ignore[attr-defined]

    def words(self) -> Words:
        """Return the words to be published."""
        return Words(text=tidied(self.cleaned_data["text"]))

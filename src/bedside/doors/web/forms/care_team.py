"""Forms of care teams: what a patient signs, and what practices write to each other."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.messaging.actions.care_teams import LONGEST_ABOUT, LONGEST_NAME, LONGEST_SUBJECT
from bedside.areas.messaging.models.message import LONGEST
from bedside.doors.web.forms.base import Form


class SignForm(Form):
    """A consent: which practices, about what, until when, and her name below it."""

    practices = forms.TypedMultipleChoiceField(
        label=_("Which practices may talk with each other?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Two or more. Only practices that know you here by a code can be chosen."),
    )
    about = forms.CharField(
        label=_("What about?"),
        max_length=LONGEST_ABOUT * 2,
        help_text=_("Such as: my blood thinner before the knee operation. They read this."),
    )
    until = forms.DateField(label=_("Until which day?"), widget=forms.DateInput({"type": "date"}))
    part2 = forms.BooleanField(
        label=_("They may also write about treatment for alcohol or drugs."),
        required=False,
        help_text=_("Without this tick they must leave it out."),
    )
    agreed = forms.BooleanField(label=_("I have read what I agree to, and I agree."))
    name = forms.CharField(
        label=_("Your name, as your signature"),
        max_length=LONGEST_NAME * 2,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("Any name that you use. It stays on your own copy."),
    )

    def __init__(self, *args: Any, practices: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practices"].choices = list(practices.items())  # type: ignore[attr-defined]


class TalkForm(Form):
    """Something new about a patient."""

    subject = forms.CharField(label=_("What is it about?"), max_length=LONGEST_SUBJECT * 2)
    words = forms.CharField(label=_("Your message"), max_length=LONGEST + 1000, widget=forms.Textarea({"rows": 6}))
    part2 = forms.BooleanField(label=_("It holds records of treatment for alcohol or drugs."), required=False)

    def __init__(self, *args: Any, covered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not covered:
            del self.fields["part2"]


class MoreForm(Form):
    """More in a thread."""

    words = forms.CharField(label=_("Your message"), max_length=LONGEST + 1000, widget=forms.Textarea({"rows": 6}))

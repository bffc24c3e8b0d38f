"""Forms at a practice's door, in a channel, and of the practice itself."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.messaging.models.code import LONGEST_RECORD
from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.pictures import WithPictures
from bedside.policy.practice.codes import WAYS
from bedside.policy.practice.reasons import Reason

TYPED = 12_000  # what a browser may send; the area says how long a message can be


class CodeForm(Form):
    """A code from the practice."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        help_text=_("Eight letters and figures, such as K7QM-01X9. Small letters and blanks do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class ReasonForm(Form):
    """What it is about, before a word is typed."""

    reason = forms.ChoiceField(label=_("What is it about?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reasons: Sequence[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(one.key, _(one.label)) for one in reasons]  # type: ignore[attr-defined]


class BeginForm(WithPictures):
    """Something new. `anyway` appears once somebody was told to call."""

    subject = forms.CharField(
        label=_("A few words on top"),
        required=False,
        max_length=300,
        help_text=_("You can leave it empty. It never stands in a mail."),
    )
    words = forms.CharField(
        label=_("Your message"), max_length=TYPED, widget=forms.Textarea(attrs={"rows": 8, "class": "in"})
    )
    field_order = ("subject", "words", "pictures", "anyway")
    anyway = forms.BooleanField(
        label=_("Send it to the front desk all the same. No doctor or nurse reads it."), required=False
    )

    def __init__(self, *args: Any, told_to_call: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not told_to_call:
            del self.fields["anyway"]


class WriteForm(WithPictures):
    """More in a thread."""

    field_order = ("words", "pictures")
    words = forms.CharField(
        label=_("Your message"), max_length=TYPED, widget=forms.Textarea(attrs={"rows": 6, "class": "in"})
    )


class MakeCodeForm(Form):
    """A code for one record."""

    record_of = forms.CharField(
        label=_("For which record?"),
        max_length=LONGEST_RECORD * 2,
        help_text=_("Your own reference, such as a chart number. Only your team sees it."),
    )
    way = forms.ChoiceField(
        label=_("How does your patient get the code?"),
        choices=[(key, _(words)) for key, words in WAYS.items()],
        initial="printed",
        widget=forms.RadioSelect,
    )

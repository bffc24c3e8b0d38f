"""An illness of one's own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.dates import DatePartField
from bedside.doors.web.forms.word_field import WordField
from bedside.policy.conditions import Confidence, Illness, Severity, Side, Status

CONFIDENCE = (
    (Confidence.DIAGNOSED, _("A clinician diagnosed it")),
    (Confidence.LIKELY, _("I was told that it is likely")),
    (Confidence.OWN, _("I think so")),
    (Confidence.RULED_OUT, _("It was ruled out")),
)
STATUS = (
    (Status.ACTIVE, _("I have it now")),
    (Status.REMISSION, _("It is quiet at the moment")),
    (Status.RESOLVED, _("It is over")),
)
SEVERITY = (
    ("", _("I'd rather not say")),
    (Severity.MILD, _("Mild")),
    (Severity.MODERATE, _("Moderate")),
    (Severity.SEVERE, _("Severe")),
    (Severity.VERY_SEVERE, _("Very severe")),
)
SIDE = (
    ("", _("Does not apply")),
    (Side.LEFT, _("Left")),
    (Side.RIGHT, _("Right")),
    (Side.BOTH, _("Both")),
)


class ConditionForm(Form):
    """What is told of an illness. The name is enough; the rest is asked for below."""

    main = ("text", "confidence")

    text = WordField(
        label=_("What do you have?"), help_text=_("In your own words. They stay as you type them."), max_length=1_000
    )
    confidence = forms.ChoiceField(
        label=_("How sure is it?"), choices=CONFIDENCE, widget=forms.RadioSelect, initial=Confidence.DIAGNOSED
    )
    status = forms.ChoiceField(
        label=_("How is it now?"),
        choices=STATUS,
        widget=forms.RadioSelect,
        initial=Status.ACTIVE,
        required=False,
    )
    onset = DatePartField(label=_("When did it begin?"))
    diagnosed = DatePartField(label=_("When was it diagnosed?"))
    severity = forms.ChoiceField(label=_("How bad is it?"), choices=SEVERITY, required=False)
    side = forms.ChoiceField(label=_("Which side of the body?"), choices=SIDE, required=False)
    primary = forms.BooleanField(label=_("It is the one that matters most to me"), required=False)
    another = forms.BooleanField(
        label=_("This is another one, not the one that I have kept"), widget=forms.HiddenInput, required=False
    )

    def ask_another(self) -> None:
        """Show the tick that says: not the same one."""
        self.fields["another"].widget = forms.CheckboxInput()

    def illness(self) -> Illness:
        """Return what was filled in. Only for a valid form."""
        said = self.cleaned_data
        return Illness(
            text=said["text"],
            onset=said["onset"],
            diagnosed=said["diagnosed"],
            confidence=Confidence(said["confidence"]),
            status=Status(said["status"] or Status.ACTIVE),
            severity=Severity(said["severity"]) if said["severity"] else None,
            side=Side(said["side"]) if said["side"] else None,
            primary=said["primary"],
        )


def filled(illness: Illness) -> dict[str, Any]:
    """Return what the form shows of an illness that is kept."""
    return {
        "text": illness.text,
        "onset": illness.onset.value,
        "diagnosed": illness.diagnosed.value,
        "confidence": illness.confidence,
        "status": illness.status,
        "severity": illness.severity or "",
        "side": illness.side or "",
        "primary": illness.primary,
    }

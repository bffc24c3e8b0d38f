"""What a treatment did: the form of one's own evaluation."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.records.actions import Wish
from bedside.areas.records.models import Standing, StopReason
from bedside.areas.records.queries import OwnEvaluation
from bedside.areas.records.words import UNWANTED
from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.people import MONTHS
from bedside.doors.web.forms.word_field import WordField
from bedside.kit.clock import now

EARLIEST = 1920
CANNOT_TELL = "cannot_tell"

EFFECTS = (
    ("0", _("No effect")),
    ("1", _("A slight effect")),
    ("2", _("A moderate effect")),
    ("3", _("A considerable effect")),
    ("4", _("A very strong effect")),
    (CANNOT_TELL, _("I can't tell")),
)
SIDE_EFFECTS = (
    ("0", _("None")),
    ("1", _("Mild")),
    ("2", _("Moderate")),
    ("3", _("Severe")),
    ("4", _("Extremely severe")),
    ("", _("I'd rather not say")),
)
MONTH_CHOICES = [("", _("Choose")), *MONTHS]


class Year(forms.IntegerField):
    """A year in which something of one's own treatment happened."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(widget=widget, help_text=_("Four figures, such as 2024."), **kwargs)

    def clean(self, value: Any) -> int | None:
        """Return the year; raise ValidationError for one that no member can mean."""
        year: int | None = super().clean(value)
        if year is not None and not EARLIEST <= year <= now().year:
            raise forms.ValidationError(_("Type the year with four figures, such as 2024."))
        return year


def _month(**kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(coerce=int, empty_value=None, choices=MONTH_CHOICES, **kwargs)


class EvaluateForm(Form):
    """One treatment, for one purpose."""

    treatment = forms.CharField(
        label=_("What did you try?"), help_text=_("A medicine, a therapy, a change of habits."), max_length=300
    )
    purpose = WordField(label=_("What for?"), help_text=_("An illness, or a goal such as sleep."), max_length=300)
    started_month = _month(label=_("Month you started"))
    started_year = Year(label=_("Year you started"))
    standing = forms.ChoiceField(label=_("Do you still take it?"), choices=Standing.choices, widget=forms.RadioSelect)
    stopped_month = _month(label=_("Month you stopped, if you did"), required=False)
    stopped_year = Year(label=_("Year you stopped, if you did"), required=False)
    stop_reason = forms.ChoiceField(
        label=_("Main reason, if you stopped"), choices=[("", _("Choose")), *StopReason.choices], required=False
    )
    effect = forms.ChoiceField(
        label=_("How much did it help with what you took it for?"), choices=EFFECTS, widget=forms.RadioSelect
    )
    made_worse = forms.BooleanField(label=_("It made it worse"), required=False)
    side_effects = forms.ChoiceField(
        label=_("How bad were unwanted effects?"), choices=SIDE_EFFECTS, widget=forms.RadioSelect, required=False
    )
    unwanted = forms.MultipleChoiceField(
        label=_("Which ones?"), choices=UNWANTED.items(), widget=forms.CheckboxSelectMultiple, required=False
    )
    other_unwanted = forms.CharField(label=_("Other unwanted effects"), max_length=1_000, required=False)
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Only you see this. We keep it encrypted."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
        required=False,
    )
    counted = forms.BooleanField(
        label=_("Count my answers in this site's figures"),
        help_text=_("Your name is not in them. We show nothing about fewer than 11 people. You can change this later."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for both parts of the stop date, or for neither."""
        cleaned: dict[str, Any] = super().clean() or {}
        month, year = cleaned.get("stopped_month"), cleaned.get("stopped_year")
        if year and not month and "stopped_month" not in self.errors:
            self.add_error("stopped_month", _("Choose the month you stopped, or leave the year empty."))
        if month and not year and "stopped_year" not in self.errors:
            self.add_error("stopped_year", _("Type the year you stopped, or choose no month."))
        return cleaned

    def wish(self) -> Wish:
        """What was filled in, for the area. Only for a valid form."""
        said = self.cleaned_data
        is_stopped = said["standing"] == Standing.STOPPED
        return Wish(
            treatment=said["treatment"],
            purpose=said["purpose"],
            started=date(said["started_year"], said["started_month"], 1),
            standing=said["standing"],
            stopped=_first_of(said["stopped_year"], said["stopped_month"]) if is_stopped else None,
            stop_reason=said["stop_reason"] if is_stopped else "",
            effect=None if said["effect"] == CANNOT_TELL else int(said["effect"]),
            made_worse=said["made_worse"],
            side_effects=int(said["side_effects"]) if said["side_effects"] else None,
            unwanted=tuple(said["unwanted"]),
            other_unwanted=said["other_unwanted"],
            words=said["words"],
            counted=said["counted"],
        )


def _first_of(year: int | None, month: int | None) -> date | None:
    return date(year, month, 1) if year and month else None


def answers_of(own: OwnEvaluation) -> dict[str, Any]:
    """What the form shows of answers given before."""
    return {
        "treatment": own.treatment,
        "purpose": own.purpose,
        "started_month": own.started.month,
        "started_year": own.started.year,
        "standing": own.standing,
        "stopped_month": own.stopped.month if own.stopped else None,
        "stopped_year": own.stopped.year if own.stopped else None,
        "stop_reason": own.stop_reason,
        "effect": CANNOT_TELL if own.effect is None else str(own.effect),
        "made_worse": own.made_worse,
        "side_effects": "" if own.side_effects is None else str(own.side_effects),
        "unwanted": list(own.unwanted),
        "other_unwanted": own.other_unwanted,
        "words": own.words,
        "counted": own.counted,
    }

"""What somebody felt: the press of a button, and what may be added to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.records.actions import Felt
from bedside.areas.records.queries import OwnSymptom
from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.word_field import WordField
from bedside.doors.web.symptom_words import FACTOR_WORDS, choices
from bedside.kit.ids import LARGEST
from bedside.policy.symptoms import LONGEST_FACTOR, LONGEST_NAME, LONGEST_NOTE, sent_as, strength_of


class WhenForm(Form):
    """The day that a press is about, and the page's own key."""

    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    key = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)


class SymptomForm(Form):
    """A symptom and how strong it was: all that is needed."""

    symptom = WordField(label=_("What did you feel?"), help_text=_("A word or two will do."), max_length=LONGEST_NAME)
    how = forms.ChoiceField(label=_("How strong?"), choices=choices)

    def felt(self) -> Felt:
        """Return what was filled in. Call it only once the form is valid."""
        said = self.cleaned_data
        strength = strength_of(said["how"])
        assert strength is not None
        own = said.get("own_factor", "")
        factors = (*said.get("factors", ()), *([own] if own else []))
        return Felt(said["symptom"], strength, said.get("at", ""), said.get("note", ""), factors)


class SymptomMoreForm(SymptomForm):
    """The same, with a time, a note and what went with it."""

    at = forms.CharField(label=_("At what time?"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    factors = forms.MultipleChoiceField(
        label=_("What went with it?"),
        choices=list(FACTOR_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    own_factor = forms.CharField(label=_("Something else"), max_length=LONGEST_FACTOR, required=False)
    note = forms.CharField(
        label=_("A note"),
        help_text=_("Only you see it. We keep it encrypted."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def filled_from(own: OwnSymptom) -> dict[str, Any]:
    """Return what the form starts with for an entry that is there."""
    return {
        "symptom": own.symptom,
        "how": sent_as(own.strength),
        "at": own.at,
        "note": own.note,
        "factors": [one for one in own.factors if one in FACTOR_WORDS],
        "own_factor": next((one for one in own.factors if one not in FACTOR_WORDS), ""),
    }

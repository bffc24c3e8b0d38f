"""What a carer enters into the record of whom she cares for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.records.actions import Felt
from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.courses import CourseForm
from bedside.doors.web.symptom_words import choices
from bedside.kit.ids import LARGEST
from bedside.policy.courses import Course
from bedside.policy.symptoms import LONGEST_NAME, strength_of

LONGEST_LINE = 300


def _day() -> forms.DateField:
    return forms.DateField(label=_("Which day?"), widget=forms.DateInput(attrs={"type": "date"}))


class CarerDayForm(Form):
    """How a day was. The face is the button that was pressed."""

    day = _day()
    line = forms.CharField(label=_("One line about the day"), max_length=LONGEST_LINE, required=False)
    face = forms.IntegerField(min_value=1, max_value=5, widget=forms.HiddenInput)


class CarerSymptomForm(Form):
    """A symptom and how strong it was."""

    day = _day()
    symptom = forms.CharField(label=_("What did they feel?"), max_length=LONGEST_NAME)
    how = forms.ChoiceField(label=_("How strong?"), choices=choices)
    key = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput, required=False)

    def felt(self) -> Felt:
        """Return what was filled in. Only for a valid form."""
        strength = strength_of(self.cleaned_data["how"])
        assert strength is not None
        return Felt(self.cleaned_data["symptom"], strength)


class CarerCourseForm(CourseForm):
    """A treatment of theirs. Whether they may be asked how it goes is for them to say."""

    main = ("text", "condition", "purpose", "taking")

    asks = None  # type: ignore[assignment]  # Django's way to leave a field of the other form out
    purpose = forms.CharField(  # type: ignore[assignment]  # in plain words: nothing is offered here
        label=_("What for, in your own words"), max_length=1_000, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "text": _("What do they take or do?"),
            "taking": _("Do they still take it?"),
            "start": _("When did they start, or when will they?"),
            "stop": _("When did they stop, if they did?"),
        }
        for name, label in labels.items():
            self.fields[name].label = label

    def course(self) -> Course:
        """Return what was filled in. Only for a valid form."""
        self.cleaned_data["asks"] = False
        return super().course()

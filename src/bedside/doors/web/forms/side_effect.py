"""The form of a draft of a report about a side effect."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bedside.areas.visits.reporting import Filled
from bedside.doors.web.forms.base import Form
from bedside.policy.courses import LONGEST_TEXT
from bedside.policy.dates import BadDate, happened, in_words
from bedside.policy.visits.side_effect import LONGEST_STORY, OUTCOMES, SERIOUS

COUNTRIES = (
    ("US", _("United States (MedWatch)")),
    ("GB", _("United Kingdom (Yellow Card)")),
    ("", _("Another country")),
)
Choices = Sequence[tuple[int, str]]


class SideEffectForm(Form):
    """What happened, with which medicine, and what of the diary stands beside it. Nothing is ticked beforehand."""

    effect = forms.CharField(
        label=_("What happened?"), help_text=_("One effect, in your words."), max_length=LONGEST_TEXT
    )
    suspected = forms.TypedChoiceField(label=_("Which treatment do you think it was?"), coerce=int)
    began = forms.CharField(
        label=_("When did it begin?"), help_text=_("As 2024, 2024-05 or 2024-05-17."), max_length=10, required=False
    )
    outcome = forms.ChoiceField(
        label=_("How did it go on?"), choices=[("", _("Leave it open")), *OUTCOMES], required=False
    )
    serious = forms.MultipleChoiceField(
        label=_("Was it serious?"), choices=SERIOUS, widget=forms.CheckboxSelectMultiple, required=False
    )
    story = forms.CharField(
        label=_("In your own words"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONGEST_STORY, required=False
    )
    others = forms.TypedMultipleChoiceField(
        label=_("What else did you take then?"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    items = forms.TypedMultipleChoiceField(
        label=_("What of your diary may stand there?"),
        help_text=_("With your notes."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    about = forms.CharField(
        label=_("About you"),
        help_text=_("Age, sex, weight, as far as you like."),
        max_length=LONGEST_TEXT,
        required=False,
    )
    country = forms.ChoiceField(label=_("Where do you live?"), choices=COUNTRIES, required=False)

    def __init__(self, *args: Any, medicines: Choices, diary: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["suspected"].choices = list(medicines)  # type: ignore[attr-defined]
        self.fields["others"].choices = list(medicines)  # type: ignore[attr-defined]
        self.fields["items"].choices = list(diary)  # type: ignore[attr-defined]
        if not diary:
            del self.fields["items"]

    def clean_began(self) -> str:
        """The date in words. Raises ValidationError for what is no date, or lies ahead."""
        try:
            told = happened(self.cleaned_data["began"], today=self._today)
        except BadDate as bad:
            raise ValidationError(str(bad)) from bad
        return in_words(told) if told.value else ""

    def filled(self) -> Filled:
        """What was filled in."""
        said: dict[str, Any] = self.cleaned_data
        return Filled(
            country=said["country"],
            effect=said["effect"],
            suspected=said["suspected"],
            began=said["began"],
            outcome=said["outcome"],
            serious=tuple(said["serious"]),
            story=said["story"],
            about=said["about"],
            others=frozenset(said["others"]),
            items=frozenset(said.get("items", ())),
        )

"""The form of a visit sheet."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bedside.areas.visits.queries import Chosen
from bedside.doors.web.forms.base import Form
from bedside.kit.clock import now
from bedside.policy.visits.links import USUAL
from bedside.policy.visits.sheet import LONGEST_LINE, LONGEST_NAME, LONGEST_QUESTION

MOST_ALLERGIES = 20
OLDEST = 120  # years
ALLERGIES = (
    ("unsaid", _("Leave it open")),
    ("none", _("None that I know of")),
    ("these", _("These:")),
)
LASTING = (("hour", _("For an hour")), ("day", _("For a day")), ("week", _("For a week")))


def _question(number: int) -> forms.CharField:
    label = _("Question %(number)s") % {"number": number}
    return forms.CharField(label=label, max_length=LONGEST_QUESTION, required=False)


class SheetForm(Form):
    """What stands on the sheet. Nothing is ticked that the member can't untick; only the name is needed."""

    name = forms.CharField(
        label=_("The name on it"),
        help_text=_("As the people there know you. Initials will do. It is not shown anywhere on this site."),
        max_length=LONGEST_NAME,
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    question_1 = _question(1)
    question_2 = _question(2)
    question_3 = _question(3)
    last_visit = forms.DateField(
        label=_("Your last visit"),
        help_text=_("If you fill this in, the sheet says what changed since then."),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    conditions = forms.MultipleChoiceField(
        label=_("What you have"), widget=forms.CheckboxSelectMultiple, required=False
    )
    courses = forms.MultipleChoiceField(
        label=_("What you took and take"), widget=forms.CheckboxSelectMultiple, required=False
    )
    scores = forms.MultipleChoiceField(
        label=_("Changes in what you answered"), widget=forms.CheckboxSelectMultiple, required=False
    )
    trend = forms.ChoiceField(label=_("A drawing of one of them"), widget=forms.RadioSelect, required=False)
    allergic = forms.ChoiceField(label=_("Allergies"), choices=ALLERGIES, widget=forms.RadioSelect, initial="unsaid")
    allergies = forms.CharField(
        label=_("Which allergies"),
        help_text=_("One on a line, with what happened: “Penicillin: rash”."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        required=False,
    )
    lasting = forms.ChoiceField(
        label=_("If you make a link: how long it opens"), choices=LASTING, widget=forms.RadioSelect, initial=USUAL
    )
    with_code = forms.BooleanField(label=_("Ask for a code of six figures as well"), required=False)

    def __init__(
        self,
        *args: Any,
        conditions: list[tuple[int, str]],
        courses: list[tuple[int, str]],
        questionnaires: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("conditions", conditions)
        self._offer("courses", courses)
        self._offer("scores", questionnaires)
        self._offer("trend", [("", _("None")), *questionnaires] if questionnaires else [])

    def _offer(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        """Offer what there is, all of it ticked where several can be; leave out a question without an answer."""
        if not choices:
            del self.fields[name]
            return
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)
        self.initial.setdefault(name, "" if name == "trend" else [value for value, _label in choices])

    def clean_birth_year(self) -> int | None:
        """Refuse a year in which nobody was born who is here."""
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and not now().year - OLDEST <= year <= now().year:
            raise ValidationError(_("Type the year with four figures, such as 1984."))
        return year

    def clean_last_visit(self) -> Any:
        """Refuse a day that is still to come."""
        on = self.cleaned_data["last_visit"]
        if on is not None and on > now().date():
            raise ValidationError(_("This day is still to come."))
        return on

    def clean(self) -> dict[str, Any]:
        """Ask for what was said to be there."""
        told: dict[str, Any] = super().clean() or {}
        lines = [" ".join(line.split()) for line in told.get("allergies", "").splitlines() if line.strip()]
        if told.get("allergic") == "these" and not lines:
            self.add_error("allergies", _("Name at least one, or choose another answer above."))
        if len(lines) > MOST_ALLERGIES or any(len(line) > LONGEST_LINE for line in lines):
            self.add_error("allergies", _("That is too long. Up to 20 lines of 180 characters."))
        return told | {"lines": tuple(lines)}

    def chosen(self) -> Chosen:
        """Return what was filled in."""
        told = self.cleaned_data
        questions = (told[f"question_{number}"].strip() for number in (1, 2, 3))
        return Chosen(
            name=told["name"],
            birth_year=told["birth_year"],
            last_visit=told["last_visit"],
            questions=tuple(one for one in questions if one),
            allergies={"none": (), "these": told["lines"]}.get(told["allergic"]),
            conditions=frozenset(int(number) for number in told.get("conditions", ())),
            courses=frozenset(int(number) for number in told.get("courses", ())),
            scores=frozenset(told.get("scores", ())),
            trend=told.get("trend", ""),
        )

"""Forms of the duty team: telling somebody outside, the rota, the review."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.people_staff import Handle
from bedside.policy.escalation.triaging import WORDS as WHYS

ROLES = (("moderator", _("Moderator")), ("clinician", _("Volunteer clinician")))
PLACES = ((1, _("First")), (2, _("Second")), (3, _("Third")))
WEEKDAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)
DAY = {"type": "date"}
CLOCK = {"type": "time"}
MOMENT = {"type": "datetime-local"}


class WhyForm(Form):
    """Why somebody on duty says how grave it is."""

    why = forms.ChoiceField(
        label=_("Why?"), choices=[(one.value, _(words)) for one, words in WHYS.items()], widget=forms.RadioSelect
    )


class GlassForm(Form):
    """Why somebody outside is told, who, and the fewest words."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=[("plan", _("There is a plan, and a way")), ("imminent", _("It is happening now"))],
        widget=forms.RadioSelect,
    )
    to = forms.ChoiceField(
        label=_("Who is told?"),
        choices=[("service", _("An emergency service")), ("person", _("Somebody whom the author named"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("The words that are passed on"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The fewest that help: where, and what may happen. Never the story."),
    )
    unreachable = forms.BooleanField(label=_("We wrote to the author, and got no answer"), required=False)
    told = forms.BooleanField(
        label=_("The author may be told afterwards"),
        required=False,
        initial=True,
        help_text=_("Take the tick away only where telling would put them in danger."),
    )


class Moment(forms.DateTimeField):
    """A day and a time, by the clock of the site."""

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        widget = forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
        super().__init__(input_formats=formats, widget=widget, **kwargs)


class Begins(Form):
    """From when to when."""

    begins = Moment(label=_("From"))
    ends = Moment(label=_("Until"))

    @property
    def times(self) -> dict[str, datetime]:
        """What was typed, for the action."""
        return {"begins": self.cleaned_data["begins"], "ends": self.cleaned_data["ends"]}


class ShiftForm(Begins):
    """One shift."""

    handle = Handle(label=_("Handle"))
    role = forms.ChoiceField(label=_("As"), choices=ROLES)
    place = forms.TypedChoiceField(label=_("Asked"), choices=PLACES, coerce=int)
    field_order = ("handle", "role", "place", "begins", "ends")


class WeekForm(Form):
    """The same shift on some weekdays."""

    handle = Handle(label=_("Handle"))
    role = forms.ChoiceField(label=_("As"), choices=ROLES)
    place = forms.TypedChoiceField(label=_("Asked"), choices=PLACES, coerce=int)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))
    ends = forms.TimeField(
        label=_("Until"),
        widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"),
        help_text=_("Earlier than the beginning: it ends on the next day."),
    )
    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs=DAY))
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=DAY))
    zone = forms.CharField(label=_("Time zone"), max_length=60, help_text=_("Such as Europe/London."))


class PublishForm(Begins):
    """Publish the rota of some days."""

    gaps_told = forms.BooleanField(
        label=_("Hours are empty, and members are told that nobody reads then"), required=False
    )


class AwayForm(Begins):
    """When one is away."""


class LessonsForm(Form):
    """What was learned, and which patient member reads it."""

    words = forms.CharField(
        label=_("What was learned"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Name nobody. The member reads these words, the class and the times, never the post."),
    )
    handle = Handle(label=_("Handle of the patient member"))

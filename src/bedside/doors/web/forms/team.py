"""Forms of a practice's team: answers, comments, who gets a thread, calls, hours, the team."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.messaging.models.message import LONGEST
from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.pictures import WithPictures
from bedside.policy.practice.roles import NAMES
from bedside.policy.practice.sending import OUTCOMES
from bedside.policy.practice.templates import LONGEST as LONGEST_TEMPLATE

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
WINDOWS = (
    (0, _("At any time")),
    (1, _("Once, within one hour")),
    (4, _("Once, within four hours")),
    (8, _("Once, within eight hours")),
    (24, _("Once, within a day")),
)
SNOOZES = ((4, _("Four hours")), (24, _("Until tomorrow")), (72, _("Three days")), (168, _("A week")))


def window_field() -> forms.TypedChoiceField:
    """Return the choice of when the patient may write back; nothing chosen is at any time."""
    return forms.TypedChoiceField(
        label=_("When may they write back?"), required=False, coerce=int, empty_value=0, choices=WINDOWS
    )


class AnswerForm(WithPictures):
    """What the practice answers. Hidden: the id of the answer to come, and the newest message above the form."""

    field_order = ("words", "pictures")
    words = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST + 1000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    speaks_for = forms.TypedChoiceField(label=_("You answer for"), required=False, coerce=int, empty_value=0)
    window = window_field()
    key = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**63 - 1)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**63 - 1)

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]] = (), urgent: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if urgent:  # nobody in need is told to be quick
            del self.fields["window"]
        if others:
            self.fields["speaks_for"].choices = [(0, _("Yourself")), *others]  # type: ignore[attr-defined]
        else:
            del self.fields["speaks_for"]


class WhyForm(Form):
    """Why a sensitive thread is opened."""

    why = forms.CharField(label=_("Why do you open it?"), max_length=300)


class CommentForm(WithPictures):
    """What the team says among itself."""

    field_order = ("words", "pictures")
    words = forms.CharField(label=_("A comment for the team"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}))


class HandOnForm(Form):
    """To whom a thread goes, and with which word."""

    to = forms.TypedChoiceField(label=_("To whom?"), coerce=int)
    words = forms.CharField(
        label=_("What they should know"),
        required=False,
        max_length=LONGEST,
        help_text=_("Only the team reads this."),
        widget=forms.Textarea({"rows": 2}),
    )
    second = forms.BooleanField(label=_("As the second person on it"), required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = people  # type: ignore[attr-defined]


class SnoozeForm(Form):
    """For how long a thread is put off."""

    hours = forms.TypedChoiceField(label=_("For how long?"), coerce=int, choices=SNOOZES)


class CloseForm(Form):
    """The summary with which a thread ends."""

    summary = forms.CharField(
        label=_("What was agreed"),
        max_length=LONGEST,
        help_text=_("Your patient keeps this."),
        widget=forms.Textarea({"rows": 3}),
    )


class CallForm(Form):
    """How a call ended."""

    outcome = forms.ChoiceField(
        label=_("How did the call end?"),
        choices=[(one.value, _(words)) for one, words in OUTCOMES.items()],
        help_text=_("Your patient reads this line."),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("A note for the team"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )


class WriteForm(Form):
    """The practice writes first."""

    subject = forms.CharField(label=_("Heading"), max_length=120, required=False)
    words = forms.CharField(label=_("Your message"), max_length=LONGEST, widget=forms.Textarea({"rows": 6}))
    window = window_field()


class MemberForm(Form):
    """Who comes onto the team, and as what."""

    handle = forms.CharField(label=_("Handle"), max_length=40)
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, _(name)) for role, name in NAMES.items()])


class FactsForm(Form):
    """What a practice says of itself."""

    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    time_zone = forms.CharField(label=_("Time zone"), max_length=64, help_text=_("Such as Europe/London."))
    country = forms.CharField(label=_("Country, two letters"), max_length=2, required=False)
    stated_answer_time = forms.CharField(
        label=_("How soon you usually answer"),
        max_length=120,
        required=False,
        help_text=_("Said until we have measured it."),
    )
    cap = forms.IntegerField(label=_("Open threads for each person"), min_value=0, max_value=9999)
    accepting = forms.BooleanField(label=_("We take new messages"), required=False)
    substance_use = forms.BooleanField(label=_("We run a programme under 42 CFR part 2"), required=False)


class HoursForm(Form):
    """Opening hours: for each day up to two spans."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in enumerate(WEEKDAYS):
            for part in (1, 2):
                for end, words in (("opens", _("from")), ("closes", _("to"))):
                    label = (
                        f"{name} {words}" if part == 1 else _("%(day)s, again %(end)s") % {"day": name, "end": words}
                    )
                    field = forms.TimeField(
                        label=label, required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
                    )
                    self.fields[f"{end}_{day}_{part}"] = field

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of a span."""
        cleaned = super().clean() or {}
        for day in range(7):
            for part in (1, 2):
                opens, closes = cleaned.get(f"opens_{day}_{part}"), cleaned.get(f"closes_{day}_{part}")
                if (opens is None) != (closes is None):
                    missing = "closes" if closes is None else "opens"
                    self.add_error(f"{missing}_{day}_{part}", _("Give both ends, or neither."))
        return cleaned

    @property
    def spans(self) -> list[tuple[int, time, time]]:
        """What was typed: day, opening, closing."""
        typed = self.cleaned_data
        pairs = [
            (day, typed[f"opens_{day}_{part}"], typed[f"closes_{day}_{part}"]) for day in range(7) for part in (1, 2)
        ]
        return [one for one in pairs if one[1] is not None]


class DaysForm(Form):
    """Days on which a practice is closed."""

    first = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}))
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput({"type": "date"}))
    words = forms.CharField(label=_("What is said of it"), max_length=120, required=False)


class ShiftForm(Form):
    """Who is on call, by the practice's clock."""

    who = forms.TypedChoiceField(label=_("Who?"), coerce=int)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    hours = forms.IntegerField(label=_("Hours"), min_value=1, max_value=168)
    place = forms.TypedChoiceField(
        label=_("Asked"), coerce=int, choices=[(1, _("First")), (2, _("Second")), (3, _("Third"))]
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = people  # type: ignore[attr-defined]

    @property
    def begins_on_wall(self) -> datetime:
        """When it begins, as the practice's clock shows it."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["begins"])

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return timedelta(hours=self.cleaned_data["hours"])


class AwayForm(Form):
    """Until when somebody is away, and who stands in."""

    last = forms.DateField(label=_("Last day away"), widget=forms.DateInput({"type": "date"}))
    hands_to = forms.TypedChoiceField(label=_("Who stands in?"), coerce=int, required=False, empty_value=0)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hands_to"].choices = [(0, _("Everybody on the team")), *people]  # type: ignore[attr-defined]


class DeputyForm(Form):
    """Who may answer for somebody, until when."""

    deputy = forms.TypedChoiceField(label=_("Who?"), coerce=int)
    last = forms.DateField(label=_("Until"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].choices = people  # type: ignore[attr-defined]


class TemplateForm(Form):
    """A text of the practice's own."""

    name = forms.CharField(label=_("Name"), max_length=80)
    words = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEMPLATE,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Places to fill in: {{patient}}, {{practice}}, {{telephone}}, {{my name}}, or your own."),
    )


class CallWishForm(Form):
    """When and where a patient wants to be called."""

    number = forms.CharField(
        label=_("Your number"), max_length=40, widget=forms.TextInput({"type": "tel", "autocomplete": "tel"})
    )
    topic = forms.CharField(label=_("What it is about"), max_length=120, required=False)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))
    opens = forms.TimeField(label=_("From"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    closes = forms.TimeField(label=_("To"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))

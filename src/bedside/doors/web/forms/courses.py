"""A course of treatment of one's own: told, stopped, taken in another dose."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.dates import DatePartField
from bedside.doors.web.forms.word_field import WordField
from bedside.kit.clock import now
from bedside.policy.courses import LONGEST_UNIT, Course, Dose, Kind, Line, Reason, Taking

KIND = (
    (Kind.MEDICINE, _("A medicine")),
    (Kind.SUPPLEMENT, _("A vitamin, herb or other supplement")),
    (Kind.PROCEDURE, _("An operation or procedure")),
    (Kind.DEVICE, _("A device or aid")),
    (Kind.THERAPY, _("A therapy")),
    (Kind.LIFESTYLE, _("Food, rest, movement, habits")),
    (Kind.STOPPING, _("Leaving something off")),
)
LINE = (
    (Line.UNSURE, _("I'm not sure")),
    (Line.FIRST, _("Yes, it is the first")),
    (Line.SECOND, _("No, it is the second")),
    (Line.LATER, _("No, I had tried more")),
)
TAKING = ((Taking.YES, _("Yes")), (Taking.ON_OFF, _("On and off")), (Taking.NO, _("No, I stopped")))
REASONS = (
    (Reason.NO_EFFECT, _("It did not help")),
    (Reason.SIDE_EFFECTS, _("Unwanted effects")),
    (Reason.COST, _("It cost too much")),
    (Reason.BURDEN, _("It was too much trouble")),
    (Reason.GOT_BETTER, _("I got better")),
    (Reason.CLINICIAN_ADVICE, _("A clinician advised me to")),
    (Reason.INTERACTION, _("It did not go with something else I take")),
    (Reason.PREGNANCY, _("Pregnancy")),
    (Reason.SUPPLY, _("I could not get it any more")),
    (Reason.FINISHED, _("The treatment was finished")),
    (Reason.OTHER_PLAN, _("I changed to something else")),
    (Reason.OTHER, _("Something else")),
    (Reason.NOT_SAID, _("I'd rather not say")),
)


def _amount(**kwargs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": "8"})
    return forms.CharField(required=False, max_length=LONGEST_UNIT, widget=widget, **kwargs)


class CourseForm(Form):
    """What is told of a course. What it is and what it is for are enough."""

    main = ("text", "condition", "purpose", "taking", "asks")

    text = forms.CharField(
        label=_("What do you take or do?"), help_text=_("A medicine, a therapy, a change of habits."), max_length=1_000
    )
    condition = forms.ChoiceField(label=_("What for?"), required=False)
    purpose = WordField(
        label=_("What for, in your own words"),
        help_text=_("An illness, or a goal such as sleep."),
        max_length=1_000,
        required=False,
    )
    taking = forms.ChoiceField(
        label=_("Do you still take it?"), choices=TAKING, widget=forms.RadioSelect, initial=Taking.YES
    )
    asks = forms.BooleanField(
        label=_("You may ask me how it goes"),
        help_text=_("Up to four times in a year, also if I stop. It needs to know when you started."),
        required=False,
    )
    start = DatePartField(label=_("When did you start, or when will you?"), ahead=True)
    stop = DatePartField(label=_("When did you stop, if you did?"))
    amount = _amount(label=_("How much at a time?"))
    unit = forms.CharField(label=_("Of which unit?"), help_text=_("mg, drops, tablets"), required=False, max_length=300)
    times = forms.CharField(label=_("How often?"), help_text=_("Twice a day"), required=False, max_length=1_000)
    route = forms.CharField(label=_("In which way?"), help_text=_("By mouth, on the skin"), required=False)
    kind = forms.ChoiceField(label=_("What is it?"), choices=KIND, required=False, initial=Kind.MEDICINE)
    line = forms.ChoiceField(
        label=_("Is it the first thing that you tried for it?"), choices=LINE, required=False, initial=Line.UNSURE
    )
    another = forms.BooleanField(label=_("Both are meant: keep this one too"), widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, conditions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if conditions:
            field = cast("forms.ChoiceField", self.fields["condition"])
            self.fields["purpose"].label = _("If something else: in your own words")
            field.choices = [("", _("Something else")), *((str(number), name) for number, name in conditions)]
        else:
            del self.fields["condition"]

    def ask_another(self) -> None:
        """Show the tick that says: both are meant."""
        self.fields["another"].widget = forms.CheckboxInput()

    def clean(self) -> dict[str, Any]:
        """Ask for what it is for, in one of the two ways."""
        told: dict[str, Any] = super().clean() or {}
        if not told.get("purpose", "").strip() and not told.get("condition") and "purpose" not in self.errors:
            self.add_error("purpose", _("Say what it is for: an illness, or a goal such as sleep."))
        return told

    def course(self) -> Course:
        """Return what was filled in. Only for a valid form."""
        said = self.cleaned_data
        return Course(
            text=said["text"],
            purpose=said["purpose"],
            condition_id=int(said["condition"]) if said.get("condition") else None,
            declared=now().date(),
            kind=Kind(said["kind"] or Kind.MEDICINE),
            line=Line(said["line"] or Line.UNSURE),
            dose=Dose(amount=said["amount"], unit=said["unit"], times=said["times"]),
            route=said["route"],
            start=said["start"],
            stop=said["stop"],
            taking=Taking(said["taking"]),
            asks=said["asks"],
        )


class StopForm(Form):
    """When and why it ended. The day and the reasons can be left open."""

    stop = DatePartField(label=_("When did you stop?"))
    reasons = forms.MultipleChoiceField(
        label=_("Why? Tick all that is true."), choices=REASONS, widget=forms.CheckboxSelectMultiple, required=False
    )
    main_reason = forms.ChoiceField(
        label=_("The main reason, if there were several"), choices=[("", _("Choose")), *REASONS], required=False
    )
    other_reason = forms.CharField(label=_("If it was something else: what?"), required=False, max_length=1_000)


class DoseForm(Form):
    """From when on the dose is another."""

    on = DatePartField(label=_("Since when?"))
    amount = _amount(label=_("How much at a time?"))
    unit = forms.CharField(label=_("Of which unit?"), help_text=_("mg, drops, tablets"), required=False, max_length=300)
    times = forms.CharField(label=_("How often?"), help_text=_("Twice a day"), required=False, max_length=1_000)


def filled(course: Course) -> dict[str, Any]:
    """Return what the form shows of a course that is kept. Words beside an illness are its name: they are not asked."""
    return {
        "text": course.text,
        "condition": course.condition_id or "",
        "purpose": "" if course.condition_id else course.purpose,
        "taking": course.taking,
        "asks": course.asks,
        "start": course.start.value,
        "stop": course.stop.value,
        "amount": course.dose.amount,
        "unit": course.dose.unit,
        "times": course.dose.times,
        "route": course.route,
        "kind": course.kind,
        "line": course.line,
    }

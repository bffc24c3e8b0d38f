"""What else is kept in the record: one form a kind. Each says what it shows first; the rest is asked for below."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.dates import DatePartField
from bedside.policy.entries.allergy import Allergy, Sort, Worst
from bedside.policy.entries.appointment import Appointment
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.entries.goal import Goal, Stands
from bedside.policy.entries.immunisation import Immunisation
from bedside.policy.entries.measurement import BY_LOINC, KNOWN, Measurement
from bedside.policy.entries.procedure import Procedure
from bedside.policy.entries.units import unit_in_words

LONGEST_TYPED: Final = 6_000  # the action says how long a text may be, and hands it back
SORT = (
    (Sort.ALLERGY, _("An allergy")),
    (Sort.INTOLERANCE, _("I don't tolerate it well")),
    (Sort.UNSURE, _("I am not sure")),
)
WORST = (
    (Worst.UNSAID, _("I'd rather not say")),
    (Worst.MILD, _("Mild")),
    (Worst.MODERATE, _("Moderate")),
    (Worst.SEVERE, _("Severe")),
)
STANDS = (
    (Stands.OPEN, _("I am on my way")),
    (Stands.REACHED, _("I have reached it")),
    (Stands.LET_GO, _("I let it go")),
)
KNOWN_NAMES: Final[Mapping[str, Any]] = {
    "29463-7": _("Weight"),
    "8302-2": _("Height"),
    "8480-6": _("Blood pressure, upper"),
    "8462-4": _("Blood pressure, lower"),
    "8867-4": _("Pulse"),
    "9279-1": _("Breaths"),
    "8310-5": _("Temperature"),
    "59408-5": _("Oxygen in the blood"),
    "15074-8": _("Blood sugar"),
    "4548-4": _("HbA1c"),
    "20150-9": _("FEV1"),
    "33452-4": _("Peak flow"),
}
UNITS: Final = tuple(dict.fromkeys(unit for known in KNOWN for unit in known.units))


def line(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A box of one line."""
    return forms.CharField(label=label, max_length=1_000, required=required, help_text=help_text)


def words(label: Any, help_text: Any = "", rows: int = 4) -> forms.CharField:
    """A box of several lines."""
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=LONGEST_TYPED, required=False, help_text=help_text, widget=area)


class EntryForm(Form):
    """What the forms of all kinds share. `main` are the fields that are seen at once."""

    main: ClassVar[tuple[str, ...]] = ("text",)
    sure = forms.BooleanField(label=_("It is right as I typed it"), widget=forms.HiddenInput, required=False)

    def ask_sure(self) -> None:
        """Show the tick that says: it is right."""
        self.fields["sure"].widget = forms.CheckboxInput()

    def thing(self) -> Any:
        """Return what was filled in. Only for a valid form."""
        raise NotImplementedError

    @classmethod
    def filled(cls, thing: Any) -> dict[str, Any]:
        """Return what the form shows of an entry that is kept."""
        told = {name: getattr(thing, name) for name in cls.base_fields if hasattr(thing, name)}
        return {name: getattr(value, "value", value) for name, value in told.items()}

    def told(self, *names: str) -> dict[str, Any]:
        """Return some of the answers by their names."""
        return {name: self.cleaned_data[name] for name in names}


class MeasurementForm(EntryForm):
    """A number with its unit."""

    main = ("loinc", "value", "unit", "on")
    loinc = forms.ChoiceField(
        label=_("What did you measure?"),
        choices=[("", _("Choose, or write it below")), *KNOWN_NAMES.items()],
        required=False,
    )
    value = forms.CharField(
        label=_("The number"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "8"})
    )
    unit = forms.ChoiceField(
        label=_("The unit"),
        choices=[("", _("Choose, or write it below")), *((one, unit_in_words(one)) for one in UNITS)],
        required=False,
    )
    on = DatePartField(label=_("When?"))
    text = line(_("What it is, if it is something else"))
    own_unit = line(_("The unit, if it is another one"), help_text=_("As your laboratory writes it, such as U/L."))
    at = line(_("At what time?"), help_text=_("Such as 09:05. You can leave it empty."))
    note = words(_("A note"))

    def clean(self) -> dict[str, Any]:
        """Ask for a name where none was chosen."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("loinc") and not said.get("text"):
            self.add_error("text", gettext("Choose what you measured above, or write it here."))
        return said

    def thing(self) -> Measurement:
        """Return what was filled in."""
        said = self.cleaned_data
        known = BY_LOINC.get(said["loinc"])
        return Measurement(
            text=known.text if known else said["text"],
            unit=said["unit"] or said["own_unit"],
            **self.told("loinc", "value", "on", "at", "note"),
        )

    @classmethod
    def filled(cls, thing: Measurement) -> dict[str, Any]:
        """Return what the form shows: a name or a unit of one's own stands in its own box."""
        told = super().filled(thing) | {"on": thing.on.value}
        return told | {
            "loinc": thing.loinc if thing.loinc in BY_LOINC else "",
            "text": "" if thing.loinc in BY_LOINC else thing.text,
            "unit": thing.unit if thing.unit in UNITS else "",
            "own_unit": "" if thing.unit in UNITS else thing.unit,
        }


class AllergyForm(EntryForm):
    """An allergy, or an intolerance."""

    main = ("text", "reaction", "worst")
    text = line(_("What are you allergic to?"), required=True, help_text=_("Or what you don't tolerate, such as milk."))
    reaction = line(_("What happens?"), help_text=_("Such as a rash, or no air."))
    worst = forms.ChoiceField(
        label=_("How bad was it at its worst?"), choices=WORST, widget=forms.RadioSelect, required=False
    )
    sort = forms.ChoiceField(label=_("What is it?"), choices=SORT, initial=Sort.UNSURE)
    since = DatePartField(label=_("Since when?"))
    over = forms.BooleanField(label=_("It has gone"), required=False)
    note = words(_("A note"))

    def thing(self) -> Allergy:
        """Return what was filled in."""
        said = self.cleaned_data
        return Allergy(
            sort=Sort(said["sort"]),
            worst=Worst(said["worst"]),
            **self.told("text", "reaction", "since", "over", "note"),
        )


class ImmunisationForm(EntryForm):
    """A vaccine."""

    main = ("text", "on")
    text = line(_("Which vaccine?"), required=True, help_text=_("What it is against is enough, such as tetanus."))
    on = DatePartField(label=_("When?"))
    dose = line(_("Which dose?"), help_text=_("Such as 2 of 3."))
    note = words(_("A note"), _("Such as the number on the bottle."))

    def thing(self) -> Immunisation:
        """Return what was filled in."""
        return Immunisation(**self.told("text", "on", "dose", "note"))


class ProcedureForm(EntryForm):
    """Something that was done."""

    main = ("text", "on")
    text = line(_("What was done?"), required=True, help_text=_("An operation, an examination, a stay in hospital."))
    on = DatePartField(label=_("When?"))
    until = DatePartField(label=_("Until when, if it took longer?"))
    why = line(_("What was it for?"))
    where = line(_("Where?"))
    note = words(_("A note"))

    def thing(self) -> Procedure:
        """Return what was filled in."""
        return Procedure(**self.told("text", "on", "until", "why", "where", "note"))


class GoalForm(EntryForm):
    """Something to reach."""

    main = ("text", "by", "ahead")
    text = line(_("What would you like to reach?"), required=True, help_text=_("Small is good: to the gate and back."))
    by = DatePartField(
        label=_("By when, if you like?"), ahead=True, help_text=_("A year is enough: 2027, 2027-05 or 2027-05-17.")
    )
    ahead = words(_("Small steps on the way"), _("If you like, one on a line. You can tick each off later."))
    done = words(_("Steps that you have done"), _("One on a line. Nothing is counted."))
    stands = forms.ChoiceField(label=_("How does it stand?"), choices=STANDS, initial=Stands.OPEN)
    note = words(_("A note"))

    def thing(self) -> Goal:
        """Return what was filled in."""
        said = self.cleaned_data
        steps = {name: _lines(said[name]) for name in ("ahead", "done")}
        return Goal(stands=Stands(said["stands"]), **steps, **self.told("text", "by", "note"))

    @classmethod
    def filled(cls, thing: Goal) -> dict[str, Any]:
        """Return what the form shows: a step on a line."""
        return super().filled(thing) | {
            "ahead": "\n".join(thing.ahead),
            "done": "\n".join(thing.done),
        }


def _lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(one.split()) for one in text.splitlines())
    return tuple(one for one in lines if one)


class AppointmentForm(EntryForm):
    """When somebody sees a clinician."""

    main = ("text", "on", "at", "question_1", "question_2", "question_3")
    text = line(_("With whom?"), required=True)
    on = DatePartField(label=_("When?"), ahead=True, help_text=_("As 2027-05-17, or 2027-05 if you know no more."))
    at = line(_("At what time?"), help_text=_("Such as 09:05. You can leave it empty."))
    question_1 = line(_("What matters most to ask?"))
    question_2 = line(_("The second question"))
    question_3 = line(_("The third question"))
    why = line(_("What is it for?"))
    where = line(_("Where?"))
    note = words(_("A note"), _("Such as what was said there."))

    def thing(self) -> Appointment:
        """Return what was filled in."""
        asked = (" ".join(self.cleaned_data[f"question_{number}"].split()) for number in (1, 2, 3))
        return Appointment(
            questions=tuple(one for one in asked if one), **self.told("text", "on", "at", "why", "where", "note")
        )

    @classmethod
    def filled(cls, thing: Appointment) -> dict[str, Any]:
        """Return what the form shows: a question in a box."""
        asked = {f"question_{number}": one for number, one in enumerate(thing.questions, start=1)}
        return super().filled(thing) | asked


class NoteForm(EntryForm):
    """A note to oneself."""

    main = ("text", "words")
    text = line(_("Heading"), required=True)
    words = words(_("Your note"), rows=8)
    on = DatePartField(label=_("Which day is it about?"))

    def thing(self) -> FreeNote:
        """Return what was filled in."""
        return FreeNote(**self.told("text", "words", "on"))


FORMS: Final[Mapping[str, type[EntryForm]]] = {
    "measurements": MeasurementForm,
    "allergies": AllergyForm,
    "immunisations": ImmunisationForm,
    "procedures": ProcedureForm,
    "goals": GoalForm,
    "appointments": AppointmentForm,
    "notes": NoteForm,
}
"""By the keys of `policy.entries.KINDS`."""

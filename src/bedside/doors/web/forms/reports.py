"""Forms of reports: reporting, deciding, asking for a second look and answering one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.moderation.actions import Choice
from bedside.doors.web.forms.base import Form
from bedside.policy.moderation.acts import Act
from bedside.policy.moderation.reasons import FOR_ACTS, REASONS, Thing, reasons_for
from bedside.policy.moderation.spam import PACES

NO = "nothing"


class ReportForm(Form):
    """What is wrong with it."""

    reason = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only needed for “something else”. Nobody is told that it was you."),
    )

    def __init__(self, *args: Any, thing: Thing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(one.code, _(one.words)) for one in reasons_for(thing)]  # type: ignore[attr-defined]  # a ChoiceField


class DecideForm(Form):
    """What is done about it. `can` are the acts that the viewer has here."""

    act = forms.ChoiceField(label=_("What do you do?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Why?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The author reads this sentence."),
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        required=False,
        coerce=int,
        empty_value=0,
        help_text=_("Counts when something is taken out of sight, or somebody is limited."),
    )
    words = forms.CharField(
        label=_("Your words to the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say what would make it fit. Name nobody. You can leave it empty."),
    )
    limit = forms.BooleanField(label=_("Also limit its authors for 7 days"), required=False)

    def __init__(self, *args: Any, can: Iterable[Act], many: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        all_of_them, found = list(can), self.fields  # type: Any, Any
        can = [one for one in all_of_them if one.on_posts or not many]
        found["act"].choices = [(NO, _("Leave it as it is")), *((one.code, _(one.words)) for one in can)]
        found["reason"].choices = [(code, _(REASONS[code].told)) for code in REASONS if code in FOR_ACTS]
        days = sorted({days for one in can for days in one.choices})
        found["days"].choices = [("", _("Choose")), *((n, _("%(n)s days") % {"n": n}) for n in days)]
        if not days:
            del found["days"]
        if not many or all(one.on_posts for one in all_of_them):
            del found["limit"]

    @property
    def nothing(self) -> bool:
        """Whether it is left as it is."""
        return bool(self.cleaned_data["act"] == NO)

    @property
    def choice(self) -> Choice:
        """What was decided, for the action."""
        told = self.cleaned_data
        return Choice(act=told["act"], reason=told["reason"], days=told.get("days") or 0, words=told["words"])


class AppealForm(Form):
    """Why somebody sees it differently."""

    words = forms.CharField(
        label=_("Why do you see it differently?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Somebody else than before reads it."),
    )


class SecondLookForm(Form):
    """The answer to an appeal."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("uphold", _("It stays so")), ("overturn", _("Take it back: all is as it was before"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The author reads it."),
    )


class PaceForm(Form):
    """How often one member may post in a space."""

    pace = forms.TypedChoiceField(
        label=_("How often may one person post here?"),
        choices=[(seconds, _(words)) for seconds, words in PACES.items()],
        coerce=int,
        widget=forms.RadioSelect,
    )

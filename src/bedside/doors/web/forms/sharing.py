"""Forms of sharing one's record: with whom, which kinds, which of them; and of one single item."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form

KINDS = (
    ("days", _("How my days were")),
    ("symptoms", _("What I felt: which symptom, the day and how strong; not my notes")),
    ("conditions", _("What I have")),
    ("courses", _("What I take and took: what for, how much, how long, why I stopped")),
    ("questionnaires", _("My questionnaires: which one, the day and the score")),
    ("measurements", _("What I measured: what, the number, and when")),
    ("allergies", _("My allergies and intolerances: what happens, and how bad")),
    ("immunisations", _("My vaccines: which, and when")),
    ("procedures", _("What was done: operations, examinations, stays in hospital, and when")),
    ("goals", _("What I want to reach, and how it stands")),
    ("appointments", _("My appointments: when, what, and what for; not my questions")),
    ("notes", _("Notes to myself, word for word: only those that I choose one by one")),
)
COUNTED_KINDS = (
    ("conditions", _("What I have")),
    ("courses", _("What I take and took, and what I answer when you ask how it goes")),
    ("questionnaires", _("The scores of my questionnaires")),
    ("about_me", _("My sex and my age when I answered, to show whom something helped")),
)
COVERS = (
    ("new", _("Those that I keep from now on")),
    ("all", _("Those that I keep from now on, and all that I have kept so far")),
    ("chosen", _("Only those that I choose one by one")),
)
Choices = Iterable[tuple[str, str]]


class ShareForm(Form):
    """What is shared, and with whom. Nothing is ticked beforehand."""

    audience = forms.ChoiceField(label=_("With whom?"), widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(label=_("What?"), choices=KINDS, widget=forms.CheckboxSelectMultiple)
    covers = forms.ChoiceField(label=_("Which of them?"), choices=COVERS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, audiences: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = list(audiences)  # type: ignore[attr-defined]


class CountForm(Form):
    """What is counted in the site's figures. Nothing is ticked beforehand."""

    kinds = forms.MultipleChoiceField(
        label=_("What may be counted?"), choices=COUNTED_KINDS, widget=forms.CheckboxSelectMultiple
    )


class ItemForm(Form):
    """Who sees one item."""

    audiences = forms.MultipleChoiceField(
        label=_("Who may see it?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    alone = forms.BooleanField(
        label=_("Nobody but me, not even somebody who acts for me"),
        required=False,
        help_text=_("This counts before the ticks above."),
    )

    def __init__(self, *args: Any, audiences: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(audiences)
        if found:
            self.fields["audiences"].choices = found  # type: ignore[attr-defined]
        else:
            del self.fields["audiences"]
            self.fields["alone"].help_text = ""

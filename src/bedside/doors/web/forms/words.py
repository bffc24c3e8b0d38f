"""The presses of boxes of words in a browser without scripts, and the page that looks one word up."""

from typing import Any, TypeVar

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from bedside.areas.vocabulary import queries
from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.word_field import WordField
from bedside.doors.web.http import Request

F = TypeVar("F", bound=forms.Form)
LOOK_UP, TAKE = "look_up", "take"


class WordForm(Form):
    """A word that somebody looks up by itself."""

    text = forms.CharField(label=_("A word"), help_text=_("An illness, a symptom, a goal."), max_length=300)


def answered(request: Request, form_class: type[F]) -> F | None:
    """Return the form as it was filled in, with offers or with the chosen one taken; None for every other press."""
    posted: MultiValueDict[str, str] = request.POST
    asked, taken = posted.get(LOOK_UP), posted.get(TAKE, "")
    name, _colon, word = taken.partition(":")
    place = asked or (name if word else "")
    form = form_class()
    if not isinstance(form.fields.get(place), WordField):
        return None
    filled = {key: _typed(form, key, posted) for key in form.fields}
    if word:
        filled[place] = word
    form = form_class(initial=filled)
    field = form.fields[place]
    if asked and isinstance(field, WordField):
        field.offers = queries.suggest(request.viewer, filled[place] or "")
    return form


def _typed(form: forms.Form, name: str, posted: "MultiValueDict[str, str]") -> Any:
    return form.fields[name].widget.value_from_datadict(posted, MultiValueDict(), form.add_prefix(name))

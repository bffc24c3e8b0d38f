"""How a day was: the press of a face, and what may be added to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.kit.ids import LARGEST


class DayForm(Form):
    """One press: the face, the day it is about, and the page's own key."""

    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    face = forms.IntegerField(required=False, min_value=1, max_value=5)
    key = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)


class MoreForm(Form):
    """Energy and one line, both as one likes."""

    energy = forms.TypedChoiceField(
        label=_("Energy"),
        help_text=_("0 is none at all, 10 is plenty."),
        choices=[("", _("I'd rather not say")), *((n, str(n)) for n in range(11))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    line = forms.CharField(
        label=_("One line about the day"),
        help_text=_("Only you see it, unless you share this day. We keep it encrypted."),
        required=False,
    )

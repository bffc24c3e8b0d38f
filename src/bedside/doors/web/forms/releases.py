"""Forms of open releases: what one costs, with a clear yes; and what of one's own may be in one."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.policy.evidence.releases import STEP, YEARLY

RELEASED_KINDS = (
    ("courses", _("What I answer in my record when you ask how a treatment goes")),
    ("treatments", _("What I told of a treatment on its own page")),
)


class ReleaseForm(Form):
    """What a release costs. The tick is not set beforehand."""

    epsilon = forms.DecimalField(
        label=_("Epsilon"),
        min_value=STEP,
        max_value=YEARLY,
        decimal_places=1,
        help_text=_("From 0.1 to 4. A smaller number means more noise, and costs less of the year. 1 is usual."),
        widget=forms.NumberInput(attrs={"step": "0.1", "min": "0.1", "max": "4", "inputmode": "decimal"}),
        initial=Decimal(1),
    )
    sure = forms.BooleanField(
        label=_("I know that a release is final. Nobody can call it back, and what it costs stays spent."),
        error_messages={"required": _("Tick this if you want it. If not, nothing is released.")},
    )


class LetReleaseForm(Form):
    """What of one's own may enter open releases. Nothing is ticked beforehand."""

    kinds = forms.MultipleChoiceField(
        label=_("What may be in open figures?"), choices=RELEASED_KINDS, widget=forms.CheckboxSelectMultiple
    )

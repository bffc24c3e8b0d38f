"""Forms of emergency access."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.people_staff import Handle
from bedside.policy.break_glass import REASONS

AREA = forms.Textarea(attrs={"rows": 5})


class AskForm(Form):
    """Whose posts, and why."""

    handle = Handle(label=_("Handle"), help_text=_("Of the persona whose posts you need to read."))
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(code, _(words)) for code, words in REASONS.items()],
        widget=forms.RadioSelect,
        help_text=_("The member will read it."),
    )
    words = forms.CharField(
        label=_("What happened"),
        max_length=2000,
        widget=AREA,
        help_text=_("For the second person and the review. It is kept sealed. The member does not read it."),
    )


class AllowForm(Form):
    """The second person's yes: nothing to fill in."""


class AllowLaterForm(AllowForm):
    """The safety lead's yes: the member may be told later."""

    delay_days = forms.IntegerField(
        label=_("Tell the member after"),
        min_value=0,
        max_value=7,
        initial=0,
        help_text=_("Days, 0 to 7. 0 means now."),
    )
    delay_words = forms.CharField(
        label=_("Why later"),
        required=False,
        max_length=2000,
        widget=AREA,
        help_text=_("Needed if it is not 0. Such as: knowing could put somebody in danger."),
    )


class DeclineForm(Form):
    """The second person's no: nothing to fill in."""


class ReviewForm(Form):
    """What the review found."""

    justified = forms.ChoiceField(
        label=_("Was it right to read?"),
        choices=(("yes", _("Yes, it was needed")), ("no", _("No, it should not have been done"))),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Why you think so"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Kept sealed."),
    )

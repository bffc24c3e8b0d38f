"""Forms of first contacts: the private question, the reason to look, and from whom one takes requests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.policy.first_contact import REASON, Openness

FROM = (
    (Openness.EVERYBODY.value, _("Everybody who may here")),
    (Openness.FOLLOWED.value, _("Only people I follow")),
    (Openness.NOBODY.value, _("Nobody")),
)


class OwnPatientForm(Form):
    """The question that a clinician answers for herself. Nothing of it is written down."""

    own_patient = forms.ChoiceField(
        label=_("Is this person your patient, or were they?"),
        help_text=_("Only you see this. Your answer is not kept, and nobody is told."),
        choices=(("no", _("No, or not that I know")), ("yes", _("Yes"))),
        widget=forms.RadioSelect,
    )


class ReasonForm(Form):
    """Why a clinician opens a patient's page."""

    reason = forms.CharField(
        label=_("Why do you look?"),
        max_length=REASON[1],
        help_text=_("A reason of care or of safety. Only you can read it, in your settings."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FirstContactForm(Form):
    """From whom one takes first contacts."""

    connect = forms.ChoiceField(label=_("Who may ask to connect with me?"), choices=FROM, widget=forms.RadioSelect)
    message = forms.ChoiceField(
        label=_("Who may write me a first message?"),
        choices=FROM,
        widget=forms.RadioSelect,
        help_text=_("From people you don't follow it waits until you take it."),
    )

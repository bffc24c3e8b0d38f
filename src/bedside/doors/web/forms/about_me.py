"""Sex and year of birth. Neither has to be told, and nothing is ticked beforehand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.policy.about_me import AboutMe, Sex

SEXES = (
    (Sex.FEMALE, _("Female")),
    (Sex.MALE, _("Male")),
    (Sex.OTHER, _("Neither of the two, or both")),
    (Sex.UNSAID, _("I'd rather not say")),
)


class AboutMeForm(Form):
    """What a member tells of herself."""

    sex = forms.ChoiceField(label=_("Your sex"), choices=SEXES, widget=forms.RadioSelect, required=False)
    born = forms.IntegerField(
        label=_("The year in which you were born"),
        help_text=_("Four figures, such as 1971. The year alone, no day."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": 4}),
        error_messages={"invalid": _("Write the year in four figures, such as 1971.")},
        required=False,
    )
    born_unsaid = forms.BooleanField(label=_("I'd rather not say when I was born"), required=False)

    @property
    def said(self) -> AboutMe:
        """What was filled in; an empty field was not answered."""
        found = self.cleaned_data
        sex = Sex(found["sex"]) if found["sex"] else None
        return AboutMe(sex=sex, born=found["born"], born_unsaid=found["born_unsaid"])

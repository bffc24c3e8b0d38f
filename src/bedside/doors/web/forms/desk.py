"""Forms of the reviewers' desk, and of what is sent to it."""

from itertools import chain, islice
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.credentials.actions.answering import Said
from bedside.doors.web.forms.base import Form
from bedside.kit.images import MAX_BYTES
from bedside.policy.verification.reviewing import AGAIN, MOST_PAPERS, REFUSALS

TAKEN = "image/jpeg,image/png,image/webp,image/heic,image/heif"


class AnswerForm(Form):
    """What a reviewer finds."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("approve", _("Approve: this is the person in the register")),
            ("refuse", _("Refuse")),
            ("cannot_say", _("I cannot say")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("If you refuse, why?"),
        required=False,
        choices=[(code, _(words)) for code, words in REFUSALS.items()],
        widget=forms.RadioSelect,
        help_text=_("The person reads it, in plain words."),
    )
    note = forms.CharField(
        label=_("A note for the file"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept encrypted. The person does not read it here. Leave it empty if you can."),
    )

    @property
    def said(self) -> Said:
        """What was said, for the action."""
        return Said(**self.cleaned_data)


class AgainForm(Form):
    """Why the papers are opened once more."""

    again = forms.ChoiceField(
        label=_("Why do you open them again?"),
        choices=[(code, _(words)) for code, words in AGAIN.items()],
        widget=forms.RadioSelect,
    )


class CalledForm(Form):
    """The code that was read out."""

    code = forms.CharField(
        label=_("The code that was read out"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class PapersForm(Form):
    """Up to four pictures of papers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST_PAPERS + 1):
            self.fields[f"paper_{n}"] = forms.FileField(
                label=_("Photo %(n)s") % {"n": n},
                required=False,
                max_length=300,
                allow_empty_file=True,
                widget=forms.FileInput(attrs={"accept": TAKEN}),
            )

    @property
    def sent(self) -> list[bytes]:
        """The pictures, in order; of one too large a byte too many, of too many one too many: so that it is refused."""
        chosen = chain.from_iterable(self.files.getlist(name) for name in self.files)
        return [file.read(MAX_BYTES + 1) for file in islice(chosen, MOST_PAPERS + 1)]

"""A whole questionnaire on one page: a field for each question, and the day it is about."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from bedside.doors.web.forms.base import Form
from bedside.policy.instruments import Instrument
from bedside.policy.instruments.model import ENGLISH, Item, Option, said

DECLINED = "declined"
Given = list[tuple[str, int | None]]


def option_text(item: Item, option: Option) -> str:
    """Return what an option is called; the ends of a scale are named as well."""
    language = get_language() or ENGLISH
    text = said(option.texts, language)
    ends = item.ends.get(language) or item.ends.get(ENGLISH)
    if ends and option.value == item.low:
        return f"{text}: {ends[0]}"
    if ends and option.value == item.high:
        return f"{text}: {ends[1]}"
    return text


def item_text(item: Item) -> str:
    """Return the question in the language of the page, or in English."""
    return said(item.texts, get_language() or ENGLISH)


class QuestionnaireForm(Form):
    """All questions of one instrument. What is left open is not asked; "I'd rather not say" is an answer of its own."""

    def __init__(
        self,
        instrument: Instrument,
        data: Mapping[str, Any] | None = None,
        *,
        answers: Mapping[str, int | None],
        day: date | None,
        today: date,
    ) -> None:
        super().__init__(data)
        self.instrument = instrument
        for number, item in enumerate(instrument.items, start=1):
            first = answers.get(item.link_id, "")
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=item_text(item),
                choices=_choices(item),
                widget=forms.RadioSelect,
                initial=DECLINED if first is None else str(first),
                required=False,
            )
        if day is not None:
            self.fields["day"] = forms.DateField(
                label=gettext_lazy("About which day?"),
                help_text=gettext_lazy("Today, or an earlier day that you remember well."),
                widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": today.isoformat()}),
                initial=day,
            )

    def given(self) -> Given:
        """Return what was answered. Only for a valid form."""
        rows = enumerate(self.instrument.items, start=1)
        chosen = [(item.link_id, self.cleaned_data.get(f"q{number}", "")) for number, item in rows]
        return [(link_id, value_of(text)) for link_id, text in chosen if text]


def _choices(item: Item) -> list[tuple[str, str]]:
    options = [(str(option.value), option_text(item, option)) for option in item.options]
    return [*options, (DECLINED, _("I'd rather not say"))]


def value_of(text: str) -> int | None:
    """Return the number that was pressed; None for "I'd rather not say". Raises ValueError for anything else."""
    return None if text == DECLINED else int(text)

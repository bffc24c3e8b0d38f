"""A form says which field is empty, so that the list of what to change makes sense by itself."""

import pytest
from django import forms

from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.emergency import AskForm
from bedside.doors.web.forms.leaving import LeaveForm


class Sample(Form):
    name = forms.CharField(label="Your name.")
    kind = forms.ChoiceField(label="What is it?", choices=[("a", "A")])
    note = forms.CharField(label="Note", required=False)


def test_an_empty_field_is_named() -> None:
    assert dict(Sample({}).errors) == {"name": ["This is empty: Your name."], "kind": ["Choose one: What is it."]}


def test_a_sentence_of_the_fields_own_is_kept() -> None:
    assert LeaveForm({}).errors["when"] == ["Choose when."]


@pytest.mark.parametrize("field", ["handle", "words"])
def test_no_line_of_a_long_form_is_like_another(field: str) -> None:
    told = AskForm({}).errors
    assert [other for other in told if told[other] == told[field]] == [field]

"""The table of retention times, and what an operator may change of it."""

import pytest

from bedside.policy.retention import KINDS, configured


def test_without_a_setting_the_table_holds():
    assert configured("") == {kind: keep.days for kind, keep in KINDS.items()}


def test_a_setting_changes_what_it_names():
    assert configured(" drafts = 90, notices=30") == configured("") | {"drafts": 90, "notices": 30}


@pytest.mark.parametrize(
    ("text", "says"), [("diaries=3", "no kind 'diaries'"), ("drafts=soon", "whole number"), ("drafts", "whole number")]
)
def test_a_mistake_is_told(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        configured(text)

"""What is done with visit sheets: made, linked, opened, ended, forgotten."""

from bedside.areas.visits.actions.linking import Made, end_link, make_link
from bedside.areas.visits.actions.opening import CodeAsked, open_sheet

__all__ = ["CodeAsked", "Made", "end_link", "make_link", "open_sheet"]

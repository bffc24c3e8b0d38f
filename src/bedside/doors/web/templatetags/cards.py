"""The tag that draws a card. `{% load cards %}`."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from bedside.doors.web.cards import Card
from bedside.doors.web.drawing import draw

register = template.Library()


@register.simple_tag(takes_context=True)
def card_of(context: dict[str, Any], card: Card, level: int = 2) -> SafeString:
    """Draw a card of `cards.card` with its name as a heading of this level."""
    return draw(context["request"], card, level=level)

"""An invented questionnaire as an operator would load it."""

from typing import Any

TERMS = "You may ask these questions of your own members.\nYou may not sell the answers."


def pack(**changed: Any) -> dict[str, Any]:
    """The definition of an invented questionnaire of two items, with some of it changed."""
    options = [{"value": n, "texts": {"en": words}} for n, words in enumerate(("Never", "Sometimes", "Always"))]
    return {
        "key": "who5",
        "version": "2",
        "title": "Lamp questions",
        "about": "How bright it was",
        "credit": "By nobody in particular.",
        "higher_is_worse": False,
        "licence": {"holder": "The Lamp Society", "note": "Non-commercial use.", "terms": TERMS},
        "sources": {"en": "Invented for this test."},
        "items": [
            {"link_id": "lamp-1", "texts": {"en": "Was it bright?"}, "options": options},
            {
                "link_id": "lamp-2",
                "texts": {"en": "Was it warm?"},
                "options": options,
                "show_if": {"item": "lamp-1", "operator": ">=", "value": 1},
            },
        ],
        "scoring": {"low": 0, "high": 4},
        "bands": [{"from": 0, "name": "dim"}, {"from": 3, "name": "bright"}],
    } | changed


AS_TOML = """
key = "who5"
version = "2"
title = "Lamp questions"
about = "How bright it was"
credit = "By nobody in particular."
higher_is_worse = false
licence = { holder = "The Lamp Society", note = "Non-commercial use.", terms = "Ask your own members only." }
sources = { en = "Invented for this test." }
scoring = { low = 0, high = 2 }

[[items]]
link_id = "lamp-1"
texts = { en = "Was it bright?" }
options = [
    { value = 0, texts = { en = "Never" } },
    { value = 1, texts = { en = "Sometimes" } },
    { value = 2, texts = { en = "Always" } },
]
"""

"""Invented content for the component page: every part in every state, also the states that are rare on a site.

What each part is given is said at the top of its template.
"""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.functional import lazy
from django.utils.safestring import mark_safe

from bedside.doors.web.drawing import place_of
from bedside.doors.web.templatetags.look import when
from bedside.kit.clock import now

Part = dict[str, Any]

NOWHERE = "#main"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde" * 2
LATE = (
    "<p>I used to shower every day and wonder why Wednesdays were lost. It turns out mine comes 2 days late, not the "
    'same night.</p><p>Does anyone else get it so late? <a href="#main">#pacing</a></p>'
)
OPEN_TO_ALL = {"reply": True, "help": True, "bookmark": True, "boost": True, "vote": True, "report": False}
OWN = {"reply": True, "bookmark": True, "edit": True, "delete": True}
AS_STEWARD = {"reply": True, "help": True, "bookmark": True, "pin": True, "remove": True}

BADGE: Part = {
    "text": "Physician · licence and identity checked",
    "full": "Physician · licence NE …6642 (register of 1 Nov 2026) · identity proven by registry call-back 3 Mar 2026 "
    "· specialty self-declared · valid to 3 Mar 2027",
    "url": NOWHERE,
}
LAPSED: Part = {
    "text": "Practice, checked 3 Mar 2025, lapsed",
    "full": "Practice, checked 3 Mar 2025, lapsed",
    "url": "",
}
BADGES = (
    BADGE | {"lapsed": False},
    BADGE | {"lapsed": True, "text": "Physician, checked 3 Mar 2025, lapsed · verified at the time of posting"},
    {"text": "Register match, not yet proven", "full": "Register match, not yet proven", "url": "", "lapsed": False},
    LAPSED | {"lapsed": True},
)

picture = lazy(static, str)("bedside/mark.svg")
said = lazy(when, str)


def ago(**time: int) -> datetime:
    """Return a moment before the site was started."""
    return now() - timedelta(**time)


def html(text: str) -> str:
    """Return the HTML of a sample as what it is: written here, by hand."""
    return mark_safe(text)  # noqa: S308  # see above


def card(number: int, **said: Any) -> Part:
    """Return a post; what is not said is as ordinary as can be."""
    plain: Part = {
        "id": number,
        "url": NOWHERE,
        "author_name": "Heron",
        "author_url": NOWHERE,
        "author_mark": "H",
        "author_shape": "round",
        "where": "ME/CFS",
        "where_url": NOWHERE,
        "created_at": ago(minutes=40 * number),
        "n_replies": 0,
        "kind": "text",
        "html": html(LATE),
        "can": OPEN_TO_ALL,
    }
    return plain | said


def _poll(**said: Any) -> Part:
    options = (("One day", 31, "31 of 100"), ("Two days or more", 69, "69 of 100"), ("None", None, "too few to say"))
    return {
        "question": "How long is your worst day after?",
        "options": [
            {"id": n, "text": text, "share": share, "share_text": words, "mine": n == said.get("voted")}
            for n, (text, share, words) in enumerate(options, start=1)
        ],
        "voted": None,
        "closed": False,
        "total_text": "Answered by about 40 people.",
        "url": NOWHERE,
    } | said


def _people_posts() -> list[Part]:
    return [
        card(
            1,
            title="Does the crash come 2 days later for you too?",
            kind="question",
            edited=True,
            history_url=NOWHERE,
            n_replies=11,
            pinned=True,
            author_role="Steward",
            n_helped_text="This helped about 15 people.",
            can=AS_STEWARD,
        ),
        card(
            2,
            author_name="Dr Oluremi Castellane",
            author_mark="OC",
            author_shape="clin",
            badge=BADGE,
            where="Public square",
            helped=True,
            bookmarked=True,
            n_replies=1,
        ),
        card(
            3,
            author_name="Elm Street Practice",
            author_mark="ES",
            author_shape="place",
            badge=LAPSED,
            badge_lapsed=True,
            why="Passed on by Tansy.",
            where="",
            boosted=True,
        ),
        card(4, warning="talks about fainting", audience_text="Followers only"),
        card(5, images=_pictures(), mine=True, can=OWN, created_at=ago(days=1)),
    ]


def _pictures() -> list[Part]:
    return [
        {"url": picture, "alt": "A lamp beside a bed", "width": 320, "height": 320},
        {"url": picture, "alt": "", "width": 320, "height": 320},
    ]


def _rare_posts() -> list[Part]:
    wide = f"<p>{LONG}</p><pre>{'beats ' * 30}</pre><ul><li>One</li><li>Two</li></ul>"
    return [
        card(6, kind="poll", poll=_poll()),
        card(7, kind="poll", poll=_poll(voted=2), created_at=ago(days=3)),
        card(8, kind="poll", poll=_poll(closed=True), created_at=ago(days=30)),
        card(9, author_name=LONG, title=LONG, html=html(wide), created_at=ago(days=40)),
        card(
            10,
            author_name="نور",
            author_mark="ن",
            lang="ar",
            title="هل يتأخر الانهيار يومين؟",
            html=html("<p>كنت أستحم كل يوم. إنه يأتي متأخرا.</p>"),
            created_at=ago(days=400),
        ),
        card(
            11,
            kind="article",
            topic="sleep",
            title="An article, first words only",
            excerpt=True,
            is_reply=True,
            in_reply_to_url=NOWHERE,
            where="",
            can={},
        ),
    ]


def _cards() -> list[Part]:
    posts = _people_posts() + _rare_posts()
    return [
        post | {"when": said(post["created_at"]), "place": place_of(place, len(posts))}
        for place, post in enumerate(posts, start=1)
    ]


def _finding(n: int, what: str, why: str, fix: str, keep: str = "") -> Part:
    return {
        "n": n,
        "what": what,
        "why": why,
        "fix": fix,
        "fix_value": f"fix:{n}",
        "keep": keep,
        "keep_value": f"keep:{n}",
    }


HOLD: Part = {
    "kind": "hold",
    "title": "2 places could show who this person is.",
    "text": "Change the places, or use the safer wording. Your text is kept as a draft; nobody else has seen it.",
    "findings": [
        _finding(
            1,
            "An age over 89",
            "So few people reach 90 that the age alone can point to one of them.",
            "Say “someone over 89”",
        ),
        _finding(2, "A street address", "It could lead somebody to your door.", "Leave it out", "Keep it, it is mine"),
    ],
    "safer": "Someone over 89 had been giddy for a week.\n\nIt was the new eye drops.",
    "confirm": "This is about somebody else, and they agreed to it being written here.",
    "confirm_name": "agreed",
}
VERDICTS: list[Part] = [
    {
        "title": "Look at this before you publish.",
        "text": "It is your choice. Any reader could find out more.",
    },
    {"title": "1 place needs a second look.", "text": "Change it, or publish it as it is. We will ask you once more."},
    {"title": HOLD["title"], "text": HOLD["text"]},
    {"title": "This can't be published in this form.", "text": "Change the places. Your text is kept as a draft."},
]
COMPOSER: Part = {
    "speaker": "Juniper",
    "speaker_note": "Others see this name beside it.",
    "audience": "ME/CFS",
    "audience_note": "Only members can read it.",
    "audiences": [
        {
            "value": "public",
            "name": "Everybody",
            "note": "Also without an account.",
            "chosen": True,
        },
        {"value": "followers", "name": "My followers", "note": "", "chosen": False},
    ],
    "button": "Publish to ME/CFS, about 215 members",
    "key": 1,
    "text": "A 93-year-old had been giddy for a week. She lives in Elm Street. It was the new eye drops.",
    "title": "A humbling morning",
    "topic": "",
    "warning": "",
    "lang": "en",
    "languages": [{"value": "en", "name": "English"}, {"value": "ar", "name": "العربية"}],
    "kind": "text",
    "kinds": [
        {"value": "text", "name": "A post", "chosen": True},
        {"value": "question", "name": "A question", "chosen": False},
    ],
    "max_length": 5000,
    "count_text": "91 of 5,000 characters.",
    "pictures": [{"key": "0" * 32, "url": picture, "alt": "A lamp beside a bed"}],
    "allow_images": True,
    "allow_poll": True,
    "poll_options": ["Early", "Late", "", ""],
    "poll_days": [{"value": 1, "chosen": False}, {"value": 7, "chosen": True}],
    "errors": {
        "text": "Write at least one word. Your other answers are kept.",
        "title": "A question needs a title.",
        "options": "Two answers are the same.",
    },
    "may_publish": False,
    "verdict": HOLD,
}
PEOPLE: list[Part] = [
    {
        "name": "Heron",
        "url": NOWHERE,
        "handle": "heron",
        "mark": "H",
        "shape": "round",
        "about": "Steward",
        "action": "Follow",
        "action_url": NOWHERE,
        "action_post": True,
        "second": "Mute",
        "second_url": NOWHERE,
    },
    {
        "name": "Dr Oluremi Castellane",
        "url": NOWHERE,
        "handle": "castellane",
        "mark": "OC",
        "shape": "clin",
        "badge": BADGE,
    },
    {
        "name": LONG,
        "url": NOWHERE,
        "mark": "D",
        "shape": "place",
        "about": "Only members can read here.",
        "action": "Join",
        "action_url": NOWHERE,
    },
]
SPACE: Part = {
    "name": "ME/CFS",
    "purpose": "A community for people with ME/CFS and those who care for them.",
    "mark": "ME",
    "readers": "Only members can read",
    "members_text": "About 215 members",
    "stewards_text": "Stewards: Heron, Ivo",
    "tabs": [
        {"url": NOWHERE, "name": "Posts", "current": True},
        {"url": NOWHERE, "name": "Questions", "current": False},
        {"url": NOWHERE, "name": "Members", "current": False},
    ],
}
ROWS: list[Part] = [
    {
        "name": "Low-dose naltrexone",
        "url": NOWHERE,
        "people_text": "about 140 people",
        "tier": "share",
        "share": 48,
        "low": 41,
        "high": 55,
        "share_text": "48 of 100",
        "range_text": "41 to 55",
        "flags": ["can be hard to stop"],
    },
    {
        "name": "Pacing with a heart-rate limit",
        "people_text": "about 310 people",
        "tier": "share",
        "share": 57,
        "low": 52,
        "high": 62,
        "share_text": "57 of 100",
        "range_text": "52 to 62",
    },
    {"name": "Nicotine patches", "people_text": "about 15 people", "tier": "count", "few_text": "at most 40 of 100"},
    {"name": LONG, "people_text": "", "tier": "none", "few_text": "too few to say"},
]
SUMMARY: list[Part] = [
    {"name": "Name", "value": "Juniper", "url": NOWHERE, "action": "Change"},
    {"name": "Licence", "value": "Nebraska, ending 6642", "url": ""},
]


class SampleForm(forms.Form):
    """One field of each kind."""

    mail = forms.EmailField(
        label="Mail address",
        help_text="Nobody here sees it.",
        error_messages={"invalid": "Type a whole mail address, such as juniper@mail.example."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    about = forms.CharField(label="About you", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(
        label="What brings you here?",
        help_text="You can add others later.",
        choices=[("patient", "I live with an illness"), ("carer", "I look after somebody")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    land = forms.ChoiceField(label="Country", choices=[("us", "United States"), ("gb", "United Kingdom")])
    picture = forms.FileField(label="A picture", required=False)
    consent = forms.BooleanField(
        label="I know that joining says something about my health",
        help_text="You can leave at any time.",
        error_messages={"required": "Tick this to join."},
    )


def _notices() -> list[Part]:
    return [
        {"text": "Tansy answered your question.", "url": NOWHERE, "at": ago(minutes=5), "new": True},
        {"text": "Elm Street Practice follows you.", "url": "", "at": ago(days=2), "new": False},
    ]


SAMPLES: dict[str, object] = {
    "cards": _cards(),
    "badges": BADGES,
    "composer": COMPOSER,
    "verdicts": VERDICTS,
    "people": PEOPLE,
    "space": SPACE,
    "rows": ROWS,
    "reference": 41,
    "form": SampleForm({"mail": "juniper.mail.example"}),
    "summary": SUMMARY,
    "notices": _notices(),
    "pager": {"caught_up": False, "next_url": NOWHERE, "page_text": "Posts 21 to 40.", "first_url": NOWHERE},
    "caught_up": {"caught_up": True, "next_url": NOWHERE, "next_text": "Next 20 posts", "first_url": ""},
}

"""What people write becomes HTML that can do nothing but be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.kit import html

ALLOWED = re.compile(r"</?(?:p|br|a|strong|em|ul|ol|li|blockquote|h2|h3|h4|code|pre|bdi)(?: [^<>]*)?>")


def plain(text, mentions=None, tag_url=None):
    return html.from_text(text, mentions=mentions or {}, tag_url=tag_url)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one", "<p>one</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\n\n\ntwo", "<p>one</p><p>two</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("", ""),
    ],
)
def test_a_plain_text_becomes_paragraphs(text, expected):
    assert plain(text) == expected


def test_a_link_shows_its_true_host_and_leads_to_nobody_we_know():
    made = plain("see https://example.org/a/very/long/path/that/goes/on/and/on.")
    assert (
        '<a href="https://example.org/a/very/long/path/that/goes/on/and/on" rel="nofollow noopener noreferrer">' in made
    )
    assert ">example.org/a/very" in made
    assert made.endswith(".</p>")


@pytest.mark.asvs("1.2.2")
@pytest.mark.parametrize(
    "text",
    [
        "https://good.example@evil.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://[::broken",
        "http://",
    ],
)
def test_a_deceiving_address_is_no_link(text):
    assert "<a" not in plain(text)


def test_a_known_handle_links_to_its_page_and_an_unknown_one_stays_text():
    made = plain("@moss and @stranger", mentions={"moss": "/@moss/"})
    assert '<a class="mention" href="/@moss/">@moss</a> and @stranger' in made


def test_a_mail_address_is_no_mention():
    assert html.mentions_in("write to ann@mail.example") == []


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#MECFS and #spoonie, #mecfs", ["mecfs", "spoonie"]),
        ("#1 of 3", []),
        ("issue#4 a&#39;b https://example.org/#part", []),
        ("#müdigkeit", ["müdigkeit"]),
    ],
)
def test_hashtags_are_found_once_and_folded(text, tags):
    assert html.hashtags_in(text) == tags


def test_hashtags_stay_text_where_tags_lead_nowhere():
    assert "<a" not in plain("#mecfs")


@pytest.mark.asvs("1.3.1", "1.3.5")
@given(st.text(max_size=300))
def test_no_text_makes_a_tag_that_is_not_allowed(text):
    for made in (plain(text), html.from_markdown(text)):
        assert ALLOWED.sub("", made).count("<") == 0


@pytest.mark.asvs("1.3.1", "1.3.5")
@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://evil.example/pixel.png)",
        "<b onclick=x>a</b>",
    ],
)
def test_an_article_cannot_carry_active_content(text):
    made = html.from_markdown(text)
    assert "<img" not in made
    assert 'href="javascript' not in made
    assert "<b " not in made


def test_an_article_keeps_headings_lists_and_emphasis_below_the_pages_own_heading():
    made = html.from_markdown("# Top\n\n## Next\n\n#### Deep\n\n- one\n- **two**")
    assert "<h1" not in made
    assert made.count("<h2>") == 2
    assert "<h3>Deep</h3>" in made
    assert "<li><strong>two</strong></li>" in made


def test_the_beginning_of_a_text_ends_with_a_whole_word():
    assert html.plain_start("<p>one two three</p>", length=9) == "one two …"

"""A letter made once is, for each who gets it, a correct message in every script, and nobody's words add a header."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feuilleton.inbox import moulding
from feuilleton.inbox.paper import HOLE, Head, Letter, Link, Listed, Printed, Quoted, Said, Their
from feuilleton.kit import text

AT = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
TO, TOKEN, NAME = "iris@example.org", "aZ-_09" * 5 + "xy", "<news.5.7@example.org>"
WORDS = st.text(max_size=300)
LONG = "ﷺ漢字 " * 90


def letter(words: str = "Salt Wages", **more: object) -> Letter:
    title = Their(words, "ar")
    told = {
        "kind": "chapter_published",
        "subject": words,
        "pieces": [
            Said("“%(title)s” has a new chapter.", {"title": title}),
            Head(Said("%(title)s", {"title": title})),
            Quoted(words, "ja"),
            Listed([(Said("%(title)s", {"title": title}), "https://tales.example.org/chapters/abc")]),
            Printed(text.tidy(words), "<p>Text.</p>", "en"),
        ],
        "foot": [Link("Fewer:", f"https://tales.example.org/unsubscribe/{HOLE}")],
        "house": "Salt & Co",
        "language": "en",
        "thread": "k3v9q2abcd",
        "called": words,
        "leave": f"https://tales.example.org/unsubscribe/{HOLE}",
    }
    return Letter(**{**told, **more})  # type: ignore[arg-type]


def sent(one: Letter, *, to: str = TO) -> tuple[bytes, EmailMessage]:
    made = moulding.mould(one, at=AT).cast(to=to, token=TOKEN, message_id=NAME)
    message = email.message_from_bytes(made, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return made, message


def display_name(made: bytes) -> str:
    # By the older parser: the newer one of Python 3.11 puts blanks between the pieces of a long encoded name.
    raw = email.message_from_bytes(made)["From"].replace("\r\n", "").rpartition(" <")[0]
    name = str(make_header(decode_header(raw)))
    return unquote(name) if raw.startswith('"') else name


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    words: str = found.get_content()
    return words


def test_a_letter_says_who_sent_it_why_it_came_and_how_to_have_no_more_of_them():
    _made, message = sent(letter())

    assert message["From"] == "Salt & Co <feuilleton@localhost>"
    assert message["To"] == TO
    assert message["Message-ID"] == NAME
    assert message["References"] == message["In-Reply-To"] == "<story.k3v9q2abcd@localhost>"
    assert message["List-Id"] == '"Salt Wages" <k3v9q2abcd.stories.localhost>'
    assert message["List-Unsubscribe"] == f"<https://tales.example.org/unsubscribe/{TOKEN}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Date"].datetime == AT
    assert message.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in message.iter_parts()] == ["text/plain", "text/html"]
    for kind in ("plain", "html"):
        assert f"https://tales.example.org/unsubscribe/{TOKEN}" in part(message, kind)


@given(words=WORDS, house=WORDS)
@example(words="Come in\r\nBcc: x@example.org\n\n.\r\n", house="Salt\nBcc: x@example.org")
@example(words='=?utf-8?q?Bcc?= \\ " <x@example.org>, y', house='a@b.c, \\"')
@example(words=LONG, house=LONG)
@example(words="x" * 500, house="x " * 100)
@example(words="--=_feuilleton--\n\0own\0", house="\0to\0")
def test_any_words_make_a_message_that_says_just_them(words, house):
    line = text.one_line(words)

    made, message = sent(letter(words, house=house))

    assert message.defects == []
    assert sorted(message.keys()) == sorted(sent(letter())[1].keys())
    assert message["Subject"] == line
    assert message["From"].addresses[0].addr_spec == "feuilleton@localhost"
    assert display_name(made) == text.one_line(house)
    assert line in part(message, "plain")
    assert f"unsubscribe/{TOKEN}" in part(message, "html")
    assert made.isascii()
    assert b"\0" not in made
    assert made.count(b"\n") == made.count(b"\r\n") == made.count(b"\r")
    head, _, body = made.partition(b"\r\n\r\n")
    assert max(len(one) for one in head.split(b"\r\n")) <= 120
    assert max(len(one) for one in body.split(b"\r\n")) <= 77


def test_words_of_a_story_say_their_language_and_direction():
    html = part(sent(letter("مذياع"))[1], "html")

    assert '<bdi lang="ar" dir="rtl">مذياع</bdi>' in html
    assert '<blockquote lang="ja" dir="ltr"><p>مذياع</p></blockquote>' in html
    assert '<html lang="en" dir="ltr">' in html


def test_nothing_in_a_letter_tells_that_it_was_read():
    html = part(sent(letter())[1], "html")

    assert "<img" not in html
    assert "<link" not in html


@pytest.mark.parametrize(
    "to",
    [
        "",
        "iris",
        "iris@example.org\r\nBcc: x@example.org",
        "iris@example.org, x@example.org",
        '"a b"@example.org',
        "iris@exa mple.org",
        "ir\0is@example.org",
        "iris@" + "é" * 70 + ".org",
        "írís@example.org",
    ],
)
def test_what_is_no_address_gets_no_letter(to):
    with pytest.raises(moulding.NoAddress):
        sent(letter(), to=to)


def test_a_domain_in_any_script_is_sent_as_mail_servers_take_it():
    assert sent(letter(), to="iris@bücher.example")[1]["To"] == "iris@xn--bcher-kva.example"


@pytest.mark.parametrize("wrong", ["", "a b", "a\r\nBcc: x", "a>", "é"])
def test_a_token_or_an_id_cannot_add_a_header(wrong):
    made = moulding.mould(letter(), at=AT)

    with pytest.raises(ValueError, match="cannot stand in a header"):
        made.cast(to=TO, token=wrong, message_id=NAME)
    with pytest.raises(ValueError, match="cannot stand in a header"):
        made.cast(to=TO, token=TOKEN, message_id=f"<{wrong}>")


def test_without_an_address_of_the_site_no_way_out_is_promised_that_is_none():
    message = sent(letter(leave="", foot=[Said("Sign in.")]))[1]

    assert message["List-Unsubscribe"] is None
    assert message["List-Unsubscribe-Post"] is None

"""Messages on their way to a mail server, over a real connection."""

from __future__ import annotations

import pytest

from feuilleton.inbox import posting
from tests import post
from tests.inbox.conftest import use

HEAD = b"From: feuilleton@localhost\r\nTo: iris@example.org\r\nSubject: Dots\r\n\r\n"


def test_lines_that_begin_with_a_dot_arrive_as_they_were(office):
    body = b".\r\n..\r\nA line\r\n.\r\n.. and more\r\n"
    with posting.line() as line:
        line.send("iris@example.org", HEAD + body)

    (message,) = office.messages
    assert message.get_payload(decode=True) == body


@pytest.mark.parametrize("pipelining", [True, False])
@pytest.mark.parametrize(
    ("said", "raised", "of_address"),
    [
        ({"to": {"iris@example.org": "550 5.1.1 Nobody"}}, posting.Refused, True),
        ({"at_last": "554 5.7.1 Spam"}, posting.Refused, False),
        ({"to": {"iris@example.org": "450 4.2.1 Later"}}, posting.Later, None),
        ({"at_last": "452 4.3.1 Full"}, posting.Later, None),
        ({"at_first": "421 4.3.2 Bye"}, posting.Trouble, None),
        ({"at_first": "550 5.7.1 Not from you"}, posting.Trouble, None),
        ({"to": {"iris@example.org": "421 4.7.0 Bye"}}, posting.Trouble, None),
        ({"hangs": 3}, posting.Trouble, None),
        ({"cuts": True}, posting.Trouble, None),
    ],
)
def test_what_the_server_says_is_understood(settings, pipelining, said, raised, of_address):
    with post.office(pipelining=pipelining) as office:
        use(settings, office)
        settings.EMAIL_TIMEOUT = 0.3
        office.mood = post.Mood(**said)
        with posting.line() as line, pytest.raises(raised) as caught:
            line.send("iris@example.org", HEAD)

    assert getattr(caught.value, "of_address", None) is of_address


def test_after_a_refusal_the_next_message_goes_over_the_same_connection(office):
    office.mood.to = {"iris@example.org": post.REFUSED}
    with posting.line() as line:
        with pytest.raises(posting.Refused, match="550"):
            line.send("iris@example.org", HEAD)
        line.send("nell@example.org", HEAD)

    assert office.addresses == ["nell@example.org"]
    assert office.connections == 1


def test_no_server_at_all_is_trouble(settings):
    with post.office() as office:
        use(settings, office)
    with posting.line() as line, pytest.raises(posting.Trouble):
        line.send("iris@example.org", HEAD)

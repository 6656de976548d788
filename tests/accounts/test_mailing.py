"""Letters: queued with what they tell of, sent by the worker, tried again, the same letter each time."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from django.core import mail
from django.db import transaction
from django.utils import timezone

from feuilleton.accounts import letterbox, mailing
from feuilleton.config import post
from feuilleton.tasks import working
from feuilleton.tasks.models import Job

pytestmark = pytest.mark.django_db


def letter(**more: object) -> mailing.Letter:
    told = {"to": "iris@example.org", "subject": "Come in", "paragraphs": ["The door <is> open."], "house": "Salt & Co"}
    return mailing.Letter(**{**told, **more})  # type: ignore[arg-type]


def work(later: timedelta = timedelta()) -> None:
    working.work_off(clock=lambda: timezone.now() + later)


def test_nothing_is_sent_before_the_worker_comes() -> None:
    mailing.post(letter())
    assert mail.outbox == []

    work()

    [sent] = mail.outbox
    assert sent.to == ["iris@example.org"]
    assert sent.from_email == "Salt & Co <feuilleton@localhost>"
    assert "The door <is> open." in sent.body
    assert "The door &lt;is&gt; open." in str(sent.alternatives[0][0])


def test_a_letter_of_a_rule_that_failed_is_never_sent() -> None:
    with transaction.atomic():
        mailing.post(letter())
        transaction.set_rollback(True)

    work()

    assert mail.outbox == []


def test_a_subject_cannot_add_headers() -> None:
    mailing.post(letter(subject="Come in\nBcc: everybody@example.org", house="Salt\r\nBcc: x@example.org"))

    work()

    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert message["Subject"] == "Come in Bcc: everybody@example.org"


def test_what_the_mail_server_refuses_is_tried_again_as_the_same_letter(settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "feuilleton.accounts.letterbox.Folder"
    settings.FEUILLETON_MAIL_FOLDER = tmp_path / "in-the-way"
    settings.FEUILLETON_MAIL_FOLDER.write_text("a file where the folder should be")
    mailing.post(letter(kind="greeting"))
    named = Job.objects.get().arguments["args"][0]["id"]
    work()
    assert Job.objects.get().tries == 1

    settings.FEUILLETON_MAIL_FOLDER.unlink()
    work(later=timedelta(minutes=1))

    found = letterbox.newest_to("iris@example.org", kinds=["greeting"])
    assert found is not None
    assert found["Message-ID"] == named
    assert not Job.objects.exists()


def test_the_folder_gives_the_newest_letter_of_a_kind(settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "feuilleton.accounts.letterbox.Folder"
    settings.FEUILLETON_MAIL_FOLDER = tmp_path
    for words, kind in (("first", "greeting"), ("第二", "greeting"), ("third", "other")):
        mailing.post(letter(paragraphs=[words], kind=kind))
        work()

    found = letterbox.newest_to("iris@example.org", kinds=["greeting"])

    assert found is not None
    assert "第二" in found.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert letterbox.newest_to("maud@example.org", kinds=["greeting"]) is None
    assert not list(tmp_path.glob(".*"))  # Nothing half written is left.


def test_a_letter_reaches_a_mail_server(settings, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(Mailbox(tmp_path / "box"), hostname="127.0.0.1", port=port)
    server.start()
    try:
        for name, value in post.smtp(f"smtp+plain://127.0.0.1:{port}").items():
            setattr(settings, name, value)
        mailing.post(letter(subject="Grüße", paragraphs=["Schön."]))
        work()
    finally:
        server.stop()

    [arrived] = (tmp_path / "box" / "new").iterdir()
    assert "X-RcptTo: iris@example.org" in arrived.read_text()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("address", "host", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", "mail.example.org", 587, True, False),
        ("smtps://u%40x:p%3A@mail.example.org", "mail.example.org", 465, False, True),
        ("smtp+plain://127.0.0.1:2525", "127.0.0.1", 2525, False, False),
    ],
)
def test_a_mail_server_is_named_by_one_address(address: str, host: str, port: int, tls: bool, ssl: bool) -> None:
    told = post.smtp(address)

    assert (told["EMAIL_HOST"], told["EMAIL_PORT"], told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (
        host,
        port,
        tls,
        ssl,
    )


def test_a_password_may_hold_any_sign() -> None:
    told = post.smtp("smtp://u%40x:p%3A%2F@mail.example.org")

    assert (told["EMAIL_HOST_USER"], told["EMAIL_HOST_PASSWORD"]) == ("u@x", "p:/")


@pytest.mark.parametrize("address", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_another_kind_of_address_is_said_to_be_none(address: str) -> None:
    with pytest.raises(ValueError, match="FEUILLETON_SMTP"):
        post.smtp(address)


def test_the_id_of_a_letter_is_the_same_each_time_and_only_ours_is_read() -> None:
    named = mailing.message_id("news", 5, 7)

    assert named == mailing.message_id("news", 5, 7)
    assert mailing.named(named) == ["news", "5", "7"]
    for other in (
        "",
        "<>",
        "news",
        "<news.5.7@localhost>",
        named.replace("5", "6", 1),
        named[1:],
        f"{named} ",
        "<\udcff@x>",
    ):
        assert mailing.named(other) == []

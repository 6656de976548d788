"""What a browser does with a manuscript: send it, look at it, post the page's form."""

from __future__ import annotations

import re
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from feuilleton.importing.models import Manuscript
from tests.importing import reading
from tests.web.writing.forms import fields

SEND = "/write/bring"


def send(client, data, name="kettle.txt", **more):
    return client.post(SEND, {"file": SimpleUploadedFile(name, data), **more})


def paste(client, text, **more):
    return client.post(SEND, {"text": text, **more})


def arrived(response):
    """The manuscript that this answer leads to."""
    assert response.status_code == 303, said(response)
    return Manuscript.objects.get(public_id=response["Location"].split("/")[3].split("?")[0])


def address(manuscript):
    return reverse("bring_look_over", args=[manuscript.public_id])


def said(response):
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def look(client, manuscript, **more):
    """Post the page's form as it stands, with these fields changed."""
    form = fields(client.get(address(manuscript)), manuscript.public_id)
    form.pop("charset", None)
    return client.post(address(manuscript), form | more)


def journal():
    return (reading.FOLDER / "journal.txt").read_bytes()

"""Everything that a reader said of passages, and what became of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from feuilleton.http import answers
from feuilleton.web.writing.door import signed_in


@signed_in
def finds(request: HttpRequest) -> HttpResponse:
    return answers.page(request, "notes/finds.html", {})

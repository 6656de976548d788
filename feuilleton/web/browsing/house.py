"""What the house says of itself: about, its rules, help."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from feuilleton.http import answers
from feuilleton.pages.storing import stored
from feuilleton.web import metadata


@stored()
def about(request: HttpRequest) -> HttpResponse:
    return _page(request, "about")


@stored()
def rules(request: HttpRequest) -> HttpResponse:
    return _page(request, "rules")


@stored()
def help(request: HttpRequest) -> HttpResponse:
    return _page(request, "help")


def _page(request: HttpRequest, name: str) -> HttpResponse:
    context = {"about": metadata.plain_page(request)}
    return answers.page(request, f"browsing/{name}.html", context, made_from=["archive"])

"""What a view answers with: a page, a piece of one after a form, or a page that refuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string

from feuilleton.kit.errors import Refusal
from feuilleton.pages import storing

LIVE_FORM = "live-form"


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    made_from: Iterable[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A whole page. `made_from` (views under `@stored`): the names of what it was made from, as `story.touches`."""
    response = HttpResponse(render_to_string(template, {**(context or {})}, request), status=status)
    if made_from is not None:
        storing.storable(response, made_from=made_from)
    return response


def changed(request: HttpRequest, *, piece: str, context: Mapping[str, Any], then: str) -> HttpResponse:
    """After a form: the piece of the page that changed, for a form sent by script; for any other, on to `then`."""
    if is_live(request):
        return HttpResponse(render_to_string(piece, {**context}, request))
    return see_other(then)


def see_other(where: str) -> HttpResponse:
    """After a form, to a page: always fetched with GET."""
    response = HttpResponseRedirect(where)
    response.status_code = 303
    return response


def refused(
    request: HttpRequest, refusal: Refusal, template: str, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The form's own page once more, with `refusal` in its context and what was typed still in it (the view's part)."""
    return page(request, template, {**(context or {}), "refusal": refusal}, status=422)


def is_live(request: HttpRequest) -> bool:
    """Whether a `<live-form>` sent this and waits for a piece instead of a page."""
    return request.headers.get("X-Requested-With") == LIVE_FORM

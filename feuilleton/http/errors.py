"""Pages for what went wrong: `errors/<code>.html`, and plain words where even that cannot be drawn."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404)


def too_often(request: HttpRequest) -> HttpResponse:
    """More tries than anybody needs, at the door."""
    return answer(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without request and database, since one of them may be what failed."""
    return answer(None, 500)


def answer(request: HttpRequest | None, code: int, context: dict[str, Any] | None = None) -> HttpResponse:
    """The page for this code, or its plain words."""
    return drawn(request, f"errors/{code}.html", context or {}, status=code, words=_words(code))


def drawn(
    request: HttpRequest | None, template: str, context: dict[str, Any], *, status: int, words: str
) -> HttpResponse:
    """The page, or, where it cannot be drawn, these words alone: what tells of a failure must not fail."""
    try:
        return HttpResponse(render_to_string(template, context, request), status=status)
    except TemplateDoesNotExist:
        pass
    except Exception:
        log.exception("The page %s could not be drawn", template)
    return plain(words, status)


def plain(words: str, status: int) -> HttpResponse:
    """These words, and no page around them."""
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def _words(code: int) -> str:
    return {
        400: _("This request could not be understood."),
        403: _(
            "This was not done: the form did not come from a page of this archive. Open the page again and send it."
        ),
        404: _("There is no such page."),
        405: _("This address cannot be used in this way."),
        429: _("That was tried too often. In a few minutes it can be done again; nothing has changed until then."),
        413: _("This is more than can be sent at once."),
    }.get(code, _("Something went wrong here, and it has been written down. Nothing that was saved is lost."))

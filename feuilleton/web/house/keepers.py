"""Who may see the archivist's pages. To everybody else they are not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from feuilleton.http.visitor import visitor_of

More = ParamSpec("More")
View = Callable[Concatenate[HttpRequest, More], HttpResponse]


def archivist_only(view: View[More]) -> View[More]:
    @wraps(view)
    def answer(request: HttpRequest, /, *args: More.args, **kwargs: More.kwargs) -> HttpResponse:
        user = visitor_of(request).user
        if user is None or not user.may_keep_house:
            raise Http404
        return view(request, *args, **kwargs)

    return answer

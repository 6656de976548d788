"""Who may come in: writing is for people who are signed in, and what they typed waits for them when they are not."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.forms import LoginForm
from allauth.core import ratelimit
from allauth.utils import get_form_class
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from feuilleton.http import answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from feuilleton.accounts.models import User

    View = Callable[..., HttpResponse]

# The names of the sign-in fields on the page that waits, unlike any name in our forms.
WHO, PASSWORD = "sign_in_name", "sign_in_password"
_OURS = {WHO, PASSWORD, "csrfmiddlewaretoken"}


def signed_in(view: View) -> View:
    """Only for people with an account. A page leads to the sign-in page and back; a form that arrives signed out is
    shown again with a sign-in beside it, and does what it was sent for once they have signed in.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return answers.see_other(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
        if wants_json(request):
            return JsonResponse({"error": _("You are signed out. Your words are in this browser only.")}, status=401)
        wrong = try_sign_in(request)
        return view(request, *args, **kwargs) if wrong is None else _wait(request, wrong)

    return answer


def takes_a_form(page: str) -> Callable[[View], View]:
    """Only for forms. Whoever opens the address otherwise is led to `page`, where the form stands."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return answers.see_other(reverse(page, args=args, kwargs=kwargs))
            return view(request, *args, **kwargs)

        return answer

    return wrap


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which reads figures rather than pages."""
    return "application/json" in request.headers.get("Accept", "")


def writer(request: HttpRequest) -> User:
    """The person who is signed in, in a view under `signed_in`."""
    assert request.user.is_authenticated
    return request.user


def try_sign_in(request: HttpRequest) -> str | None:
    """Sign in with what the waiting page sent. None when they are in; else what is wrong, "" for nothing yet."""
    if WHO not in request.POST:
        return ""
    if not ratelimit.consume(request, action="login"):
        return _("Too many tries. In a few minutes you can try again.")
    form_class = get_form_class(app_settings.FORMS, "login", LoginForm)
    typed = {"login": request.POST[WHO], "password": request.POST.get(PASSWORD, ""), "remember": "on"}
    form = form_class(typed, request=request)
    if not form.is_valid():
        return " ".join(str(error) for errors in form.errors.values() for error in errors)
    form.login(request)
    if request.user.is_authenticated:
        return None
    return _("Your e-mail address is not confirmed yet: look in your mail, then come back here.")


def _wait(request: HttpRequest, wrong: str) -> HttpResponse:
    context: dict[str, Any] = {
        "kept": [(name, value) for name in request.POST if name not in _OURS for value in request.POST.getlist(name)],
        "labels": _labels(),
        "had_a_file": bool(request.FILES),
        "who": request.POST.get(WHO, ""),
        "wrong": wrong,
        "again": request.get_full_path(),
    }
    return answers.page(request, "writing/signed_out.html", context, status=403)


def _labels() -> dict[str, str]:
    return {
        "text": _("The text"),
        "title": _("Title"),
        "number": _("Number"),
        "summary": _("Summary"),
        "disclaimer": _("Disclaimer"),
        "fandoms": _("Fandoms"),
        "relationships": _("Relationships"),
        "characters": _("Characters"),
        "free": _("Free tags"),
        "warning_words": _("A warning in your own words"),
        "source": _("The announcement"),
        "answer": _("Your answer"),
        "reason": _("Reason"),
        "words": _("Your note"),
        "passage": _("The words you mean"),
        "replacement": _("Your correction"),
    }

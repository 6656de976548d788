"""The door: signing in, up and out, and the page that says to look in one's mail. The work is allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.internal.flows import logout as leaving_by
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feuilleton.accounts.visiting import STRANGER
from feuilleton.http import answers
from feuilleton.web.addresses import address
from feuilleton.web.browsing import openings
from feuilleton.web.people import loopback


class Meanwhile:
    """Something to read while one looks for the password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drawn = openings.drawn(STRANGER, day=timezone.localdate())
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"opening": drawn[0] if drawn else None}


class Wanting:
    """Says what one signs in for, where the page that led here wants somebody to be known."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"wanted": _wanted(self.request)}  # type: ignore[attr-defined]


class SignIn(Wanting, Meanwhile, allauth.LoginView):  # type: ignore[misc]
    """The page to sign in at."""


class SignUp(Wanting, Meanwhile, allauth.SignupView):  # type: ignore[misc]
    """The page to make an account at."""


class Confirm(allauth.ConfirmEmailView):  # type: ignore[misc]
    """The page that a letter's link leads to. Opening it changes nothing: programs that look into mail open links."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.still_good()
        page: HttpResponse = self.render_to_response(self.get_context_data(), status=200 if self.object else 404)
        return page

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.still_good() is None:
            return self.get(*args, **kwargs)
        answer: HttpResponse = super().post(*args, **kwargs)
        return answer

    def still_good(self) -> Any:
        return allauth.get_emailconfirmation_model().from_key(self.kwargs["key"])


sign_in = SignIn.as_view()
sign_up = SignUp.as_view()
confirm = never_cache(Confirm.as_view())


def sign_out(request: HttpRequest) -> HttpResponse:
    """Only a form signs anybody out; whoever opens the address is asked."""
    if request.method == "POST":
        leaving_by.logout(request)
        return answers.see_other(address("home"))
    if not request.user.is_authenticated:
        return answers.see_other(address("home"))
    context = {
        "title": _("Sign out?"),
        "say": _("On this device only. What you wrote stays where it is."),
        "button": _("Sign out"),
        "back": address("you"),
    }
    return answers.page(request, "confirm.html", context)


def _wanted(request: HttpRequest) -> str:
    back = request.POST.get("next") or request.GET.get("next") or ""
    try:
        name = resolve(back.partition("?")[0]).url_name
    except Resolver404:
        return ""
    if name in ("mark", "note_write"):
        return _("A note needs somebody whom its author can answer.")
    return ""


@never_cache
def look_in_your_mail(request: HttpRequest) -> HttpResponse:
    """Where signing up ends for now. On the machine the archive runs on, the letter itself is shown."""
    to = loopback.awaited_address(request)
    on_this_machine = bool(to) and loopback.may_show(request)
    letter = loopback.letter_to(to) if on_this_machine else None
    context = {"to": to, "on_this_machine": on_this_machine, "letter": letter}
    response = answers.page(request, "people/mail.html", context)
    if on_this_machine and letter is None:
        response["Refresh"] = "2"  # The worker is writing it.
    return response


def password_is_new(request: HttpRequest) -> HttpResponse:
    """After a new password was taken by a letter's link: on to signing in, where the message shows."""
    return answers.see_other(address("account_login"))

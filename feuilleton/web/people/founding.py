"""The first account of a new archive: whoever has the code from the terminal becomes its archivist."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.fields import SetPasswordField
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import EmailAddress, Login
from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feuilleton.accounts import joining
from feuilleton.accounts.models import User, account_name
from feuilleton.archive import founding
from feuilleton.http import answers, limiting
from feuilleton.http.visitor import network_of
from feuilleton.kit.errors import Refusal
from feuilleton.web.addresses import address
from feuilleton.web.people.forms import check_name


class Founder(forms.Form):
    """Who has the code, and what they are called."""

    code = forms.CharField(
        max_length=100,
        label=gettext_lazy("The code in the terminal"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    username = forms.CharField(
        max_length=200,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("To sign in with. Readers never see it."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = SetPasswordField(label=gettext_lazy("Password"), help_text=gettext_lazy("Ten signs or more."))

    def clean_username(self) -> str:
        name = account_name(self.cleaned_data["username"])
        check_name(name)
        if User.objects.filter(username=name).exists():
            raise ValidationError(_("Somebody has this name already. Another one may be free."))
        return name

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if EmailAddress.objects.filter(email=email).exists():
            raise ValidationError(_("There is an account with this address already."))
        return email


def found(request: HttpRequest) -> HttpResponse:
    """The form that makes the archivist, while there is none."""
    if not founding.needs_founding():
        raise Http404
    if request.method != "POST":
        return answers.page(request, "people/found.html", {"form": Founder()})
    form = Founder(request.POST)
    try:
        limiting.limit("found", network_of(request), at_most=10, within=timedelta(hours=1), at=timezone.now())
        if not form.is_valid():
            return answers.page(request, "people/found.html", {"form": form}, status=422)
        user = _make(form)
    except Refusal as refusal:
        return answers.refused(request, refusal, "people/found.html", {"form": form})
    return _signed_in(request, user)


def _make(form: Founder) -> User:
    said = form.cleaned_data
    user = User(username=said["username"], email=said["email"])
    user.set_password(said["password"])
    at = timezone.now()

    def be_archivist() -> None:
        # Who sits at the terminal needs no letter to say who they are.
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        founding.redeem(said["code"], by=user, at=at)

    return joining.join(user, also=be_archivist, at=at)


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    answer: HttpResponse = perform_password_login(
        request, {"username": user.username}, Login(user=user, redirect_url=address("house"))
    )
    return answer

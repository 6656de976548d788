"""The forms at the door: allauth's, with our words, our idea of a name, and a pen name at once for who wants one."""

from __future__ import annotations

import unicodedata
from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from feuilleton.accounts import joining, naming
from feuilleton.accounts.models import User, account_name
from feuilleton.kit.errors import Refusal

_BETWEEN = " .-_'’·"
_LONGEST = 40
_TEN = _("Ten signs or more. A short sentence is easy to remember and hard to guess.")


def check_name(name: str) -> None:
    """ValidationError unless this, as `account_name` gives it, may be an account's name. Every script is welcome."""
    if not any(unicodedata.category(sign)[0] in "LN" for sign in name):
        raise ValidationError(_("A name needs at least one letter or figure."))
    if len(name) > _LONGEST:
        raise ValidationError(_("A name can have 40 letters at most."))
    if not all(unicodedata.category(sign)[0] in "LMN" or sign in _BETWEEN for sign in name):
        raise ValidationError(_("A name is made of letters and figures, with spaces, points, - _ or ’ between them."))


NAME_VALIDATORS = [check_name]


class SignIn(allauth.LoginForm):  # type: ignore[misc]
    """Name or e-mail, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=_("Name or e-mail"), password=_("Password"), remember=_("Stay signed in on this device"))
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        self.fields["login"].max_length = 254
        self.fields["remember"].initial = True

    def clean_login(self) -> str:
        login = self.cleaned_data["login"].strip()
        return login.lower() if "@" in login else account_name(login)


class SignUp(allauth.SignupForm):  # type: ignore[misc]
    """Name, e-mail, password, and a pen name for those who know theirs already."""

    pen_name = forms.CharField(required=False, max_length=naming.LONGEST)
    field_order = ["username", "email", "password1", "pen_name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, username=_("Name"), email=_("E-mail"), password1=_("Password"), pen_name=_("Pen name, if you write"))
        self.fields["username"].help_text = _("To sign in with. Readers never see it.")
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["email"].help_text = _("We send one letter, to see that it is yours. Nobody is shown it.")
        self.fields["password1"].help_text = _TEN
        self.fields["pen_name"].help_text = _("Your stories stand under it. You can have several, and take them later.")

    def clean_pen_name(self) -> str:
        name: str = self.cleaned_data["pen_name"]
        if name:
            try:
                naming.check_free(name)
            except Refusal as refusal:
                raise ValidationError(refusal.words) from refusal
        return name

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            # As slow as making an account, so that the clock does not tell who has one here.
            User().set_password(self.cleaned_data["password1"])
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved

    def save(self, request: HttpRequest) -> User:
        adapter = get_adapter()
        user: User = adapter.save_user(request, adapter.new_user(request), self, commit=False)
        email = user.email

        def keep_address() -> None:
            setup_user_email(request, user, [EmailAddress(email=email)])

        joining.join(user, pen_name=self.cleaned_data["pen_name"], also=keep_address, at=timezone.now())
        return user


class Forgotten(allauth.ResetPasswordForm):  # type: ignore[misc]
    """The address to send a link to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=_("The e-mail of your account"))


class NewPassword(allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password for who came by that link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _say(self, password1=_("New password"))
        self.fields["password1"].help_text = _TEN


class ChangePassword(allauth.ChangePasswordForm):  # type: ignore[misc]
    """A new password for who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _say(self, oldpassword=_("Password until now"), password1=_("New password"))
        self.fields["password1"].help_text = _TEN

    def clean_oldpassword(self) -> str:
        return _right_password(self.user, self.cleaned_data["oldpassword"])


class ChangeEmail(allauth.AddEmailForm):  # type: ignore[misc]
    """A new address, which takes the old one's place when it is confirmed."""

    password = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=_("New e-mail"), password=_("Your password"))

    def clean_password(self) -> str:
        return _right_password(self.user, self.cleaned_data["password"])


def _right_password(user: User, password: str) -> str:
    # allauth's way, since it counts the wrong ones.
    if not get_adapter().reauthenticate(user, password):
        raise get_adapter().validation_error("enter_current_password")
    return password


def _say(form: forms.Form, **labels: Any) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = lazystr("")
        form.fields[name].widget.attrs.pop("placeholder", None)

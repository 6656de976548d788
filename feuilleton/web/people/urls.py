"""Addresses at the door, and below /me. The names that begin with `account_` are allauth's."""

from allauth.account import views as allauth
from django.urls import path, re_path

from feuilleton.web.people import blocks, door, founding, leaving, pen_names, you

urlpatterns = [
    path("sign-in", door.sign_in, name="account_login"),
    path("sign-out", door.sign_out, name="account_logout"),
    path("sign-up", door.sign_up, name="account_signup"),
    path("sign-up/mail", door.look_in_your_mail, name="account_email_verification_sent"),
    re_path(r"^confirm/(?P<key>[-:\w]+)$", door.confirm, name="account_confirm_email"),
    path("closed", allauth.account_inactive, name="account_inactive"),
    path("password", allauth.password_reset, name="account_reset_password"),
    path("password/sent", allauth.password_reset_done, name="account_reset_password_done"),
    path("password/changed", door.password_is_new, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\w]+)$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("found", founding.found, name="found"),
    path("me", you.you, name="you"),
    path("me/time-zone", you.time_zone, name="you_time_zone"),
    path("me/adult", you.adult, name="you_adult"),
    path("me/sessions", you.end_sessions, name="you_sessions"),
    path("me/e-mail", allauth.email, name="account_email"),
    path("me/password", allauth.password_change, name="account_change_password"),
    path("me/pen-names", pen_names.take, name="pen_names"),
    path("me/pen-names/<slug:public_id>", pen_names.describe, name="pen_name"),
    path("me/pen-names/<slug:public_id>/first", pen_names.write_as, name="pen_name_first"),
    path("me/blocks", blocks.blocks, name="blocks"),
    path("me/blocks/let-go", blocks.unblock, name="unblock"),
    path("people/<slug:public_id>/block", blocks.block, name="block"),
    path("me/leave", leaving.leave, name="leave"),
]

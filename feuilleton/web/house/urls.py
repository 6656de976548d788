"""Addresses of the archivist's pages."""

from django.urls import path

from feuilleton.web.house import describing, mail, moderators, unclaimed

urlpatterns = [
    path("house", describing.house, name="house"),
    path("house/mail", mail.mail, name="house_mail"),
    path("house/mail/<int:event>/stop", mail.stop, name="house_mail_stop"),
    path("house/mail/<int:delivery>/again", mail.again, name="house_mail_again"),
    path("house/moderators", moderators.moderators, name="house_moderators"),
    path("house/unclaimed", unclaimed.unclaimed, name="house_unclaimed"),
    path("house/unclaimed/<slug:public_id>", unclaimed.hand, name="house_hand"),
]

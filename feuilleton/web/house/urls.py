"""Addresses of the archivist's pages."""

from django.urls import path

from feuilleton.web.house import describing, moderators, unclaimed

urlpatterns = [
    path("house", describing.house, name="house"),
    path("house/moderators", moderators.moderators, name="house_moderators"),
    path("house/unclaimed", unclaimed.unclaimed, name="house_unclaimed"),
    path("house/unclaimed/<slug:public_id>", unclaimed.hand, name="house_hand"),
]

"""Addresses of the moderators' pages."""

from django.urls import path

from feuilleton.web.moderation import hiding

urlpatterns = [
    path("moderation", hiding.hidden, name="moderation"),
    path("moderation/stories/<slug:public_id>", hiding.measure, name="moderation_story"),
]

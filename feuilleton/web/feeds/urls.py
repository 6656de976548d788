"""Addresses of the feeds."""

from django.urls import path

from feuilleton.web.feeds import own, public

urlpatterns = [
    path("feed", public.site, name="feed"),
    path("stories/<str:public_id>/feed", public.story, name="story_feed"),
    path("people/<str:public_id>/feed", public.person, name="person_feed"),
    path("feeds/<str:token>", own.feed, name="my_feed"),
]

"""Addresses of being told: the inbox, what one follows, how one wishes to be told."""

from django.urls import path

from feuilleton.web.inbox import confirming, follow, following, glances, inbox, unsubscribing, wishes

urlpatterns = [
    path("inbox", inbox.inbox, name="inbox"),
    path("inbox/seen", glances.seen, name="inbox_seen"),
    path("stories/<str:public_id>/follow", follow.story, name="follow"),
    path("people/<str:public_id>/follow", follow.person, name="follow_person"),
    path("me/following", following.following, name="subscriptions"),
    path("me/following/feed", following.feed, name="my_feed_token"),
    path("me/alerts", wishes.wishes, name="wishes"),
    path("me/alerts/pause", wishes.pause, name="wishes_pause"),
    path("me/alerts/address", confirming.ask, name="address_ask"),
    path("me/alerts/address/<str:key>", confirming.confirm, name="address_again"),
    path("unsubscribe/<str:token>", unsubscribing.unsubscribe, name="unsubscribe"),
]

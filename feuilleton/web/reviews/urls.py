"""Addresses of reviews."""

from django.urls import path

from feuilleton.web.reviews import confirming, everything, judging, own, receiving, thread

urlpatterns = [
    path("chapters/<str:public_id>/reviews", receiving.of_chapter, name="review"),
    path("chapters/<str:public_id>/reviews/lock", receiving.lock, name="reviews_lock"),
    path("stories/<str:public_id>/reviews", everything.reviews, name="reviews"),
    path("stories/<str:public_id>/reviews", everything.reviews, name="review_story"),
    path("reviews/confirm/<str:token>", confirming.confirm, name="review_confirm"),
    path("reviews/<str:public_id>", thread.review, name="review_one"),
    path("reviews/<str:public_id>/edit", own.edit, name="review_edit"),
    path("reviews/<str:public_id>/delete", own.delete, name="review_delete"),
    path("reviews/<str:public_id>/judge", judging.judge, name="review_judge"),
]

"""Addresses of the plain Django site."""

from django.urls import path

from bench.plain import views

urlpatterns = [
    path("chapters/<int:pk>", views.chapter, name="chapter"),
    path("chapters/<int:pk>/reviews", views.post_review, name="post_review"),
    path("stories", views.stories, name="stories"),
]

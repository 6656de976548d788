"""Addresses of the pages to read."""

from django.urls import path

from feuilleton.web import adult
from feuilleton.web.reading import changes, chapter, downloads, entire, look, story

urlpatterns = [
    path("stories/<str:public_id>.<str:ending>", downloads.story_file, name="story_file"),
    path("chapters/<str:public_id>.<str:ending>", downloads.chapter_file, name="chapter_file"),
    path("stories/<str:public_id>", story.story, name="story"),
    path("stories/<str:public_id>/all", entire.entire, name="entire"),
    path("stories/<str:public_id>/chapter", story.jump, name="jump"),
    path("chapters/<str:public_id>", chapter.chapter, name="chapter"),
    path("chapters/<str:public_id>/changes", changes.changes, name="changes"),
    path("adult", adult.consent, name="adult"),
    path("look", look.look, name="look"),
]

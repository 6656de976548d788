"""Addresses of the writing area, all under /write."""

from django.urls import path

from feuilleton.web.writing import (
    arrangement,
    conflict,
    desk,
    editor,
    header,
    ownership,
    preview,
    publication,
    removal,
    story,
    versions,
)

urlpatterns = [
    path("write", desk.desk, name="write"),
    path("write/stories/new", header.start, name="write_new_story"),
    path("write/stories/<slug:public_id>", story.story, name="write_story"),
    path("write/stories/<slug:public_id>/header", header.describe, name="write_header"),
    path("write/stories/<slug:public_id>/sign", ownership.sign, name="write_sign"),
    path("write/stories/<slug:public_id>/orphan", ownership.orphan, name="write_orphan"),
    path("write/stories/<slug:public_id>/accept", ownership.accept, name="write_accept"),
    path("write/stories/<slug:public_id>/decline", ownership.decline, name="write_decline"),
    path("write/stories/<slug:public_id>/remove", removal.remove_story, name="write_remove_story"),
    path("write/stories/<slug:public_id>/bring-back", removal.bring_back_story, name="write_bring_back_story"),
    path("write/stories/<slug:public_id>/chapters", arrangement.add_chapter, name="write_add_chapter"),
    path("write/chapters/<slug:public_id>", editor.chapter, name="write_chapter"),
    path("write/chapters/<slug:public_id>/save", editor.save, name="write_save"),
    path("write/chapters/<slug:public_id>/note", editor.add_note, name="write_note"),
    path("write/chapters/<slug:public_id>/settle", conflict.settle, name="write_settle"),
    path("write/chapters/<slug:public_id>/preview", preview.preview, name="write_preview"),
    path("write/chapters/<slug:public_id>/publish", publication.publish, name="write_publish"),
    path("write/chapters/<slug:public_id>/withdraw", publication.withdraw, name="write_withdraw"),
    path("write/chapters/<slug:public_id>/set-aside", publication.set_aside, name="write_set_aside"),
    path("write/chapters/<slug:public_id>/move", arrangement.move, name="write_move"),
    path("write/chapters/<slug:public_id>/remove", removal.remove_chapter, name="write_remove_chapter"),
    path("write/chapters/<slug:public_id>/bring-back", removal.bring_back_chapter, name="write_bring_back_chapter"),
    path("write/chapters/<slug:public_id>/versions", versions.versions, name="write_versions"),
    path("write/chapters/<slug:public_id>/versions/<int:ordinal>", versions.version, name="write_version"),
    path("write/chapters/<slug:public_id>/versions/<int:ordinal>/restore", versions.restore, name="write_restore"),
    path("write/chapters/<slug:public_id>/compare", versions.compare, name="write_compare"),
]

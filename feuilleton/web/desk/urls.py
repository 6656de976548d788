"""Addresses of the author's desk, all under /write."""

from django.urls import path

from feuilleton.web.desk import facts, issue, note, placing, queue, several

urlpatterns = [
    path("write/stories/<slug:public_id>/notes", queue.queue, name="desk"),
    path("write/stories/<slug:public_id>/notes/accept", several.several, name="desk_several"),
    path("write/stories/<slug:public_id>/facts", facts.facts, name="desk_facts"),
    path("write/facts/<slug:public_id>", facts.fact, name="desk_fact"),
    path("write/facts/<slug:public_id>/confirm", facts.confirm, name="desk_confirm_fact"),
    path("write/facts/<slug:public_id>/forget", facts.forget, name="desk_forget_fact"),
    path("write/notes/<slug:public_id>", note.one, name="desk_note"),
    path("write/notes/<slug:public_id>/place", placing.place, name="desk_place"),
    path("write/chapters/<slug:public_id>/notes/publish", issue.issue, name="desk_issue"),
]

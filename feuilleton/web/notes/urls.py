"""Addresses of notes on passages, for readers."""

from django.urls import path

from feuilleton.web.notes import finds, marking, own, saying, taking_out

urlpatterns = [
    path("chapters/<str:public_id>/mark", marking.mark, name="mark"),
    path("chapters/<str:public_id>/mark/<str:block>", saying.say, name="note_write"),
    path("me/finds", finds.finds, name="finds"),
    path("me/finds/own", finds.own, name="own_notes"),
    path("me/finds/notes.<str:ending>", taking_out.take_out, name="notes_file"),
    path("me/finds/<str:public_id>/take-back", own.take_back, name="note_take_back"),
    path("me/finds/<str:public_id>/reopen", own.reopen, name="note_reopen"),
    path("me/finds/<str:public_id>/name", own.rename, name="note_rename"),
]

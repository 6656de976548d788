"""Addresses of bringing a manuscript, all under /write/bring."""

from django.urls import path

from feuilleton.web.importing import arrival, every_piece, sending

urlpatterns = [
    path("write/bring", sending.send, name="bring"),
    path("write/bring/<slug:public_id>", arrival.look_over, name="bring_look_over"),
    path("write/bring/<slug:public_id>/pieces", every_piece.every_piece, name="bring_pieces"),
    path("write/bring/<slug:public_id>/file", sending.file, name="bring_file"),
    path("write/bring/<slug:public_id>/undo", sending.undo, name="bring_undo"),
    path("write/bring/<slug:public_id>/forget", sending.forget, name="bring_forget"),
]

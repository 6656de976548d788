"""Addresses of what readers keep."""

from django.urls import path

from feuilleton.web.shelves import favorites, history, marks, own, place, shelves

urlpatterns = [
    path("stories/<str:public_id>/favorite", favorites.favorite, name="favorite"),
    path("people/<str:public_id>/favorite", favorites.favorite_person, name="favorite_person"),
    path("stories/<str:public_id>/shelves", shelves.arrange, name="arrange"),
    path("stories/<str:public_id>/marks", marks.mark_story, name="mark_story"),
    path("chapters/<str:public_id>/read", marks.mark, name="mark_chapter"),
    path("chapters/<str:public_id>/place", place.place, name="place"),
    path("me/shelves", shelves.shelves, name="shelves"),
    path("me/shelves/move", shelves.move, name="shelves_move"),
    path("me/shelves/own", own.make, name="shelf_new"),
    path("me/shelves/own/<str:public_id>", own.shelf, name="shelf"),
    path("me/history", history.history, name="history"),
    path("me/history/clear", history.clear, name="history_clear"),
]

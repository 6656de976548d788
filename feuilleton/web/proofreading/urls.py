"""Addresses of proofreading, all under /write."""

from django.urls import path

from feuilleton.web.proofreading import answering, page

urlpatterns = [
    path("write/chapters/<slug:public_id>/proofread", page.proofread, name="proofread"),
    path("write/chapters/<slug:public_id>/proofread/answer", answering.answer, name="proofread_answer"),
    path("write/chapters/<slug:public_id>/proofread/fact", answering.fact, name="proofread_fact"),
]

"""Addresses of the moderators' pages, and of the form that reaches them."""

from django.urls import path

from feuilleton.web.moderation import hiding, reporting, reports

urlpatterns = [
    path("moderation", hiding.hidden, name="moderation"),
    path("moderation/stories/<slug:public_id>", hiding.measure, name="moderation_story"),
    path("moderation/reports", reports.reports, name="reports"),
    path("moderation/reports/<slug:public_id>", reports.report, name="report_one"),
    path("report/<str:kind>/<str:public_id>", reporting.report, name="report"),
]

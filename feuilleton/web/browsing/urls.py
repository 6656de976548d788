"""Addresses of the pages to find something to read."""

from django.urls import path

from feuilleton.web.browsing import finding, home, house, lists, machines

urlpatterns = [
    path("", home.home, name="home"),
    path("stories", lists.stories, name="stories"),
    path("tags/<str:kind>/<str:public_id>", lists.tag, name="tag"),
    path("people/<str:public_id>", lists.person, name="person"),
    path("find", finding.find, name="find"),
    path("about", house.about, name="about"),
    path("rules", house.rules, name="rules"),
    path("help", house.help, name="help"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
]

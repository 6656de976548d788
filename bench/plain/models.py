"""Tables of the plain Django site."""

from django.conf import settings
from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=60)


class Tag(models.Model):
    name = models.CharField(max_length=100)


class Story(models.Model):
    title = models.CharField(max_length=200)
    summary = models.TextField()
    author = models.ForeignKey(Author, on_delete=models.CASCADE)
    tags = models.ManyToManyField(Tag)
    planned = models.IntegerField(null=True)
    chapter_count = models.IntegerField(default=0)
    words = models.IntegerField(default=0)
    updated_at = models.DateTimeField()


class Chapter(models.Model):
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="chapters")
    position = models.IntegerField()
    title = models.CharField(max_length=200)
    html = models.TextField()
    words = models.IntegerField(default=0)
    published_at = models.DateTimeField()


class Note(models.Model):
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="notes")
    html = models.TextField()


class Review(models.Model):
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="reviews")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE)
    html = models.TextField()
    posted_at = models.DateTimeField()

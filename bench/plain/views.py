"""The plain Django site's two pages, and its form for a review."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import linebreaks
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bench.plain.models import Chapter, Review, Story


def chapter(request: HttpRequest, pk: int) -> HttpResponse:
    """A chapter with its neighbours, tags, notes and reviews: eight queries."""
    found = get_object_or_404(Chapter.objects.select_related("story", "story__author"), pk=pk)
    chapters = found.story.chapters
    context = {
        "chapter": found,
        "story": found.story,
        "previous": chapters.filter(position__lt=found.position).order_by("-position").first(),
        "next": chapters.filter(position__gt=found.position).order_by("position").first(),
        "count": chapters.count(),
        "tags": found.story.tags.all(),
        "notes": found.notes.all(),
        "reviews": found.reviews.select_related("user").order_by("posted_at"),
        "more": Story.objects.filter(author=found.story.author).exclude(pk=found.story_id)[:3],
    }
    return render(request, "chapter.html", context)


def stories(request: HttpRequest) -> HttpResponse:
    """Twenty stories with author and tags, newest first."""
    listed = Story.objects.select_related("author").prefetch_related("tags").order_by("-updated_at")
    page = Paginator(listed, 20).get_page(request.GET.get("page"))
    return render(request, "stories.html", {"page": page})


@csrf_exempt  # the load generator has no token to send; checking one would only make this dearer
@require_POST
@login_required
def post_review(request: HttpRequest, pk: int) -> HttpResponse:
    """A bare insert: no limit, no cleaner but escaping, nobody told."""
    found = get_object_or_404(Chapter, pk=pk)
    words = linebreaks(request.POST.get("text", ""), autoescape=True)
    Review.objects.create(chapter=found, user=request.user, html=words, posted_at=timezone.now())
    return redirect("chapter", pk=pk)

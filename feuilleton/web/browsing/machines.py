"""What programs ask for: which pages they may read, and where all of them are."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from feuilleton.accounts.visiting import STRANGER
from feuilleton.pages.storing import storable, stored
from feuilleton.stories.models import Chapter, Story
from feuilleton.web.addresses import address, whole

# Crawlers that gather text to train models on. Asked not to, unless the archive says otherwise.
AI_CRAWLERS = [
    *("AI2Bot", "Ai2Bot-Dolma", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ClaudeBot"),
    *("Claude-Web", "cohere-ai", "cohere-training-data-crawler", "Diffbot", "FacebookBot", "Google-Extended"),
    *("GPTBot", "ICC-Crawler", "ImagesiftBot", "meta-externalagent", "omgili", "omgilibot", "PanguBot"),
    *("PerplexityBot", "Timpibot", "VelenPublicWebCrawler", "Webzio-Extended", "YouBot"),
]
STORIES_A_PART = 2_000


@stored()
def robots(request: HttpRequest) -> HttpResponse:
    """Everybody may read, but for searches and forms; those who gather text to train models on may not."""
    lines = [
        *(f"User-agent: {name}" for name in AI_CRAWLERS),
        "Disallow: /",
        "",
        "User-agent: *",
        *(f"Disallow: {address(name)}" for name in ("find", "look", "adult")),
        "Disallow: /report/",
        "",
        f"Sitemap: {whole(request, address('sitemap'))}",
        "",
    ]
    answer = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return storable(answer, made_from=["archive"])


@stored(parameters=("page",))
def sitemap(request: HttpRequest) -> HttpResponse:
    return map_of(request)


def map_of(request: HttpRequest, *, each: int = STORIES_A_PART) -> HttpResponse:
    """Every story that lists may name, with its chapters; where there are more than `each`, a map of its parts."""
    stories = Story.objects.listed_for(STRANGER).order_by("id")
    parts = -(-stories.count() // each)
    asked = request.GET.get("page")
    if asked is None and parts > 1:
        places = [f"{whole(request, address('sitemap'))}?page={part}" for part in range(1, parts + 1)]
        return _xml(request, "browsing/sitemaps.xml", places)
    part = _part(asked or "1", parts)
    keys = list(stories.values_list("pk", flat=True)[(part - 1) * each : part * each])
    places = [whole(request, path) for path in _paths(keys)]
    return _xml(request, "browsing/sitemap.xml", places)


def _part(asked: str, parts: int) -> int:
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7 and 1 <= int(asked) <= max(1, parts)):
        raise Http404
    return int(asked)


def _paths(keys: list[int]) -> list[str]:
    stories = Story.objects.filter(pk__in=keys).order_by("pk").values_list("public_id", flat=True)
    chapters = Chapter.objects.listed_for(STRANGER).filter(story__in=keys).order_by("story", "position", "id")
    return [
        *(f"/stories/{public_id}" for public_id in stories),
        *(f"/chapters/{public_id}" for public_id in chapters.values_list("public_id", flat=True)),
    ]


def _xml(request: HttpRequest, template: str, places: list[str]) -> HttpResponse:
    text = render_to_string(template, {"places": places}, request)
    return storable(HttpResponse(text, content_type="application/xml"), made_from=["front"])

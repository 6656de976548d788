"""What every page must be like, asked in a real browser: `unclean(page)`."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


def unclean(page: Page, path: str = "", *, status: int = 200) -> list[str]:
    """What is wrong with the page (gone to first, when a path is given), a line each; nothing for a clean one.

    Its status and address, what axe finds with every fold open, one heading and one line, and that it fits its window.
    """
    wrong = _arrive(page, path, status) if path else []
    # By script, not by clicks: one open fold may cover the next.
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    violations = Axe().run(page, options=WCAG).response["violations"]
    wrong += [f"{one['id']}: {one['nodes'][0]['html']}" for one in violations]
    if page.locator("h1").count() != 1:
        wrong.append(f"{page.locator('h1').count()} headings of the first rank")
    if page.locator(".below").count() != 1:
        wrong.append(f"{page.locator('.below').count()} lines")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append("wider than its window")
    return [f"{path or page.url} at {(page.viewport_size or {}).get('width')}: {one}" for one in wrong]


def _arrive(page: Page, path: str, status: int) -> list[str]:
    response = page.goto(path)
    answered = response.status if response else None
    wrong = [] if answered == status else [f"answered with {answered}, not {status}"]
    return wrong if page.url.endswith(path) else [*wrong, f"led to {page.url}"]

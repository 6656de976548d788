"""What a cold browser fetches for a page: how many requests, how many bytes on the wire."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


def weigh(url: str) -> dict[str, Any]:
    """`wire_bytes` (headers and bodies as Chromium negotiates them, icon and fonts apart) and `requests`."""
    sizes: dict[str, int] = {}
    kinds: dict[str, tuple[str, str]] = {}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = chromium.new_page()
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: _kind(said)}))
        wire.on(
            "Network.loadingFinished", lambda said: sizes.update({said["requestId"]: int(said["encodedDataLength"])})
        )
        page.goto(url, wait_until="networkidle")
        chromium.close()
    counted = {one: size for one, size in sizes.items() if _counts(*kinds.get(one, ("", "")))}
    return {"wire_bytes": sum(counted.values()), "requests": len(counted)}


def _kind(said: dict[str, Any]) -> tuple[str, str]:
    return said["type"], said["response"]["url"]


def _counts(kind: str, url: str) -> bool:
    return kind != "Font" and not url.endswith((".svg", ".ico"))

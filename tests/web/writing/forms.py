"""What a browser would send: the fields of a page's form, read off the page."""

from __future__ import annotations

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.here = action, False
        self.fields: dict[str, str | list[str]] = {}
        self.area = self.pick = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.here = said.get("action", "").endswith(self.action)
        if not self.here:
            return
        if tag == "input" and "name" in said:
            if said.get("type") not in ("checkbox", "radio") or "checked" in said:
                self.fields[said["name"]] = said.get("value", "")
        elif tag == "textarea" and "name" in said:
            self.area = said["name"]
            self.fields[self.area] = ""
        elif tag == "select":
            self.pick = said["name"]
        elif tag == "option" and self.pick and ("selected" in said or self.pick not in self.fields):
            self.fields[self.pick] = said["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.here = False
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.pick = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] = str(self.fields[self.area]) + data


def fields(response: object, action: str) -> dict[str, str]:
    """The fields of the form on that page whose action ends so, with the values they hold."""
    parser = _Fields(action)
    parser.feed(response.content.decode())  # type: ignore[attr-defined]
    found = {name: str(value).removeprefix("\n") for name, value in parser.fields.items()}
    assert found, f"no form to {action} on the page"
    found.pop("csrfmiddlewaretoken", None)
    return found

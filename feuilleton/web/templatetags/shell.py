"""`{% shell %}…{% endshell %}`: what stands between them, in the shell that our own (Jinja2) pages wear."""

from __future__ import annotations

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.tag
def shell(parser: Parser, token: Token) -> Shell:
    inside = parser.parse(["endshell"])
    parser.delete_first_token()
    return Shell(inside)


class Shell(template.Node):
    """The page around what a library's page has to say."""

    def __init__(self, inside: NodeList) -> None:
        self.inside = inside

    def render(self, context: Context) -> SafeString:
        said = {"content": self.inside.render(context), "title": context.get("shell_title", "")}
        return render_to_string("account/shell.html", said, request=context.get("request"))

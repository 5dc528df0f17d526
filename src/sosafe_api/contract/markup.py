"""Markdown of descriptions as HTML: headings, paragraphs, lists, code and links; the rest is escaped."""

import re
from html import escape

_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+|/[^)\s]*|#[^)\s]*)\)")


def inline(text: str) -> str:
    """Code spans and links within a line."""
    html = _CODE.sub(r"<code>\1</code>", escape(text))
    return _LINK.sub(r'<a href="\2">\1</a>', html)


def render(text: str, *, heading: int = 2) -> str:
    """`heading` is the level of a `##` in the page."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "\n".join(_block(block, heading) for block in blocks if block)


def _block(block: str, heading: int) -> str:
    if block.startswith("## "):
        return f"<h{heading}>{inline(block[3:])}</h{heading}>"
    if block.startswith("- "):
        items = re.split(r"^- ", block, flags=re.MULTILINE)[1:]
        return "<ul>" + "".join(f"<li>{inline(' '.join(item.split()))}</li>" for item in items) + "</ul>"
    return f"<p>{inline(' '.join(block.split()))}</p>"


def anchor(text: str) -> str:
    """A fragment identifier made of a heading."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")

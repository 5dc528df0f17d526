"""The reference pages stand alone: no script, nobody else asked, no dead link, readable by all."""

import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import httpx
import pytest

from sosafe_api.contract.documentation import documentation
from sosafe_api.contract.pages import FILES
from sosafe_api.core.http.catalogue import BY_SLUG
from tests.fixtures.contract import operations

pytestmark = pytest.mark.database
URL = "https://sosafe.example.org"
DOCUMENTATION = documentation(URL)
PAGES = {
    ("/docs" if name == "index" else f"/docs/{name}"): page.content.decode()
    for name, page in DOCUMENTATION.pages.items()
    if name not in FILES
} | {f"/problems/{slug}".rstrip("/"): page.content.decode() for slug, page in DOCUMENTATION.problems.items()}
STYLE = DOCUMENTATION.pages["style.css"].content.decode()
VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """What a test asks of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    @property
    def identifiers(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]

    def links(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.tags if name in attributes]


@cache
def parsed(address: str) -> Page:
    return Page(PAGES[address])


EVERY = pytest.mark.parametrize("address", sorted(PAGES))


@EVERY
def test_a_page_is_served_as_built_and_runs_no_script(address: str, anonymous: httpx.Client):
    served = anonymous.get(address, headers={"Accept": "text/html"})
    assert served.status_code == 200
    assert served.headers["content-type"] == "text/html; charset=utf-8"
    assert served.headers["content-language"] == "en-GB"
    policy = served.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")
    assert "unsafe" not in policy
    tags = {tag for tag, _ in Page(served.text).tags}
    assert not tags & {"script", "iframe", "object", "embed", "form", "style"}


@EVERY
def test_a_page_asks_nobody_else_for_anything(address: str):
    page = parsed(address)
    assert not [link for link in page.links("src") if not link.startswith("/")]
    assert not [
        attributes
        for tag, attributes in page.tags
        if tag == "link" and not str(attributes["href"]).startswith("/")
    ]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert not page.links("style")


@EVERY
def test_a_page_has_language_title_landmarks_and_headings_in_order(address: str):
    page = parsed(address)
    assert page.open == []
    assert ("html", {"lang": "en-GB"}) in page.tags
    names = [tag for tag, _ in page.tags]
    assert {"title", "header", "nav", "main", "footer"} <= set(names)
    levels = [int(name[1]) for name in names if re.fullmatch(r"h[1-6]", name)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert page.links("href")[2] == "#main", "the first link skips to the content"


@EVERY
def test_identifiers_are_unique_and_every_link_within_the_reference_leads_somewhere(address: str):
    page = parsed(address)
    assert len(page.identifiers) == len(set(page.identifiers))
    for link in page.links("href"):
        path, _, fragment = link.partition("#")
        if path.startswith(("https:", "/v1/")) or path.removeprefix("/docs/") in FILES:
            continue
        target = parsed(path or address)
        assert not fragment or fragment in target.identifiers, link


def test_every_operation_is_described_with_its_access_and_a_call_to_paste():
    text = "".join(PAGES.values())
    for operation in operations():
        assert f'id="{operation}"' in text
    curls = re.findall(r"<code>curl ", text)
    assert len(curls) == len(operations())


def test_codes_and_problems_have_their_places():
    for slug in BY_SLUG:
        assert f'href="/problems/{slug}"' in PAGES["/problems"]
    assert "<code>domestic_abuse_victim</code>" in PAGES["/docs/codes"]


def test_the_address_of_the_service_alone_leads_to_the_reference(anonymous: httpx.Client):
    answer = anonymous.get("/", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (307, "/docs")
    assert anonymous.get("/", headers={"Accept": "text/html"}, follow_redirects=True).url.path == "/docs"


def test_an_unknown_page_is_absent_like_any_other(anonymous: httpx.Client):
    answer = anonymous.get("/docs/absent", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("address", ["/docs", "/docs/style.css", "/problems/not-found", "/v1/openapi.json"])
def test_a_copy_that_still_holds_is_not_sent_again(address: str, anonymous: httpx.Client):
    headers = {"Accept": "text/html, text/css, application/json"}
    first = anonymous.get(address, headers=headers)
    again = anonymous.get(address, headers=headers | {"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert anonymous.get(address, headers=headers | {"If-None-Match": '"other"'}).status_code == 200


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("colour", ["text", "quiet", "link", "mark"])
@pytest.mark.parametrize("ground", ["ground", "field"])
def test_text_stands_out_from_its_ground(scheme: int, colour: str, ground: str):
    palette = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", STYLE.split("@media")[scheme]))
    bright, dark = sorted((luminance(palette[colour]), luminance(palette[ground])), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5

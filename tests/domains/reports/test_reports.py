"""The four-weekly report: frozen when asked for, compared with the one before, read on a page and on paper."""

import io
import re
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import httpx
import psycopg
import pytest
from pypdf import PdfReader

from sosafe_api import worker
from sosafe_api.core.ids import new_id
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.rules import Role
from sosafe_api.domains.auth.rules.grants import PERMISSIONS
from sosafe_api.domains.kpis.service.reading import SEES_EVERY_COUNT
from sosafe_api.domains.reports.rules.periods import reporting_period
from sosafe_api.domains.reports.vocabulary import ReportKind
from tests.domains.action_plans.planning import added, agreed, drafted, joint_action_group, said
from tests.domains.kpis.arranging import street_file
from tests.domains.kpis.renditions.test_charts import contrast
from tests.domains.strategies.adopting import caller, get, made, move, post
from tests.fixtures.database import TestDatabase
from tests.fixtures.world import World

Json = dict[str, Any]
JAG, RAG = ReportKind.JOINT_ACTION_GROUP, ReportKind.RESPONSIBLE_AUTHORITIES_GROUP


@pytest.fixture(autouse=True)
def nothing_waits(superuser: psycopg.Connection) -> None:
    superuser.execute("DELETE FROM work_items")


def asked(world: World, stands_on: str, **changes: Any) -> Json:
    body = {"kind": JAG.value, "stands_on": stands_on, "group_id": joint_action_group(world)} | changes
    return made(post(world, "/reports", body, role=Role.ANALYST))


def prepared(world: World, database: TestDatabase, report: Json) -> Json:
    while worker.do_next(world.service.settings, database.urls):
        pass
    return get(world, f"/reports/{report['id']}", role=Role.JOINT_ACTION_GROUP)


def document(world: World, report: Json, media_type: str) -> httpx.Response:
    client = caller(world, Role.RESPONSIBLE_AUTHORITIES_GROUP)
    return client.get(f"/v1/reports/{report['id']}/document", headers={"Accept": media_type})


def measure(report: Json, kpi: str) -> Json:
    measures = [each for objective in report["content"]["objectives"] for each in objective["measures"]]
    return next(each for each in measures if each["kpi"] == kpi)


def planned(world: World) -> None:
    """An agreed plan with an action that is overdue and off track, one that is done, and a milestone that is late."""
    plan = drafted(world)
    late = added(world, plan["id"], due_on="2018-07-31", title="Light <the> underpass")
    done = added(world, plan["id"], number=2)
    agreed(world, plan["id"])
    milestone = {"title": "Lamps bought", "due_on": "2018-06-30"}
    made(post(world, f"/plan-actions/{late['id']}/milestones", milestone))
    made(said(world, late["id"], "off_track", "2018-08-01"))
    finished = move(world, f"/plan-actions/{done['id']}", "completed", note="Done.", noted_on="2018-08-20")
    assert finished.status_code == 201, finished.text


class Outline(HTMLParser):
    """Elements of a page in order, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.mark.database
def test_figures_stand_still_for_a_quarter_and_the_reports_say_since_when(
    world: World, database: TestDatabase
) -> None:
    planned(world)
    for month in ("2018-04", "2018-05", "2018-06"):
        street_file(world, month, {"anti_social_behaviour": 40, "burglary": 30})
    first = asked(world, "2018-08-08")
    assert (first["status"], first["previous_report_id"]) == ("preparing", None)
    assert (first["starts_on"], first["ends_on"]) == (
        "2018-07-12",
        "2018-08-09",
    )  # since 11 July, the meeting before
    asb = measure(first, "asb_incidents")
    assert (asb["latest"]["value"], asb["latest"]["period"]["label"]) == (120, "2018/19 Q1")
    assert (asb["movement"], asb["unchanged_since"]) == ("first", None)
    unnamed = [
        each
        for objective in first["content"]["objectives"]
        for each in objective["measures"]
        if not each["kpi"]
    ]
    assert [(each["description"], each["movement"], each["latest"]) for each in unnamed] == [
        ("Customer satisfaction.", "no_value", None)
    ]

    second = asked(world, "2018-09-05")
    assert second["previous_report_id"] == first["id"]
    assert measure(second, "asb_incidents")["movement"] == "unchanged"
    assert measure(asked(world, "2018-10-03"), "asb_incidents")["unchanged_since"] == "2018-08-08"

    for month in ("2018-07", "2018-08", "2018-09"):
        street_file(world, month, {"anti_social_behaviour": 50, "burglary": 30})
    third = measure(asked(world, "2018-10-31"), "asb_incidents")
    assert (third["movement"], third["previous_value"], third["latest"]["value"]) == ("new", 120, 150)

    world.superuser.execute(
        "UPDATE incident_counts SET count = 41 WHERE partnership_id = %s AND month = '2018-04-01'"
        " AND crime_type = 'anti_social_behaviour'",
        (world.id,),
    )
    fourth = measure(asked(world, "2018-11-28"), "asb_incidents")
    assert fourth["movement"] == "unchanged"
    assert [(each["period"]["label"], each["before"], each["after"]) for each in fourth["revisions"]] == [
        ("2018/19 Q1", 120, 121)
    ]
    again = prepared(world, database, first)
    assert again["content"] == first["content"], "what was reported stays as it was reported"
    assert again["status"] == "ready"
    listed = get(world, "/reports", role=Role.JOINT_ACTION_GROUP, kind=JAG.value)["data"]
    # A figure of an earlier period that is no longer what it was is a change as well.
    still, revised = (document(world, listed[place], "text/html").text for place in (3, 0))
    assert "No figure has changed since the report before" in still
    assert "No figure has changed" not in revised
    assert "Measures with revised figures of earlier periods: 1." in revised
    assert [each["stands_on"] for each in listed][:2] == ["2018-11-28", "2018-10-31"]
    assert "content" not in listed[0]


@pytest.mark.database
def test_page_and_paper_tell_the_same_and_can_be_read_without_seeing_them(
    world: World, database: TestDatabase
) -> None:
    planned(world)
    for month in ("2018-04", "2018-05", "2018-06"):
        street_file(world, month, {"anti_social_behaviour": 1040, "burglary": 30})
    asked_for = asked(world, "2018-09-05")
    waiting = document(world, asked_for, "text/html")
    assert (waiting.status_code, waiting.json()["code"]) == (409, "conflict")
    content = prepared(world, database, asked_for)["content"]
    assert content["overdue_actions"][0]["owner"]
    assert content["overdue_actions"][0]["days_overdue"] == 36
    assert [each["completed_on"] for each in content["completed_actions"]] == ["2018-08-20"]
    assert [each["title"] for each in content["late_milestones"]] == ["Lamps bought"]
    assert content["risks"][0] == {"kind": "action_off_track", "text": "Action 1: Light <the> underpass"}

    answer = document(world, asked_for, "text/html")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    page, outline = answer.text, Outline(answer.text)
    assert outline.all("html")[0]["lang"] == "en-GB"
    assert len(outline.all("h1")) == len(outline.all("main")) == len(outline.all("title")) == 1
    levels = [int(tag[1]) for tag, _ in outline.elements if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))
    assert {each["scope"] for each in outline.all("th")} == {"col", "row"}
    assert len(outline.all("caption")) == len(outline.all("table")) > 0
    assert "<caption>Measures of objective 4</caption>" in page
    assert outline.all("img")
    assert all(each["alt"] and each["width"] and each["height"] for each in outline.all("img"))
    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {f"#{each}" for each in ids} >= {each["href"] for each in outline.all("a")}
    for _, attributes in outline.elements:
        for name in ("src", "srcset", "href"):
            assert (attributes.get(name) or "#")[0] == "#" or str(attributes[name]).startswith(
                "data:image/svg+xml;"
            )
    assert not re.search(r"<script|@import|url\(|https?://", re.sub(r"base64,[^\"]+", "", page))
    assert "Light &lt;the&gt; underpass" in page

    paper = document(world, asked_for, "application/pdf")
    assert paper.headers["content-type"] == "application/pdf"
    read = PdfReader(io.BytesIO(paper.content))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert "/StructTreeRoot" in root
    assert read.metadata is not None
    assert read.metadata.title == "Report to the Example Joint-Action-Group, 5 September 2018"
    text = " ".join(" ".join(each.extract_text() for each in read.pages).split())
    for told in ("3,120", "2018/19 Q1", "Lamps bought", "36 days", "31 July 2018", "Light <the> underpass"):
        assert told in text, told
    assert "3,120" in page
    assert document(world, asked_for, "application/json").status_code == 406


@pytest.mark.database
def test_a_report_whose_documents_cannot_be_made_fails_and_keeps_its_figures(
    world: World, database: TestDatabase
) -> None:
    report = asked(world, "2018-08-08", group_id=None, kind=RAG.value)
    assert (report["starts_on"], report["ends_on"]) == ("2018-04-01", "2018-07-01")
    world.superuser.execute(
        "UPDATE report_documents SET body = 'spoilt' WHERE report_id = %s AND media_type LIKE '%%charts'",
        (report["id"],),
    )
    found = prepared(world, database, report)
    assert (found["status"], found["content"]) == ("failed", report["content"])
    assert document(world, found, "application/pdf").status_code == 409


@pytest.mark.database
def test_a_report_is_asked_for_by_a_day_that_has_come_and_a_group_that_is_there(world: World) -> None:
    body = {"kind": JAG.value, "stands_on": "2099-01-01"}
    ahead = post(world, "/reports", body, role=Role.ANALYST)
    assert [each["pointer"] for each in ahead.json()["errors"]] == ["#/stands_on"]
    nobodys = post(world, "/reports", {"kind": JAG.value, "group_id": str(new_id())}, role=Role.ANALYST)
    assert [each["code"] for each in nobodys.json()["errors"]] == ["unknown_reference"]


@pytest.mark.database
def test_figures_come_as_a_table_for_a_spreadsheet(world: World) -> None:
    for month in ("2018-04", "2018-05", "2018-06"):
        street_file(world, month, {"anti_social_behaviour": 40})
    path = "/v1/kpis/asb_incidents/observations?period=quarter"
    client = caller(world, Role.ANALYST)
    answer = client.get(path, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["vary"] == "Accept"
    assert answer.text.splitlines()[1].startswith("2018-04-01,2018-07-01,2018/19 Q1,E07000243,120,120,")
    for accepted in ("application/json", "*/*", "text/csv;q=0.1, application/json"):
        assert client.get(path, headers={"Accept": accepted}).headers["content-type"] == "application/json"


def test_the_page_is_legible_by_day_and_by_night() -> None:
    style = files("sosafe_api.domains.reports.renditions").joinpath("templates/report.css").read_text("utf-8")
    schemes = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", each)) for each in re.findall(r":root \{[^}]*\}", style)
    ]
    assert len(schemes) == 3  # light, dark, printed
    for scheme in schemes:
        for name in scheme.keys() & {"text", "quiet", "link", "red", "amber", "green", "grey"}:
            assert contrast(scheme[name], scheme["back"]) >= 4.5
        assert contrast(scheme["text"], scheme["soft"]) >= 4.5
        assert contrast(scheme["line"], scheme["back"]) >= 3


def test_only_those_read_a_report_who_see_every_count() -> None:
    readers = {role.value for role, allowed in PERMISSIONS.items() if Permission.REPORT_READ in allowed}
    assert readers == SEES_EVERY_COUNT


@pytest.mark.parametrize(
    ("kind", "stands_on", "met", "period"),
    [
        (JAG, date(2018, 8, 8), date(2018, 7, 11), (date(2018, 7, 12), date(2018, 8, 9))),
        (JAG, date(2018, 8, 8), None, (date(2018, 7, 12), date(2018, 8, 9))),  # 28 days, not a month
        (RAG, date(2018, 8, 8), None, (date(2018, 4, 1), date(2018, 7, 1))),
        (RAG, date(2018, 7, 1), None, (date(2018, 4, 1), date(2018, 7, 1))),
        (RAG, date(2018, 6, 30), None, (date(2018, 1, 1), date(2018, 4, 1))),
        (RAG, date(2018, 8, 8), date(2018, 5, 9), (date(2018, 5, 10), date(2018, 8, 9))),
    ],
)
def test_the_days_that_a_report_is_about(
    kind: ReportKind, stands_on: date, met: date | None, period: tuple[date, date]
) -> None:
    assert reporting_period(kind, stands_on, met) == period

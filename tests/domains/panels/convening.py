"""A panel as the tests convene it: agencies with seats, members, a coordinator, a meeting, something before it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

ANY = {"If-Match": "*"}
# A mark in each value that a service presents, by the field set that it belongs to.
F1 = {"Canaryname Fictional", "E05999999", "Canarytimes after six"}
F2 = {"2009-11-11", "ZE3", "01632 960911", "canarymail@example.org"}
F3 = {"Canaryquestion for the panel", "Canarysummary of what happened", '"children":29'}
PARTS: dict[str, Any] = {
    "person": {
        "full_name": "Canaryname Fictional",
        "age_band": None,
        "ward_code": "E05999999",
        "contact_rule": {"may_call": True, "safe_times": "Canarytimes after six"},
    },
    "contact": {
        "date_of_birth": "2009-11-11",
        "outward_postcode": "ZE3",
        "telephone": "01632 960911",
        "email": "canarymail@example.org",
    },
    "account": {
        "question": "Canaryquestion for the panel",
        "summary": "Canarysummary of what happened",
        "risk_grade": "medium",
        "children": 29,
    },
}
ADMITTED: dict[str, tuple[str, str]] = {
    "marac": ("domestic_abuse", "high"),
    "sada_panel": ("domestic_abuse", "medium"),
    "multiple_needs": ("multiple_needs", "medium"),
    "youth_multiple_needs": ("exploitation", "medium"),
    "professionals_meeting": ("safeguarding", "high"),
    "asb_forum": ("anti_social_behaviour", "medium"),
}


def marks_in(text: str) -> set[str]:
    return {mark for mark in F1 | F2 | F3 if mark in text}


def keyed() -> dict[str, str]:
    return {"Idempotency-Key": str(new_id())}


@dataclass
class Panel:
    """A group of the test. `coordinator` manages it; the service of `caseworker` presents."""

    world: World
    kind: str | None
    slug: str
    coordinator: str
    seats: dict[str, UUID] = field(default_factory=dict)

    @property
    def group_id(self) -> str:
        return str(self.world.groups[self.slug])

    def seat(self, agency: str, role: str = "member", *, starts_on: date = date(2020, 1, 1)) -> None:
        self.seats[agency] = new_id()
        self.world.insert(
            "group_memberships",
            partnership_id=self.world.id,
            id=self.seats[agency],
            group_id=self.world.groups[self.slug],
            agency_id=self.world.agencies[agency],
            role=role,
            post="A post of the test",
            starts_on=starts_on,
            version=1,
            created_at=datetime.now(UTC),
        )

    def admit(self, name: str, agency: str, role: Role = Role.PANEL_MEMBER) -> str:
        self.world.add_principal(name, agency, role, group=self.slug)
        return name

    def post(self, name: str, path: str, **body: Any) -> httpx.Response:
        return self.world.as_role(name).post(f"/v1{path}", json=body, headers=keyed() | ANY)

    def made(self, name: str, path: str, **body: Any) -> dict[str, Any]:
        response = self.post(name, path, **body)
        assert response.status_code == 201, response.text
        made: dict[str, Any] = response.json()
        return made

    def meet(self, starts_at: datetime | None = None, **body: Any) -> str:
        """A planned meeting, tomorrow unless stated."""
        begins = (starts_at or datetime.now(UTC) + timedelta(days=1)).isoformat()
        made = self.made(self.coordinator, f"/groups/{self.group_id}/meetings", starts_at=begins, **body)
        return str(made["id"])

    def move(self, meeting_id: str, to: str, *, by: str | None = None, **reason: Any) -> httpx.Response:
        return self.post(by or self.coordinator, f"/meetings/{meeting_id}/transitions", to=to, **reason)

    def publish(self, meeting_id: str) -> None:
        moved = self.move(meeting_id, "published")
        assert moved.status_code == 201, moved.text

    def hold(self, meeting_id: str) -> None:
        """The meeting's time has come; it is held."""
        self.shift(meeting_id, datetime.now(UTC) - timedelta(minutes=5))
        moved = self.move(meeting_id, "held")
        assert moved.status_code == 201, moved.text

    def shift(self, meeting_id: str, starts_at: datetime) -> None:
        """As if so much time had passed since."""
        self.world.superuser.execute(
            "UPDATE meetings SET starts_at = %s WHERE id = %s", (starts_at, meeting_id)
        )

    def present(self, meeting_id: str, *, by: str = "caseworker", **changes: Any) -> str:
        made = self.try_to_present(meeting_id, by=by, **changes)
        assert made.status_code == 201, made.text
        return str(made.json()["id"])

    def try_to_present(self, meeting_id: str, *, by: str = "caseworker", **changes: Any) -> httpx.Response:
        """A marked item that this kind of panel admits, unless a change says otherwise."""
        title, grade = ADMITTED[self.kind or "professionals_meeting"]
        body: dict[str, Any] = {"title_code": title, **PARTS} | changes
        body["account"] = {"risk_grade": grade} | {
            name: value
            for name, value in body["account"].items()
            if name != "risk_grade" or "account" in changes
        }
        if "case_id" not in body and "referral_id" not in body:
            body["case_id"] = self.world.open_case()["id"]
        return self.post(by, f"/meetings/{meeting_id}/agenda-items", **body)

    def act(self, item_id: str, owner: str = "police", **changes: Any) -> dict[str, Any]:
        body = {
            "owner_agency_id": str(self.world.agencies[owner]),
            "action_code": "contact_person",
            "description": "Call within a week.",
            "due_on": "2100-01-01",
        }
        return self.made(self.coordinator, f"/agenda-items/{item_id}/actions", **(body | changes))

    def ask(self, item_id: str, agency: str = "police", **changes: Any) -> dict[str, Any]:
        body = {
            "agency_id": str(self.world.agencies[agency]),
            "question": f"Is anything held by {agency}?",
            "due_on": "2100-01-01",
        }
        path = f"/agenda-items/{item_id}/information-requests"
        return self.made(self.coordinator, path, **(body | changes))


def convene(world: World, kind: str | None = "multiple_needs", slug: str = "convened") -> Panel:
    """Council and police sit; each has a member, and each a coordinator, since minutes need two."""
    world.add_group(slug, panel_kind=kind)
    panel = Panel(world, kind, slug, coordinator=f"{slug}_coordinator")
    for agency in ("council", "police"):
        panel.seat(agency)
        panel.admit(f"{slug}_{agency}", agency)
    panel.admit(panel.coordinator, "council", Role.PANEL_COORDINATOR)
    panel.admit(f"{slug}_second", "police", Role.PANEL_COORDINATOR)
    return panel


def standing_panel(world: World) -> Panel:
    """The world's own group as a professionals' meeting, in which the world's panel roles sit for the council."""
    panel = Panel(world, "professionals_meeting", "panel", coordinator="panel_coordinator")
    sits = world.superuser.execute(
        "UPDATE groups SET panel_kind = 'professionals_meeting' WHERE id = %s RETURNING"
        " (SELECT count(*) FROM group_memberships WHERE group_id = groups.id)",
        (panel.group_id,),
    ).fetchone()
    if sits == (0,):
        panel.seat("council")
    return panel

"""A safe space in use, with a mark in each part of its location, so that whatever shows a mark has shown it."""

from typing import Any

from sosafe_api.domains.auth.rules import Role
from tests.access.requests import names_in
from tests.access.table import TABLE
from tests.domains.placements.steps import ANY, add_place, ask, open_location, put_on_duty, settle
from tests.fixtures.world import World

MARKED: dict[str, Any] = {
    "address_lines": ["Canaryhouse", "7 Canarystreet"],
    "postcode": "ZZ97 7CN",
    "access_notes": "Canarydoor behind the canarygate",
    "timetable": "Canarytimetable on Mondays",
}
MARKS = (
    "canaryhouse",
    "canarystreet",
    "zz97 7cn",
    "zz977cn",
    "zz97",
    "canarydoor",
    "canarygate",
    "canarytimetable",
)


def marks_in(text: str) -> set[str]:
    return {mark for mark in MARKS if mark in text.casefold()}


class Haven:
    """A marked place in use: somebody lives there, the location was stated twice, revealed and opened."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.shift = put_on_duty(world)
        self.place = add_place(world, location=MARKED, reader_group_id=str(world.groups["panel"]))
        self.case, self.stay = settle(world, self.place["id"])
        client = world.as_role(Role.CASEWORKER)
        restated = client.put(f"/v1/places/{self.place['id']}/location", json=MARKED, headers=ANY)
        assert restated.status_code == 200
        self.given = ask(world, self.place["id"]).json()
        self.opened = open_location(world, self.given["id"], self.given["token"])
        self.waiting = ask(world, self.place["id"], Role.PANEL_MEMBER).json()

    def path(self, name: str) -> str:
        """An operation's path, with the haven's own objects wherever they fit."""
        own = {
            "place_id": self.place["id"],
            "case_id": self.case["id"],
            "placement_id": self.stay["id"],
            "reveal_id": self.given["id"],
            "duty_shift_id": self.shift["id"],
            "person_id": self.case["people"][0]["person_id"],
            "referral_id": self.case["referral_ids"][0],
            "service_id": str(self.world.services["refuge"]),
            "agency_id": str(self.world.agencies["charity"]),
            "group_id": str(self.world.groups["panel"]),
            "partnership_slug": self.world.slug,
            "area_code": "E07000243",
            "kpi_code": "crime_rate",
            "problem_slug": "step-up-required",
            "page": "placements",
        }
        path = TABLE[name].path
        return path.format(**{part: own.get(part, self.place["id"]) for part in names_in(path)})

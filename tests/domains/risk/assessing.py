"""Assessments as the tests make them: so many yes, a pair of people, over HTTP."""

from dataclasses import dataclass
from typing import Any

import httpx

from sosafe_api.core.ids import new_id
from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

PATH = "/v1/risk-assessments"
RATIONALE = "A fictional concern that no count shows."


def answers(yes: int, version: str = "dash_24", *, first: int = 1) -> list[dict[str, Any]]:
    """Every question of the version; those from `first` on are answered yes, so many of them."""
    return [
        {
            "question": number,
            "answer": "yes" if first <= number < first + yes else "no",
            "source": "victim",
        }
        for number in range(1, int(version.removeprefix("dash_")) + 1)
    ]


def judged(grade: str) -> dict[str, Any]:
    return {"grade": grade, "rationale": RATIONALE}


@dataclass(frozen=True)
class Pair:
    """A victim and a perpetrator whom cases of the refuge are about."""

    world: World
    victim: str
    perpetrator: str

    def assessment(self, yes: int = 14, **changes: Any) -> dict[str, Any]:
        content = {
            "person_id": self.victim,
            "perpetrator_id": self.perpetrator,
            "dash_version": "dash_24",
            "assessed_on": "2026-11-03",
            "answers": answers(yes),
        }
        return content | changes

    def assess(self, yes: int = 14, *, worker: str = "caseworker", **changes: Any) -> str:
        response = post(self.world, PATH, self.assessment(yes, **changes), worker)
        assert response.status_code == 201, response.text
        return str(response.json()["id"])

    def finding(self, yes: int = 14, **changes: Any) -> dict[str, Any]:
        """What an assessment came to, as it is read afterwards."""
        return read(self.world, self.assess(yes, **changes))

    def refer(self, referred_on: str, assessed_on: str | None = None) -> None:
        """Assesses the pair as of high risk and follows the route to MARAC."""
        assessment_id = self.assess(14, assessed_on=assessed_on or referred_on)
        referred = post(self.world, f"{PATH}/{assessment_id}/marac-referrals", {"referred_on": referred_on})
        assert referred.status_code == 201, referred.text


def pair(world: World) -> Pair:
    victim, perpetrator = (world.open_case()["people"][0]["person_id"] for _ in range(2))
    return Pair(world, victim, perpetrator)


def post(world: World, path: str, content: dict[str, Any], worker: str = "caseworker") -> httpx.Response:
    return world.as_role(worker).post(path, json=content, headers={"Idempotency-Key": str(new_id())})


def read(world: World, assessment_id: str, worker: str = "caseworker") -> dict[str, Any]:
    response = world.as_role(worker).get(f"{PATH}/{assessment_id}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def rule(**changes: Any) -> dict[str, Any]:
    """A rule that differs from the usual terms in its first band."""
    bands = [
        {"grade": "standard", "lowest": 0, "highest": 4, "route": "sada_panel"},
        {"grade": "medium", "lowest": 5, "highest": 11, "route": "sada_panel"},
        {"grade": "high", "lowest": 12, "highest": 24, "route": "marac"},
    ]
    return {"valid_from": "2026-01-01", "bands": bands, **changes}


def record_rule(world: World, **changes: Any) -> dict[str, Any]:
    recorded = post(world, "/v1/risk-rules", rule(**changes), Role.PARTNERSHIP_ADMIN.value)
    assert recorded.status_code == 201, recorded.text
    made: dict[str, Any] = recorded.json()
    return made

"""Arranges what indicators count, above row security: referrals of any day, and police files' rollups."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sosafe_api.core.ids import new_id
from tests.fixtures.world import World

DISTRICT = "E07000243"


def received(world: World, day: str, number: int = 1, **columns: Any) -> None:
    """Referrals received at noon of a day; `status` and `decided_at` say what became of them."""
    instant = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    for _ in range(number):
        referral_id = new_id()
        values: dict[str, Any] = {
            "partnership_id": world.id,
            "id": referral_id,
            "agency_id": world.agencies["council"],
            "agency_reference": f"KPI-{referral_id.hex}",
            "service_id": world.services["refuge"],
            "submitted_by": world.people["referrer_client"].id,
            "status": "submitted",
            "status_since": instant,
            "referral_source": "police",
            "urgency": "routine",
            "referred_on": instant.date(),
            "received_at": instant,
            "first_answer_by": instant.date(),
            "answer_deadline_at": instant + timedelta(days=7),
            "awaiting_seconds": 0,
            "content_digest": b"",
            "version": 1,
            "updated_at": datetime.now(UTC),
        }
        _insert(world, "referrals", values | columns)


def accepted(world: World, day: str, number: int = 1, *, days: float = 2, **columns: Any) -> None:
    decided = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC) + timedelta(days=days)
    received(world, day, number, **({"status": "accepted", "decided_at": decided} | columns))


def declined(
    world: World, day: str, number: int = 1, *, reason: str = "no_capacity", days: float = 2, **columns: Any
) -> None:
    decided = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC) + timedelta(days=days)
    given = {"status": "declined", "reason_code": reason, "decided_at": decided}
    received(world, day, number, **(given | columns))


def street_file(
    world: World,
    month: str,
    counts: Mapping[str, int],
    *,
    force: str = "Hertfordshire Constabulary",
    district: str = DISTRICT,
    asb_by_lsoa: Mapping[str, int] | None = None,
) -> None:
    """A police force's month as the rollups have it after an import; `asb_by_lsoa` says where anti-social behaviour
    was, where the rollup by area is there.
    """
    file_id, first = new_id(), date.fromisoformat(f"{month}-01")
    _insert(
        world,
        "incident_files",
        {
            "partnership_id": world.id,
            "id": file_id,
            "force": force,
            "month": first,
            "kind": "street",
            "digest": b"",
            "import_id": new_id(),
            "rows": sum(counts.values()),
            "without_area": 0,
            "loaded_at": datetime.now(UTC),
            "version": 1,
        },
    )
    for crime_type, count in counts.items():
        _insert(
            world,
            "incident_counts",
            {
                "partnership_id": world.id,
                "file_id": file_id,
                "district_code": district,
                "crime_type": crime_type,
                "month": first,
                "count": count,
            },
        )

    for lsoa, count in (asb_by_lsoa or {}).items():
        _insert(
            world,
            "incident_area_counts",
            {
                "partnership_id": world.id,
                "file_id": file_id,
                "lsoa_code": lsoa,
                "crime_type": "anti_social_behaviour",
                "month": first,
                "count": count,
            },
        )


def _insert(world: World, table: str, values: Mapping[str, Any]) -> None:
    names = ", ".join(values)
    places = ", ".join(f"%({name})s" for name in values)
    world.superuser.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", values)

"""Files of grants for the background work: read, hold against the standard, write the good ones."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.idempotency import canonical_json
from sosafe_api.core.ids import new_id
from sosafe_api.domains.funding_bids.reading import READERS
from sosafe_api.domains.funding_bids.repository.grant_rows import Connection, GrantRows, Importing, NewAward
from sosafe_api.domains.funding_bids.rules.grant_checks import (
    GrantChecker,
    ReadGrant,
    day_of,
    errors_in,
    pounds,
)
from sosafe_api.domains.funding_bids.rules.grant_faults import GrantFault
from sosafe_api.domains.funding_bids.vocabulary import FundingDecision, GrantFileFormat

MOST_BYTES, MOST_ROWS = 16 << 20, 10_000
LONGEST_NAME = 200
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}")
Json = dict[str, Any]
# What a bid keeps in columns of its own; the rest stays as the standard has it.
_IN_COLUMNS = frozenset(
    {"id", "title", "description", "currency", "amountAppliedFor", "amountAwarded", "awardDate"}
)


@dataclass(frozen=True, slots=True)
class CheckedGrants:
    """What a file comes to: grants that would be written, those held already, and every fault."""

    new: Sequence[Json]
    rows: int
    unchanged: int
    refused: int
    faults: Sequence[GrantFault]

    @property
    def errors(self) -> int:
        return errors_in(self.faults)


class GrantFiles:
    """One file of grants of a partnership, within the caller's transaction."""

    def __init__(self, connection: Connection, importing: Importing) -> None:
        self._rows = GrantRows(connection, importing)

    def check(self, content: bytes, form: GrantFileFormat, most_rows: int = MOST_ROWS) -> CheckedGrants:
        """Raises `GrantFileRefused` for a file that holds no grants at all."""
        found = READERS[form](content, min(most_rows, MOST_ROWS))
        checker = GrantChecker(list(found.faults))
        kept = [(grant, value) for grant in found.grants if (value := checker.check(grant)) is not None]
        self._rows.alone()
        held = self._rows.held([value["id"] for _, value in kept])
        new = [(grant, value) for grant, value in kept if value["id"] not in held]
        changed = [
            (grant, value)
            for grant, value in kept
            if value["id"] in held and held[value["id"]] != digest(value)
        ]
        clashes = [_clash(grant) for grant, _ in changed]
        return CheckedGrants(
            new=[value for _, value in new],
            rows=len(found.grants),
            unchanged=len(kept) - len(new) - len(changed),
            refused=len(found.grants) - len(kept) + len(changed),
            faults=sorted([*checker.faults, *clashes], key=lambda fault: fault.row),
        )

    def write(self, checked: CheckedGrants) -> None:
        """The good grants as awards, with the organisations that they name."""
        parties: dict[str, Json] = {}
        for value in checked.new:
            for member in ("fundingOrganization", "recipientOrganization"):
                party = value[member][0]
                postcode = party.get("postalCode", "")
                parties.setdefault(
                    party["id"],
                    {
                        "name": party["name"][:LONGEST_NAME],
                        "postcode": postcode if _POSTCODE.fullmatch(postcode) else None,
                    },
                )
        ids = self._rows.organisations(parties)
        self._rows.awards([_award(value, ids) for value in checked.new])


def digest(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical_json(dict(value))).hexdigest()


def _clash(grant: ReadGrant) -> GrantFault:
    return GrantFault(grant.row, grant.line, grant.column("id"), "identifier_in_use")


def _award(value: Json, ids: Mapping[str, UUID]) -> NewAward:
    asked, given = pounds(value, "amountAppliedFor"), pounds(value, "amountAwarded")
    if given is None:
        raise ValueError("a grant that was checked has its amount")
    partly = asked is not None and given < asked
    planned = (value.get("plannedDates") or [{}])[0]
    disbursed = pounds(value, "amountDisbursed")
    in_columns = _IN_COLUMNS | ({"amountDisbursed"} if disbursed else set())
    return NewAward(
        id=new_id(),
        title=value["title"],
        purpose=value.get("description"),
        funder_id=ids[value["fundingOrganization"][0]["id"]],
        deliverer_id=ids[value["recipientOrganization"][0]["id"]],
        decision=(FundingDecision.PART_AWARDED if partly else FundingDecision.AWARDED).value,
        requested=asked,
        awarded=given,
        disbursed=disbursed,
        dates={
            "awarded_on": _columns(value.get("awardDate")),
            "starts_on": _columns(planned.get("startDate")),
            "last_funded_on": _columns(planned.get("endDate")),
        },
        grant_identifier=value["id"],
        details={name: item for name, item in value.items() if name not in in_columns},
        digest=digest(value),
    )


def _columns(text: str | None) -> tuple[date | None, str | None]:
    if text is None:
        return None, None
    found = day_of(text)
    return found.first_day, found.precision.value

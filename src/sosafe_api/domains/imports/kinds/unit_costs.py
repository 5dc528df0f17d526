"""Unit costs of a draft from files, as the tables of their publishers have them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.errors import ValidationFailed
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.imports.kinds.records import MOST_ROWS, import_of
from sosafe_api.domains.imports.kinds.taking import RecordKind
from sosafe_api.domains.imports.schemas.rows import UnitCostRow
from sosafe_api.domains.savings.schemas import UnitCostEntriesIn, UnitCostIn
from sosafe_api.domains.savings.service import UnitCostService

_WITHIN = "#/entries/0"
_SET = "#/unit_cost_set_id"


async def _write(context: Context, row: UnitCostRow) -> tuple[UUID, bool]:
    cost = UnitCostIn.model_construct(**{name: getattr(row, name) for name in UnitCostIn.model_fields})
    wanted = UnitCostEntriesIn.model_construct(entries=[cost])
    try:
        draft = await UnitCostService(context).add_entries(row.unit_cost_set_id, wanted)
    except ValidationFailed as error:
        places = [replace(each, pointer=_placed(each.pointer)) for each in error.errors]
        raise ValidationFailed(errors=places) from error
    return draft["id"], True


def _placed(pointer: str | None) -> str | None:
    return "#" + pointer.removeprefix(_WITHIN) if pointer and pointer.startswith(_WITHIN) else pointer


def _shaped(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """Payers are `council` alone or `council=6680.00`, the lead first, a semicolon between two."""
    payers = content.get("payers")
    if not isinstance(payers, list):
        return content
    return {**content, "payers": [_payer(item) for item in payers]}


def _payer(item: str) -> dict[str, Any]:
    name, stated, amount = item.partition("=")
    part = {"amount": amount.strip(), "currency": "GBP"} if stated else None
    return {"payer": name.strip(), "part": part}


UNIT_COSTS = import_of(
    RecordKind(
        row=UnitCostRow,
        writes=Permission.UNIT_COST_MANAGE,
        write=_write,
        key=lambda row: f"{row.unit_cost_set_id}/{row.code}",
        named_by="#/code",
        places={"not_found": _SET, "conflict": _SET},
        shaped=_shaped,
        # Of a total in one step and its part in another, a rehearsal would not see that they belong together.
        together=MOST_ROWS,
    )
)

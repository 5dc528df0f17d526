"""Results of cases from files: each row is a result as it would be stated singly, of a case that its sender sees."""

from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.imports.kinds.records import import_of
from sosafe_api.domains.imports.kinds.taking import RecordKind
from sosafe_api.domains.imports.schemas.rows import CaseResultRow
from sosafe_api.domains.outcomes.schemas import ResultIn
from sosafe_api.domains.outcomes.service import ResultService


async def _write(context: Context, row: CaseResultRow) -> tuple[UUID, bool]:
    wanted = ResultIn.model_construct(**{name: getattr(row, name) for name in ResultIn.model_fields})
    made = await ResultService(context).create(row.case_id, wanted)
    return made["id"], True


KIND = RecordKind(
    row=CaseResultRow,
    writes=Permission.CASE_RESULT_CREATE,
    write=_write,
    places={"not_found": "#/case_id"},
)
CASE_RESULTS = import_of(KIND, in_workbooks=False)

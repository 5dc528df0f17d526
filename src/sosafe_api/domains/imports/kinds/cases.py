"""Cases, and with them people, from files: each row opens a case on accepted referrals, as it would be opened singly.

Whom a case is about is said by its referrals, or by the record that a caseworker found for them; nothing is read back.
"""

from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.cases.schemas import CaseIn
from sosafe_api.domains.cases.service import CaseService
from sosafe_api.domains.imports.kinds.records import import_of
from sosafe_api.domains.imports.kinds.taking import RecordKind
from sosafe_api.domains.imports.schemas.rows import CaseRow


async def _write(context: Context, row: CaseRow) -> tuple[UUID, bool]:
    wanted = CaseIn.model_construct(**{name: getattr(row, name) for name in CaseIn.model_fields})
    opened = await CaseService(context).open(wanted)
    return opened["id"], True


KIND = RecordKind(row=CaseRow, writes=Permission.CASE_CREATE, write=_write)
CASES = import_of(KIND, in_workbooks=False)

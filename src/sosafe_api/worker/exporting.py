"""Writing a list to a file in the background: by the list's own handler, as its asker, within today's rights."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.responses import Response

import sosafe_api.tables  # noqa: F401  # each list is read knowing the tables it refers to
from sosafe_api.api import version_1
from sosafe_api.core import clock
from sosafe_api.core.context import Context
from sosafe_api.core.db.session import Database, Transaction
from sosafe_api.core.errors import (
    ExportTooLarge,
    NotFound,
    OutcomeUnknown,
    ServiceError,
    ServiceUnavailable,
    SharingAgreementMissing,
    TransientFault,
)
from sosafe_api.core.http.catalogue import CATALOGUE
from sosafe_api.core.http.exports import snapshot_told
from sosafe_api.core.http.list_files import CsvFile, LinesFile, ListFile
from sosafe_api.core.http.lists import AskedList, Lists
from sosafe_api.core.http.parquet import ParquetFile
from sosafe_api.core.security.instruments import Instruments
from sosafe_api.core.settings import Settings
from sosafe_api.domains.auth.authenticate import RightsToday
from sosafe_api.domains.exports.errors import Overtaken
from sosafe_api.domains.exports.repository import Begun, RunRepository
from sosafe_api.domains.exports.repository.runs import Progress
from sosafe_api.domains.exports.rules import PART_BYTES
from sosafe_api.domains.exports.service.exports import rights_of
from sosafe_api.domains.exports.tasks import of_partnership
from sosafe_api.domains.exports.vocabulary import ExportFormat

LONGEST_SECONDS = 540.0  # less than the worker's own transaction may wait, which holds the work meanwhile
CONNECTIONS = 2  # the snapshot, and beside it the parts
_NO_HURRY = (
    b"SET LOCAL statement_timeout = '10min'",
    b"SET LOCAL idle_in_transaction_session_timeout = '10min'",
)
_NO_TOKEN = str(UUID(int=0))


@dataclass(frozen=True, slots=True)
class Asker:
    """Whom an export is written for: what their token said when they asked, without the token."""

    partnership_id: UUID
    subject: UUID
    scope: frozenset[str]
    issued_at: int
    client_id: str = ""
    token_id: str = _NO_TOKEN
    authenticated_at: int | None = None


async def run_export(settings: Settings, url: str, partnership_id: UUID, export_id: UUID) -> None:
    """Writes the export, unless that was done before; killed at any point, it is begun again from the start."""
    async with Database(url, pool_size=CONNECTIONS) as database:
        work = ExportWork(database, settings, partnership_id, export_id)
        try:
            await work.run()
        except Overtaken:
            return
        except TimeoutError:
            detail = f"It was not written within {LONGEST_SECONDS:.0f} seconds; narrow the filters."
            await work.fail("export_took_too_long", detail)
        except TransientFault as error:
            raise ServiceUnavailable() from error
        except (ServiceUnavailable, OutcomeUnknown):
            raise
        except ServiceError as error:
            await work.fail(error.code, error.detail or CATALOGUE[error.code].cause)


class ExportWork:
    """One export on its way from the list to its parts."""

    def __init__(self, database: Database, settings: Settings, partnership_id: UUID, export_id: UUID) -> None:
        self._database = database
        self._settings = settings
        self._partnership_id = partnership_id
        self._export_id = export_id
        self._instruments = Instruments.of(settings)
        self._attempt: int | None = None

    async def run(self) -> None:
        """Raises what the list's own handler raises, `ExportTooLarge`, `TimeoutError` and `Overtaken`."""
        async with of_partnership(self._database, self._partnership_id) as transaction:
            begun = await self._repository(transaction).take_up()
        if begun is None:
            return
        self._attempt = begun.attempt
        async with asyncio.timeout(LONGEST_SECONDS):
            await self._write(begun)

    async def fail(self, code: str, detail: str) -> None:
        """One that was overtaken by another attempt ends nothing."""
        async with of_partnership(self._database, self._partnership_id) as transaction:
            await self._repository(transaction).fail(code, detail, self._attempt)

    async def _write(self, begun: Begun) -> None:
        """The reads are recorded and committed before the export is ready, hence before anybody reads it."""
        asked = Lists(version_1()).find(begun.address)
        if asked is None:
            raise NotFound()
        asker = Asker(
            self._partnership_id,
            begun.principal_id,
            frozenset(begun.token_scope.split()),
            int(begun.created_at.timestamp()),
        )
        identity = RightsToday()
        scope, rights = identity.opening(asker, with_purposes=begun.purpose is not None)
        parts = Parts(self, begun)
        async with self._database.transaction(scope, first_query=rights, snapshot=True) as transaction:
            actor, true_scope = identity.actor(asker, transaction.opening_rows)
            await transaction.set_scope(true_scope)
            for limit in _NO_HURRY:
                await transaction.execute(limit)
            actor.require(asked.route.policy.needed)
            context = self._context(actor, transaction, begun)
            context.operation = asked.route.operation_id or ""
            told = await snapshot_told(context)
            form = _form(begun.format, asked, told)
            async for content in self._contents(asked, form, context):
                await parts.write(content, form.rows)
            held = rights_of(true_scope, actor)
        await parts.finish(held, told, form.rows)

    def _contents(self, asked: AskedList, form: ListFile, context: Context) -> AsyncIterator[bytes]:
        async def call(arguments: dict[str, Any]) -> Response:
            response: Response = await asked.route.endpoint(**arguments)
            return response

        return asked.export.contents(form, asked.request, asked.arguments(context), call)

    def _context(self, actor: Any, transaction: Transaction, begun: Begun) -> Context:
        """As a request's; raises `SharingAgreementMissing` where the purpose is not agreed any more."""
        context = Context(
            actor=actor,
            transaction=transaction,
            settings=self._settings,
            entity_tags=self._instruments.entity_tags,
            sealer=self._instruments.sealer,
            cursors=self._instruments.cursors,
            pseudonyms=self._instruments.pseudonyms,
            now=clock.now(),
            request_id="worker",
        )
        if begun.purpose is not None:
            context.purpose = actor.purpose(begun.purpose)
            if context.purpose is None:
                raise SharingAgreementMissing()
        return context

    def _repository(self, transaction: Transaction) -> RunRepository:
        return RunRepository(transaction, self._partnership_id, self._export_id)

    async def add_part(self, number: int, content: bytes, progress: Progress) -> None:
        async with of_partnership(self._database, self._partnership_id) as transaction:
            repository = self._repository(transaction)
            await repository.add_part(self._instruments.sealer, number, content, progress)

    async def finish(
        self, progress: Progress, digest: bytes, rights: dict[str, Any], told: dict[str, str]
    ) -> None:
        async with of_partnership(self._database, self._partnership_id) as transaction:
            await self._repository(transaction).finish(progress, digest, rights, told)

    @property
    def most_bytes(self) -> int:
        return self._settings.export_file_bytes


class Parts:
    """Cuts what is written into parts of one length, and keeps each as soon as it is full."""

    def __init__(self, work: ExportWork, begun: Begun) -> None:
        self._work = work
        self._attempt = begun.attempt
        self._digest = hashlib.sha256()
        self._waiting = bytearray()
        self._kept = 0
        self._bytes = 0

    async def write(self, content: bytes, rows: int) -> None:
        """Raises `ExportTooLarge` and `Overtaken`."""
        self._bytes += len(content)
        if self._bytes > self._work.most_bytes:
            raise ExportTooLarge(limit_bytes=self._work.most_bytes)
        self._digest.update(content)
        self._waiting += content
        while len(self._waiting) >= PART_BYTES:
            await self._keep(rows)

    async def finish(self, rights: dict[str, Any], told: dict[str, str], rows: int) -> None:
        """Raises `Overtaken`."""
        if self._waiting:
            await self._keep(rows)
        progress = Progress(self._attempt, rows, self._bytes)
        await self._work.finish(progress, self._digest.digest(), rights, told)

    async def _keep(self, rows: int) -> None:
        content = bytes(self._waiting[:PART_BYTES])
        del self._waiting[:PART_BYTES]
        progress = Progress(self._attempt, rows, self._kept * PART_BYTES + len(content))
        await self._work.add_part(self._kept, content, progress)
        self._kept += 1


def _form(code: str, asked: AskedList, told: dict[str, str]) -> ListFile:
    cells = asked.export.cells
    match ExportFormat(code):
        case ExportFormat.CSV:
            return CsvFile(cells)
        case ExportFormat.NDJSON:
            return LinesFile(told)
        case ExportFormat.PARQUET:
            return ParquetFile(cells, told)

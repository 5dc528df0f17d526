"""Validating and committing imports, in the background: one transaction a step, safe to be killed in."""

from uuid import UUID

from sosafe_api.core.errors import Unauthenticated
from sosafe_api.core.permissions import Permission
from sosafe_api.domains.auth.standing import rights_query, standing_actor
from sosafe_api.domains.imports.kinds import (
    ImportKind,
    Refused,
    Surroundings,
    kind_of,
)
from sosafe_api.domains.imports.repository import (
    Connection,
    Job,
    JobRepository,
    ProgressTeller,
    StepRepository,
)
from sosafe_api.domains.imports.rules import RUNNING, ImportFormat, ImportStatus
from sosafe_api.domains.imports.work import ImportWork


def run_import(
    connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID, around: Surroundings
) -> None:
    """Does the step that the import waits for, in the caller's transaction; tells how far it is in others."""
    repository = JobRepository(connection, reader)
    job = repository.take(partnership_id, import_id)
    if job is None:
        return
    kind = kind_of(job.resource)
    progress = ProgressTeller(around.url, partnership_id, import_id)
    work = ImportWork(repository, StepRepository(connection, job), job, kind, progress)
    with progress.counted():
        try:
            _require_sender(repository, job, kind)
            _next_step(connection, work, job, around)
        except Refused as error:
            work.refuse(error)


def _next_step(connection: Connection, work: ImportWork, job: Job, around: Surroundings) -> None:
    kind = kind_of(job.resource)
    if job.status == ImportStatus.REVERSING:
        work.take_back(connection)
        return
    if job.format == ImportFormat.XLSX and work.laid_open(around.settings):
        return
    steps = kind.steps_of(connection, job, around) if job.takes_good_rows else None
    if steps is not None and job.status == ImportStatus.COMMITTING:
        work.go_on(steps)
        return
    whole = kind.whole_of(connection, job, around)
    if whole is None or not work.load(whole):
        work.run(kind.work_of(connection, job, around))


def _require_sender(repository: JobRepository, job: Job, kind: ImportKind) -> None:
    """Raises `Refused` where who asked may not import such records any more: a right ends also for what waits.

    Tokens count as ended by when the work was asked for: `updated_at` is of the worker's last step.
    """
    rows = repository.rights(rights_query(job.partnership_id, job.principal_id))
    try:
        asked = (job.partnership_id, job.principal_id)
        actor, _ = standing_actor(*asked, rows, asked_at=job.asked_at)
    except Unauthenticated:
        actor = None
    needed = {Permission.IMPORT_CREATE} | ({kind.writes} if kind.writes else set())
    if actor is None or actor.agency_id != job.agency_id or not all(map(actor.may, needed)):
        raise Refused("role_not_permitted", "Who sent the file may not import such records any more.")


def still_waits(connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID) -> bool:
    """Whether the import has another step before it."""
    return JobRepository(connection, reader).still_waits(partnership_id, import_id)


def expire(connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID) -> None:
    """Deletes what lies here of a file about people; one that nobody finished ends so. A running one is left alone."""
    repository = JobRepository(connection, reader)
    job = repository.take(
        partnership_id, import_id, [status.value for status in ImportStatus if status not in RUNNING]
    )
    if job is None:
        return
    if job.status in (ImportStatus.OPEN, ImportStatus.VALIDATED):
        repository.end_steps(job, ImportStatus.EXPIRED.value)
    repository.forget_parts(job)
    StepRepository(connection, job).forget_places()


def holds_content(connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID) -> bool:
    """Whether anything of the file lies here still."""
    return JobRepository(connection, reader).holds_content(partnership_id, import_id)


def give_up(connection: Connection, reader: Connection, partnership_id: UUID, import_id: UUID) -> None:
    """Ends an import that cannot be worked on, so that the work behind it goes on."""
    repository = JobRepository(connection, reader)
    job = repository.take(partnership_id, import_id)
    if job is not None:
        ImportWork(repository, StepRepository(connection, job), job, kind_of(job.resource)).give_up()

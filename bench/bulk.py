"""`python -m bench.bulk`: files through the service against COPY of the rows they make, and the memory it takes."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Annotated, Any
from uuid import UUID

import httpx
import typer
from psycopg import sql
from rich.console import Console

from bench import partnership, processes
from bench.copying import copy_in, copy_out
from bench.database import MeasuredDatabase, measured_database
from bench.memory import MEGABYTE, Memory
from bench.partnership import Partnership
from sosafe_api import provisioning
from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.logging import configure
from sosafe_api.core.security.keys import KeyRing
from sosafe_api.core.security.tokens import AccessTokens, TokenSubject
from sosafe_api.core.settings import PREFIX, Settings
from sosafe_api.domains.auth.rules import Role, permissions_of

REFERRALS = ("referrals", "referral_details", "referral_transitions", "changes", "audit_entries")
INCIDENTS = ("incidents",)
GOALS = {"referrals": 0.6, "incidents": 0.8}
ASKED_FOR_WORK = """
SELECT 1 FROM pg_stat_activity WHERE query LIKE '%FROM work_items%' AND pid <> pg_backend_pid() LIMIT 1"""
TOKEN_SECONDS = 3_600  # a client's lives no longer, and no file takes as long
HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context\n"
)
console = Console()


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file: seconds through the service (of it until it had arrived) and by COPY, and the most memory, in MB."""

    kind: str
    rows: int
    file_megabytes: float
    service_seconds: float
    upload_seconds: float
    copy_seconds: float
    server_megabytes: float
    worker_megabytes: float

    @property
    def ratio(self) -> float:
        """1 is as fast as COPY."""
        return self.copy_seconds / self.service_seconds

    @property
    def most_ratio(self) -> float:
        """What COPY itself would come to, begun when the file has arrived."""
        return self.copy_seconds / (self.upload_seconds + self.copy_seconds)


class Bulk:
    """One run: a service and a worker of its own on a database of its own."""

    def __init__(self, database: MeasuredDatabase, settings: Settings, home: Path) -> None:
        self._database = database
        self._settings = settings
        self._file = home / "file"
        self._made: Partnership = partnership.make(database.urls)
        self._client = self._sender()

    def _sender(self) -> httpx.Client:
        roles = [Role.REFERRER_CLIENT, Role.IMPORT_CLIENT]
        scope = permissions_of(frozenset(roles))
        with provisioning.as_owner(self._database.urls) as connection:
            scopes = sorted(permission.value for permission in scope)
            made = provisioning.create_client(
                connection, partnership.SLUG, "agency-2", "files", roles=roles, scopes=scopes
            )
        ring = KeyRing.load(self._settings.keys_directory)
        tokens = AccessTokens(ring, issuer=self._settings.issuer, audience=self._settings.audience)
        subject = TokenSubject(
            subject=made.id,
            client_id=made.client_id,
            partnership_id=self._made.id,
            kind=PrincipalKind.CLIENT,
            scope=scope,
        )
        headers = {"Authorization": f"Bearer {tokens.issue(subject, TOKEN_SECONDS)}"}
        return httpx.Client(base_url=self._settings.public_url, headers=headers, timeout=120)

    def measure(self, kind: str, rows: int, rounds: int) -> Loaded:
        """Medians of rounds in which service and COPY take turns; the memory is the most of all."""
        with self._file.open("w", encoding="utf-8") as file:
            file.writelines(LINES[kind](rows, self._made.service_ids))
        found = [self._round(kind, rows) for _ in range(rounds)]
        return Loaded(
            kind,
            rows,
            found[0].file_megabytes,
            median(each.service_seconds for each in found),
            median(each.upload_seconds for each in found),
            median(each.copy_seconds for each in found),
            max(each.server_megabytes for each in found),
            max(each.worker_megabytes for each in found),
        )

    def _round(self, kind: str, rows: int) -> Loaded:
        with (
            processes.product(self._settings, self._database) as server,
            worker(self._settings, self._database) as process,
        ):
            self._await_worker()
            memory = Memory(server.process.pid, process.pid)
            with memory.watched():
                begun = time.monotonic()
                made = self._upload(kind)
                uploaded = time.monotonic() - begun
                self._load(made, rows)
                seconds = time.monotonic() - begun
        copied = self._copied(TABLES[kind], rows)
        size = self._file.stat().st_size / MEGABYTE
        return Loaded(kind, rows, size, seconds, uploaded, copied, *memory.most)

    def _await_worker(self) -> None:
        """Until it has asked for work."""
        deadline = time.monotonic() + processes.START_SECONDS
        with self._database.connect() as connection:
            while connection.execute(ASKED_FOR_WORK).fetchone() is None:
                if time.monotonic() > deadline:
                    raise RuntimeError("the worker did not start")
                time.sleep(0.05)

    def _upload(self, kind: str) -> dict[str, Any]:
        made = self._ask("POST", "/v1/imports", json=WANTED[kind])
        url, sent = made["upload"]["url"], 0
        with self._file.open("rb") as file:
            while part := file.read(made["upload"]["max_part_bytes"]):
                headers = {"Content-Type": TYPES[kind], "Upload-Offset": str(sent)}
                made = self._ask("PATCH", url, content=part, headers=headers)
                sent += len(part)
        return made

    def _load(self, made: dict[str, Any], rows: int) -> None:
        one = f"/v1/imports/{made['id']}"
        self._ask("POST", f"{one}/transitions", json={"to": "validating"}, headers={"If-Match": made["etag"]})
        while (found := self._ask("GET", one))["status"] in ("validating", "committing"):
            time.sleep(0.1)
        if (found["status"], found["rows_read"]) != ("committed", rows):
            raise RuntimeError(f"the file was not taken whole: {found}")

    def _ask(self, method: str, url: str, **content: Any) -> dict[str, Any]:
        answer = self._client.request(method, url, **content)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def _copied(self, tables: Sequence[str], rows: int) -> float:
        """Seconds to COPY the same rows into the same tables with their indexes and keys; they are empty afterwards."""
        with self._database.connect() as connection:
            files = [self._file.with_suffix(f".{table}") for table in tables]
            for table, file in zip(tables, files, strict=True):
                copy_out(connection, table, file)
            connection.execute(_truncate(tables))
            begun = time.monotonic()
            with connection.transaction():
                for table, file in zip(tables, files, strict=True):
                    copy_in(connection, table, file)
            seconds = time.monotonic() - begun
            held = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(tables[0])))
            if held.fetchone() != (rows,):
                raise RuntimeError("COPY did not bring the same rows")
            connection.execute(_truncate(tables))
            if tables == INCIDENTS:
                connection.execute("TRUNCATE incident_files CASCADE")
        return seconds


def _truncate(tables: Sequence[str]) -> sql.Composed:
    return sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(map(sql.Identifier, tables)))


@contextmanager
def worker(settings: Settings, database: MeasuredDatabase) -> Iterator[subprocess.Popen[bytes]]:
    """`sosafe worker`, as it is deployed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sosafe_api", "worker"],
        env=processes.inherited()
        | {
            f"{PREFIX}DATABASE_URL": database.urls.app,
            f"{PREFIX}READER_DATABASE_URL": database.urls.reader,
            f"{PREFIX}DATA_DIRECTORY": str(settings.data_directory),
            f"{PREFIX}LOG_LEVEL": settings.log_level,
        },
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def referral_lines(rows: int, services: Sequence[UUID]) -> Iterator[str]:
    for number in range(rows):
        person = {"full_name": f"Example Person {number}", "date_of_birth": "1990-01-31"}
        row = {
            "agency_reference": f"BULK/{rows}/{number}",
            "service_id": str(services[number % len(services)]),
            "referral_source": "council_housing",
            "reason_codes": ["asb_victim"],
            "referred_on": "2021-11-02",
            "person": person | {"safe_contact": {"telephone": "020 7946 0000", "may_call": True}},
            "consent": {"status": "given"},
            "narrative": "A fictional account of some length, as a referral has one. " * 4,
        }
        yield json.dumps(row) + "\n"


def incident_lines(rows: int, _: Sequence[UUID]) -> Iterator[str]:
    yield HEADER
    for number in range(rows):
        place = f"{-0.2 + number % 25 * 0.0005:.6f},{51.9 + number // 25 % 20 * 0.0005:.6f}"
        yield (
            f"{number:064x},2021-01,Example Constabulary,Example Constabulary,{place},On or near Example Road,"
            "E01023787,Stevenage 001A,Burglary,Under investigation,\n"
        )


LINES: dict[str, Callable[[int, Sequence[UUID]], Iterator[str]]] = {
    "referrals": referral_lines,
    "incidents": incident_lines,
}
TABLES = {"referrals": REFERRALS, "incidents": INCIDENTS}
TYPES = {"referrals": "application/x-ndjson", "incidents": "text/csv"}
WANTED = {
    "referrals": {"resource": "referrals", "format": "ndjson", "mode": "atomic", "commit": "automatic"},
    "incidents": {"resource": "incidents", "format": "police_uk_street_csv", "commit": "automatic"},
}


def main(
    incidents: Annotated[list[int] | None, typer.Option(help="Rows of a file; may be repeated.")] = None,
    referrals: Annotated[list[int] | None, typer.Option(help="Rows of a file; may be repeated.")] = None,
    rounds: Annotated[int, typer.Option(help="Of each size, service and COPY in turn.")] = 3,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write every file here as well.")] = None,
) -> None:
    """Loads files of growing size through the service, and the rows they make by COPY into the same tables."""
    configure("WARNING")
    sizes = {
        "incidents": incidents or [10_000, 100_000, 1_000_000],
        "referrals": referrals or [10_000, 50_000, 200_000],
    }
    found: list[Loaded] = []
    with measured_database(None) as (database, home):
        bulk = Bulk(database, processes.settings_in(home), home)
        for kind, numbers in sizes.items():
            for rows in numbers:
                found.append(bulk.measure(kind, rows, rounds))
                console.print(line(found[-1]))
    if json_file:
        json_file.write_text(json.dumps([asdict(loaded) for loaded in found], indent=1))


def line(loaded: Loaded) -> str:
    return (
        f"{loaded.rows:>9,} {loaded.kind} ({loaded.file_megabytes:.1f} MB): service {loaded.service_seconds:.1f} s,"
        f" of it upload {loaded.upload_seconds:.1f} s, COPY {loaded.copy_seconds:.1f} s, ratio {loaded.ratio:.2f}"
        f" (goal {GOALS[loaded.kind]}; COPY behind the upload {loaded.most_ratio:.2f}),"
        f" most memory: server {loaded.server_megabytes:.0f} MB, worker {loaded.worker_megabytes:.0f} MB"
    )


if __name__ == "__main__":
    typer.run(main)

"""What a worker needs to write an export: seconds, and memory that does not grow with the list.

Run as a program of its own, with the number of referrals after each step:
`python -m bench.exports 20000 200000`.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg

from bench.database import MeasuredDatabase, fill, measured_database
from bench.partnership import Partnership, make
from bench.processes import settings_in
from sosafe_api.core.ids import new_id
from sosafe_api.core.settings import Settings
from sosafe_api.domains.exports.vocabulary import ExportFormat

# A worker of its own for each export, so that the peak is that of one. The seconds hold the start of its process.
_WORKER = """
import json, resource, sys, time
from pathlib import Path
from sosafe_api import worker
from sosafe_api.core.db.roles import DatabaseUrls
from sosafe_api.worker import export_process
from sosafe_api.core.settings import load_settings
settings = load_settings(data_directory=Path(sys.argv[2]))
def peak(of=resource.RUSAGE_SELF): return resource.getrusage(of).ru_maxrss / 1024
before, began = peak(), time.perf_counter()
assert worker.do_next(settings, DatabaseUrls(app=sys.argv[1], migrator="", reader=""))
seconds, own = time.perf_counter() - began, peak()
export_process.close()  # so that its peak is known
print(json.dumps({"seconds": seconds, "before": before, "own": own, "peak": peak(resource.RUSAGE_CHILDREN)}))
"""
_EXPORT = """
INSERT INTO exports (partnership_id, id, principal_id, agency_id, address, permission, token_scope, format, status,
 attempt, rows_written, bytes_written, version, created_at, updated_at)
VALUES (%(partnership_id)s, %(id)s, %(principal_id)s, %(agency_id)s, '/v1/referrals', 'referral:list',
 'referral:list', %(format)s, 'queued', 0, 0, 0, 1, now(), now())"""
_WORK = """
INSERT INTO work_items (id, partnership_id, kind, item_id, available_at)
VALUES (%(work_id)s, %(partnership_id)s, 'export', %(id)s, now())"""
_WRITTEN = "SELECT status, rows_written, bytes_written FROM exports WHERE id = %(id)s"


def measure(steps: list[int]) -> None:
    """Prints a line for each format after each step; raises `RuntimeError` where an export fails."""
    with measured_database(None) as (database, home):
        settings = settings_in(home)
        partnership = make(database.urls)
        held = 0
        for step in steps:
            fill(database, partnership, range(held, step))
            held = step
            for form in ExportFormat:
                print(_line(form, _write(database, partnership, settings, form)), flush=True)


def _write(
    database: MeasuredDatabase, partnership: Partnership, settings: Settings, form: ExportFormat
) -> dict[str, Any]:
    asker = partnership.senders[0]
    values = {
        "partnership_id": partnership.id,
        "id": new_id(),
        "work_id": new_id(),
        "principal_id": asker.id,
        "agency_id": asker.agency_id,
        "format": form.value,
    }
    with database.connect() as connection:
        connection.execute("DELETE FROM work_items")
        connection.execute(_EXPORT, values)
        connection.execute(_WORK, values)
        told = _work(database.urls.app, settings.data_directory)
        return told | _written(connection, values)


def _work(url: str, home: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", _WORKER, url, str(home)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def _written(connection: psycopg.Connection[tuple[Any, ...]], values: dict[str, Any]) -> dict[str, Any]:
    status, rows, size = connection.execute(_WRITTEN, values).fetchone() or ("absent", 0, 0)
    if status != "ready":
        raise RuntimeError(f"the export is {status}")
    return {"rows": rows, "megabytes": size / 1e6}


def _line(form: ExportFormat, told: dict[str, Any]) -> str:
    return (
        f"{form.value:8} {told['rows']:9,} rows {told['megabytes']:8.1f} MB {told['seconds']:7.1f} s"
        f"   memory of the worker {told['before']:4.0f} MB,"
        f" at its peak {told['own']:4.0f} MB, of the process that writes {told['peak']:4.0f} MB"
    )


if __name__ == "__main__":
    measure([int(step) for step in sys.argv[1:]] or [20_000, 200_000])

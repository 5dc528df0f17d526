"""Making a report's documents, in the background: charts, page and PDF from what was frozen."""

from typing import Any
from uuid import UUID

import msgspec

from sosafe_api.domains.kpis.renditions import RenderedTable
from sosafe_api.domains.kpis.renditions.charts import trend_drawing
from sosafe_api.domains.reports.renditions import HTML, PDF, html_of, pdf_of, told
from sosafe_api.domains.reports.repository import CONTENT, DRAWINGS, Connection, DocumentRepository
from sosafe_api.domains.reports.vocabulary import ReportStatus


def run_report(connection: Connection, partnership_id: UUID, report_id: UUID) -> None:
    """In the caller's transaction; killed at any point, it is done again from the start."""
    repository = DocumentRepository(connection, partnership_id, report_id)
    report = repository.take()
    if report is None:
        return
    content = msgspec.json.decode(repository.read(CONTENT))
    drawings: dict[str, Any] = msgspec.json.decode(repository.read(DRAWINGS))
    charts = {code: trend_drawing(RenderedTable(**drawing))[0] for code, drawing in drawings.items()}
    view = told(report, content)
    repository.add(HTML, html_of(view, charts))
    repository.add(PDF, pdf_of(view, charts))
    repository.finish(ReportStatus.READY.value)


def give_up_report(connection: Connection, partnership_id: UUID, report_id: UUID) -> None:
    """Ends a report whose documents cannot be made, so that the work behind it goes on; its figures stand."""
    repository = DocumentRepository(connection, partnership_id, report_id)
    if repository.take() is not None:
        repository.finish(ReportStatus.FAILED.value)

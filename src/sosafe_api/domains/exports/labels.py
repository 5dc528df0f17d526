"""Labels of the codes of exports, where a code's own words do not say enough."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.exports.vocabulary import ExportFormat, ExportStatus

LABELS = {
    ExportFormat: ListLabels(
        {
            "csv": Label("CSV", description="A header, then a line for each record."),
            "ndjson": Label("NDJSON", description="A JSON object a line, and an end mark."),
            "parquet": Label("Apache Parquet", description="Typed columns, in groups of rows."),
        },
        standard=Source("Apache Parquet", "https://parquet.apache.org/docs/file-format/"),
    ),
    ExportStatus: ListLabels(
        {
            "queued": Label("Queued", description="The next worker that is free takes it."),
            "running": Label("Running", description="A worker writes it; begun again, it counts anew."),
            "ready": Label("Ready", description="It can be fetched until it expires."),
            "failed": Label("Failed", description="It could not be written; `problem_code` says why."),
            "expired": Label("Expired", description="Its content is deleted."),
        }
    ),
}

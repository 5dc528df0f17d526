"""Labels of the codes of jobs, where a code's own words do not say enough."""

from sosafe_api.core.labels import Label, ListLabels
from sosafe_api.domains.jobs.vocabulary import JobStatus

LABELS = {
    JobStatus: ListLabels(
        {
            "queued": Label("Queued", description="The next worker that is free takes it."),
            "running": Label("Running", description="A worker is at it."),
            "postponed": Label("Postponed", description="It waits for its time, or is tried again then."),
        }
    )
}

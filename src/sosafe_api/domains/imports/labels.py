"""Labels of the codes of imports, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.imports.rules import CommitMode, ImportFormat, ImportMode, ImportStatus

LABELS = {
    CommitMode: ListLabels(
        {
            "manual": Label("Manual", description="Waits for the sender after the rehearsal."),
            "automatic": Label("Automatic", description="A faultless file is committed at once."),
        }
    ),
    ImportFormat: ListLabels(
        {
            "police_uk_outcomes_csv": "Police outcomes file, CSV",
            "police_uk_street_csv": "Police street file, CSV",
            "populations_csv": "Populations of areas, CSV",
            "recorded_crime_csv": "Recorded crime by offence, CSV",
            "similar_area_rates_csv": "Rates of similar areas, CSV",
            "csv": Label("CSV", description="One column a property, nested names joined by a dot."),
            "ndjson": Label("NDJSON", description="One JSON object a line, as it would be sent singly."),
            "xlsx": Label(
                "Workbook, .xlsx", description="One sheet, its first row as the first line of CSV."
            ),
            "measurements_csv": "Figures entered by hand, CSV",
            "incident_return_csv": Label(
                "Return of incidents, CSV",
                description="One column a property, named as in the JSON of one incident.",
            ),
        },
        standard=Source("data.police.uk, about the data", "https://data.police.uk/about/"),
    ),
    ImportMode: ListLabels(
        {
            "atomic": Label("Atomic", description="All rows, or none."),
            "resumable": Label(
                "Resumable", description="Good rows are taken; the others are named and given back."
            ),
        }
    ),
    ImportStatus: ListLabels(
        {
            "duplicate": Label("Duplicate", description="The same bytes have been imported before."),
            "reversing": Label("Reversing", description="What it brought is being taken back."),
            "reversed": Label("Reversed", description="What it brought is taken back."),
            "expired": Label(
                "Expired", description="Not finished in time; its rows about people are deleted."
            ),
        }
    ),
}

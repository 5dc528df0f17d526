"""Labels of crime types, lists and outcomes: those published, which exist in English only."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.incidents.rules.crime_types import CRIME_TYPES
from sosafe_api.domains.incidents.vocabulary import (
    CrimeOutcomeGroup,
    CrimeType,
    CrimeTypeList,
    LsoaChange,
    PoliceFileKind,
)

_POLICE = Source("data.police.uk, about the data", "https://data.police.uk/about/")
_SPANS = {
    CrimeTypeList.DECEMBER_2010: "December 2010 to August 2011",
    CrimeTypeList.SEPTEMBER_2011: "September 2011 to April 2013",
}


def _earlier() -> dict[str, Label]:
    """Types of the earlier lists that no file uses any more, named with the months in which they were used."""
    today = set(CRIME_TYPES[CrimeTypeList.MAY_2013].values())
    return {
        kind.value: Label(
            f"{published}, {span}",
            description="Gave cases to other types when the list changed; not comparable with a later type.",
            in_use=False,
        )
        for written_in, span in _SPANS.items()
        for published, kind in CRIME_TYPES[written_in].items()
        if kind not in today
    }


LABELS = {
    CrimeType: ListLabels(
        {
            **{kind.value: published for published, kind in CRIME_TYPES[CrimeTypeList.MAY_2013].items()},
            **_earlier(),
        },
        standard=_POLICE,
    ),
    CrimeTypeList: ListLabels(
        {
            "december_2010": Label("Six types, December 2010 to August 2011"),
            "september_2011": Label("Eleven types, September 2011 to April 2013"),
            "may_2013": Label("Fourteen types, since May 2013"),
        },
        title="List of crime types",
        standard=_POLICE,
    ),
    CrimeOutcomeGroup: ListLabels(
        {
            "charged": Label("Charged", description="Also as part of another case."),
            "out_of_court": Label(
                "Dealt with out of court",
                description="Caution, penalty notice, drugs possession warning or local resolution.",
            ),
            "court_result": Label(
                "Before a court", description="A result, or one that is awaited or not known."
            ),
            "not_known_yet": Label(
                "Not known yet", description="Under investigation, or no update to be had."
            ),
            "other": Label(
                "Other outcomes", description="A type that is not among those known; kept as published."
            ),
        },
        title="Outcome of a crime",
        standard=_POLICE,
    ),
    LsoaChange: ListLabels(
        {
            "merged": Label("Merged", description="Several areas became one."),
            "irregular": Label("Irregular", description="Parts of several areas were joined: many to many."),
        },
        title="Change of an LSOA",
        standard=Source(
            "Office for National Statistics, LSOA (2011) to LSOA (2021)",
            "https://geoportal.statistics.gov.uk/",
        ),
    ),
    PoliceFileKind: ListLabels(title="Kind of police file"),
}

"""What files of figures look like: offences by area and quarter, rates of similar areas, and populations.

The Home Office and the Office for National Statistics print their tables as workbooks whose sheets change from
year to year; a program of the partnership writes them out in these columns.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class FigureFile(StrEnum):
    """What a file of figures holds."""

    RECORDED_CRIME = "recorded_crime"
    SIMILAR_AREA_RATES = "similar_area_rates"
    POPULATIONS = "populations"


COLUMNS: Mapping[FigureFile, tuple[str, ...]] = {
    FigureFile.RECORDED_CRIME: ("area_code", "quarter", "offence", "count", "published_on"),
    FigureFile.SIMILAR_AREA_RATES: ("area_code", "quarter", "measure", "rate"),
    FigureFile.POPULATIONS: ("area_code", "series", "reference_date", "population", "source"),
}
MOST_ROWS = 200_000
MOST_BYTES = 64 * 1024 * 1024

FAULTS: Mapping[str, str] = {
    "control_character": "Remove control characters and line breaks from the value.",
    "counted_twice": "Leave out this row or the rows of what it is made of: both would be added up.",
    "date_in_future": "Check the day of publication: it lies after today, and no later publication could follow it.",
    "not_a_count": "Write a whole number of up to nine digits; transfers may make it negative.",
    "not_a_date": "Write the day of publication as 2021-10-28.",
    "not_a_measure": "Write the measure as a code of small letters, digits and underlines, like robbery.",
    "not_a_reference_date": "Write the day that the figure is of as 2021-06-30; it has been already.",
    "not_a_quarter": "Write the quarter of the financial year as 2021/22 Q1.",
    "not_a_population": "Write a whole number up to 100000000, without spaces or commas.",
    "not_a_rate": "Write the rate per 1,000 as a number like 3.42, with up to four places.",
    "not_a_series": "Write the series as a code of small letters, digits and underlines, like mid_year_rebased.",
    "not_a_source": "Say in up to 200 characters who published the figure.",
    "not_an_area_code": "Use the code of the Office for National Statistics, like E07000243.",
    "not_utf8": "Write the file as UTF-8.",
    "other_publication": "Keep one day of publication in a file.",
    "published_too_early": "A quarter is published after its end: check both.",
    "quarter_not_ended": "Leave out quarters that have not ended.",
    "series_closed": "The series was closed before this quarter: state 0, or use the code that follows it.",
    "series_not_begun": "The series begins after this quarter: use the code that was in use then.",
    "stated_before": "Keep one row for each area, day or quarter, and code.",
    "unknown_area": "Use the code of an area that `/v1/areas` lists.",
    "unknown_offence": "Use a code of the list of offences: a group, a subgroup or an offence.",
    "wrong_number_of_columns": "Give all columns of the header, and quote a value that holds a comma.",
}
REFUSALS: Mapping[str, str] = {
    "empty_file": "The file has a header and no rows.",
    "not_utf8_csv": "Write the file as CSV in UTF-8, and close every quotation mark.",
    "police_open_data_file": "This is a file of police open data: import it as `incidents` or `crime_outcomes`.",
    "populations_file": "This file has populations: import it as `populations`.",
    "recorded_crime_file": "This file counts offences: import it as `recorded_crime`.",
    "similar_area_rates_file": "This file has rates of similar areas: import it as `similar_area_rates`.",
    "too_many_rows": "The file has more rows than one import takes; `upload.max_rows` says how many.",
    "unknown_populations_layout": "The header must be: " + ", ".join(COLUMNS[FigureFile.POPULATIONS]) + ".",
    "unknown_recorded_crime_layout": "The header must be: "
    + ", ".join(COLUMNS[FigureFile.RECORDED_CRIME])
    + ".",
    "unknown_similar_area_rates_layout": "The header must be: "
    + ", ".join(COLUMNS[FigureFile.SIMILAR_AREA_RATES])
    + ".",
}


def layout_fault(kind: FigureFile, header: Sequence[str]) -> str | None:
    """Why a file with this header is not read as this kind, as a key of `REFUSALS`; None when it is."""
    columns = tuple(name.strip() for name in header)
    if columns == COLUMNS[kind]:
        return None
    neighbour = next((other for other, names in COLUMNS.items() if columns == names), None)
    if neighbour is not None:
        return f"{neighbour.value}_file"
    if {"Crime ID", "Falls within"} & set(columns):
        return "police_open_data_file"
    return f"unknown_{kind.value}_layout"

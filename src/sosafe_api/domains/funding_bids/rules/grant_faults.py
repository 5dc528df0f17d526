"""What is wrong with a grants file or a value in it, and what to do about it. Pure: no I/O."""

from dataclasses import dataclass
from enum import StrEnum


class FaultSeverity(StrEnum):
    """An error keeps its row out; a warning says how the row was taken all the same."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class GrantFault:
    """A faulty value by its row, line and column; never the value."""

    row: int
    line: int
    column: str | None
    code: str

    @property
    def severity(self) -> FaultSeverity:
        return FaultSeverity.WARNING if self.code in WARNINGS else FaultSeverity.ERROR


WARNINGS = {
    "british_date": "Was read as day, month, year; write dates as 2017-02-14.",
    "code_in_small_letters": "Was read in capitals; write codes in capitals.",
    "currency_written_otherwise": "Was read as pounds sterling; write GBP.",
    "day_unknown": "Was kept as it is; the award cannot be published until its day is known.",
    "description_missing": "Was kept without; the award cannot be published until it has a description.",
    "day_missing": "Was kept without; the award cannot be published until its day is known.",
    "money_as_text": "Was read as a number; write amounts without signs, commas and currency.",
    "number_as_text": "Was read as a number; write numbers without quotes.",
    "number_for_text": "Was read as text; mark the cell as text, or leading zeros are lost.",
    "offset_missing": "Was read as UTC; write instants like 2022-05-03T18:09:56Z.",
    "other_yes_or_no": "Was read as Yes or No; write Yes or No.",
    "personal_data": "Was not kept: leave out how to reach a person.",
    "scheme_missing": "Was read as an https address; write the whole address.",
    "sheet_not_read": "Was not read: put what it holds into the sheet of grants.",
    "time_missing": "Was read as midnight UTC; write instants like 2022-05-03T18:09:56Z.",
    "time_of_day": "The time of day was not kept; write dates as 2017-02-14.",
    "unknown_column": "Was not kept: the standard has no such title or member.",
    "unsafe_identifier": "Was kept as it is; use neither spaces nor slashes in identifiers.",
}
ERRORS = {
    "broken_row": "Give the row as many values as the header has titles, quoted where they hold a comma.",
    "control_character": "Remove control characters from the value.",
    "date_out_of_range": "Give a date between 1900 and 2100.",
    "end_before_start": "Give an end that is not before the start.",
    "identifier_in_use": "The grant is held already, with other content: change the bid itself.",
    "individual": "Leave out grants to individuals: they name people.",
    "negative_amount": "Give an amount that is not negative.",
    "not_a_date": "Give a day of the calendar, like 2017-02-14.",
    "not_a_grant_identifier": "Give the publisher's prefix and a reference, like 360G-example-2017-1.",
    "not_a_list": "Give a list, also of one.",
    "not_a_member": "Give an object with the members of the standard.",
    "not_a_number": "Give a number and nothing else.",
    "not_an_address": "Give a whole web address that starts with https:// or http://.",
    "not_text": "Give text.",
    "not_yes_or_no": "Give Yes or No.",
    "nothing_awarded": "Give an amount of more than nothing.",
    "number_out_of_range": "Give a number within the bounds of what it measures.",
    "other_currency": "Only grants in pounds sterling, GBP, are held.",
    "parts_of_a_penny": "Give at most two decimal places.",
    "repeated_identifier": "Give each grant an identifier of its own: an earlier row has this one.",
    "required": "Give the value; a grant is not held without it.",
    "too_long": "Give a shorter text: 20,000 characters at most, a title 2,000, an identifier 120.",
    "too_many": "Give at most 100 entries.",
    "unknown_code": "Give a code of the standard's list, such as GB, GLS050 or FRG020.",
}
FAULTS = WARNINGS | ERRORS
REFUSALS = {
    "empty_file": "The file has no grants.",
    "not_a_package": "The JSON must be an object with a list of grants.",
    "not_json": "The file is not JSON in UTF-8 with each member once.",
    "not_utf8_csv": "Save the spreadsheet as CSV in UTF-8.",
    "broken_cell": "A quotation mark is not closed or stands within a cell, or a cell is too long to be one.",
    "not_a_workbook": "The file is not a workbook of Excel's .xlsx format that holds a sheet of grants.",
    "repeated_column": "Two columns have the same title: join them, or name one otherwise.",
    "no_identifiers": "No column is titled Identifier: the first row must hold the standard's titles.",
    "too_large": "The file, or what it unpacks to, is too large: send it in several files.",
    "too_many_rows": "The file has too many grants: send them in several files.",
}


class GrantFileRefused(Exception):
    """The file as a whole is not read; `code` is a key of `REFUSALS`. `line` is where the reader gave up."""

    def __init__(self, code: str, *, line: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = REFUSALS[code] + (f" See line {line}, and those before it." if line else "")

"""Lines of a police file that keep every rule on their face, so that nothing has to look at them again.

A line that is not plain need not be faulty: `repository.checks` has the rules. Tests hold one against the other.
"""

import re
from collections.abc import Collection, Mapping

from sosafe_api.domains.incidents.rules.crime_types import CRIME_TYPES
from sosafe_api.domains.incidents.rules.files import LONGEST_VALUE
from sosafe_api.domains.incidents.rules.outcomes import OUTCOME_GROUPS
from sosafe_api.domains.incidents.vocabulary import CrimeTypeList, PoliceFileKind

PLAIN_LIST = (
    CrimeTypeList.MAY_2013
)  # of files of before its first month, the rows tell which list they are of
# Printed letters, digits and signs without comma and quotation mark: ASCII, the accents of Welsh and its neighbours,
# and what printers set for dashes and apostrophes.
_TEXT = f"[ !#-+\\--~\u00a1-\u00ac\u00ae-\u024f\u1e80-\u1ef3\u2013\u2014\u2018\u2019]{{0,{LONGEST_VALUE}}}+"
_FRACTION = r"\.[0-9]{1,12}+"
_LONGITUDE, _LATITUDE = f"(?:-[0-8]|[0-2]){_FRACTION}", f"(?:49|5[0-9]|60){_FRACTION}"
_AREA = f"([EW]01[0-9]{{6}}|),{_TEXT}"
_TYPES: Mapping[PoliceFileKind, Collection[str]] = {
    PoliceFileKind.STREET: CRIME_TYPES[PLAIN_LIST],
    PoliceFileKind.OUTCOMES: OUTCOME_GROUPS,
}
# Only of street files are map points counted.
_POINTS: Mapping[PoliceFileKind, str] = {
    PoliceFileKind.STREET: f"(?:({_LONGITUDE}),({_LATITUDE})|,)",
    PoliceFileKind.OUTCOMES: f"(?:{_LONGITUDE},{_LATITUDE}|,)",
}
_LAST: Mapping[PoliceFileKind, str] = {
    PoliceFileKind.STREET: f",{_TEXT},{_TEXT}",
    PoliceFileKind.OUTCOMES: "",
}


class PlainLines:
    """The plain lines of one kind, month and force."""

    def __init__(self, kind: PoliceFileKind, month: str, force: str) -> None:
        same = ",".join(re.escape(value) for value in (month, force, force))
        types = "|".join(map(re.escape, _TYPES[kind]))
        self._line = re.compile(
            f"^(?:[0-9a-f]{{64}})?+,{same},{_POINTS[kind]},{_TEXT},{_AREA},({types}){_LAST[kind]}\r?$",
            re.MULTILINE,
        )

    def read(self, lines: str) -> list[tuple[str, ...]] | None:
        """Of each what is counted by: the point of a street file's, the area, the type.

        None where a line is not plain, or the last has no end.
        """
        found = self._line.findall(lines)
        whole = lines.endswith("\n") and lines.count("\n") == len(found)
        return found if whole else None


def month_and_force(line: str) -> tuple[str, str] | None:
    """What a file's first line says that all its lines have in common; None where it is too short to say it."""
    _, month, _, force, *_ = [*line.split(","), "", "", "", ""]
    plain = re.fullmatch(_TEXT, force) and force.strip()
    return (month, force) if plain else None

"""The tree of offences, loaded with the tables: groups, subgroups and 128 codes.

Source: Home Office, police recorded crime open data tables and the offence hierarchy of the Office for National
Statistics, as of 2018. From April 2017 on, burglary is recorded as residential, or business and community, in place
of dwelling and other building: the older codes are closed. Tables by partnership also print stalking and
harassment, and death or serious injury by unlawful driving, each made of offences that the tree has elsewhere.
Contains public sector information licensed under the Open Government Licence v3.0.
"""

import csv
from collections.abc import Iterator
from importlib import resources

from sosafe_api.core.db.roles import OWNER
from sosafe_api.core.db.session import blocking_transaction

_OFFENCE = (
    "INSERT INTO offences (code, position, level, name, parent_code, also_in, crime_type, valid_from, valid_to)"
    " VALUES (%(code)s, %(position)s, %(level)s, %(name)s, %(parent_code)s, %(also_in)s, %(crime_type)s,"
    " %(valid_from)s, %(valid_to)s) ON CONFLICT (code) DO UPDATE SET position = EXCLUDED.position,"
    " level = EXCLUDED.level, name = EXCLUDED.name, parent_code = EXCLUDED.parent_code,"
    " also_in = EXCLUDED.also_in, crime_type = EXCLUDED.crime_type, valid_from = EXCLUDED.valid_from,"
    " valid_to = EXCLUDED.valid_to"
)
_PARTS = """
WITH RECURSIVE parts AS (
 SELECT code AS whole_code, code AS part_code FROM offences
 UNION SELECT p.whole_code, o.code FROM parts p JOIN offences o ON p.part_code IN (o.parent_code, o.also_in))
INSERT INTO offence_parts (whole_code, part_code) SELECT whole_code, part_code FROM parts ON CONFLICT DO NOTHING"""


def load_offences(migrator_url: str) -> None:
    """Puts the tree in; a second time changes nothing."""
    with blocking_transaction(migrator_url) as connection, connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {OWNER}".encode())
        cursor.executemany(_OFFENCE, list(_offences()))
        cursor.execute(_PARTS.encode())


def _offences() -> Iterator[dict[str, str | int | None]]:
    text = resources.files(__name__).joinpath("offences.csv").read_text("utf-8")
    for position, row in enumerate(csv.DictReader(text.splitlines()), start=1):
        yield {"position": position, **{name: value or None for name, value in row.items()}}

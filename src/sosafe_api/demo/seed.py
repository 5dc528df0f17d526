"""Makes the fictional partnership once: directory, principals, two years of referrals, a plan, two surveys."""

from uuid import UUID

from psycopg import sql

from sosafe_api import provisioning
from sosafe_api.core import clock
from sosafe_api.demo import directory, funding, people, planning, surveys
from sosafe_api.demo import organisations as shape
from sosafe_api.demo.history import History
from sosafe_api.demo.referrals import referrals
from sosafe_api.domains.auth.rules import PartnershipMode
from sosafe_api.installation import Installation
from sosafe_api.provisioning import Connection

YEARS = 2


def ensure(found: Installation) -> str:
    """Says what is there; a second call finds it and makes nothing."""
    with provisioning.as_owner(found.urls) as connection:
        known = connection.execute("SELECT 1 FROM partnerships WHERE slug = %s", (shape.SLUG,)).fetchone()
        if known is None:
            _make(connection)
        provisioning.enter(connection, shape.SLUG)
        row = connection.execute("SELECT count(*) FROM referrals").fetchone()
    size = f"{len(shape.AGENCIES)} agencies, {len(shape.SERVICES)} services"
    return f"{shape.NAME}: {size}, {row[0] if row else 0} fictional referrals."


def _make(connection: Connection) -> None:
    _fill(connection, shape.SLUG, make_partnership(connection))


def make_partnership(connection: Connection) -> History:
    """The demonstration's directory and people, with nothing that happened yet."""
    history, _ = _organise(connection, shape.SLUG, shape.NAME, shape.CLIENT_SECRET)
    funding.bids(connection, history.partnership_id, history.agencies)
    return history


def make_sandbox(connection: Connection, slug: str, name: str) -> provisioning.MadePrincipal:
    """A test partnership of the same shape, filled; answers the first agency's program. Raises `NameTaken`."""
    history, program = _organise(connection, slug, name, secret=None)
    funding.bids(connection, history.partnership_id, history.agencies)
    _fill(connection, slug, history)
    return program


def refill(connection: Connection, slug: str) -> bool:
    """Fills a sandbox that was emptied; False, and nothing done, for a partnership of another shape."""
    partnership_id = provisioning.enter(connection, slug)
    agencies, services = (_ids(connection, table) for table in ("agencies", "services"))
    people_ids = people.known(connection, slug)
    needed = {item.slug for item in (*shape.AGENCIES, *shape.SERVICES)}
    if not (needed <= agencies.keys() | services.keys() and needed <= people_ids.keys()):
        return False
    funding.bids(connection, partnership_id, agencies)
    _fill(connection, slug, History(partnership_id, agencies, services, people_ids))
    return True


def _ids(connection: Connection, table: str) -> dict[str, UUID]:
    rows = connection.execute(sql.SQL("SELECT slug, id FROM {}").format(sql.Identifier(table))).fetchall()
    return dict(rows)


def _fill(connection: Connection, slug: str, history: History) -> None:
    now = clock.now()
    first = clock.london_date(now).replace(day=1)
    history.write(connection, referrals(first.replace(year=first.year - YEARS), now))
    planning.make_plan(connection, slug, history.partnership_id, history.agencies)
    surveys.write(connection, history.partnership_id, now)


def _organise(
    connection: Connection, slug: str, name: str, secret: str | None
) -> tuple[History, provisioning.MadePrincipal]:
    partnership_id = provisioning.create_partnership(
        connection, slug, name, shape.AREA_CODE, PartnershipMode.TEST
    )
    provisioning.enter(connection, slug)
    agencies = {
        item.slug: directory.agency(connection, slug, partnership_id, item) for item in shape.AGENCIES
    }
    services = {
        item.slug: directory.service(connection, partnership_id, item, agencies) for item in shape.SERVICES
    }
    for group in shape.GROUPS:
        directory.group(connection, partnership_id, group, agencies)
    directory.agreement(connection, partnership_id, agencies)
    crew = people.principals(connection, slug, secret=secret)
    return History(partnership_id, agencies, services, crew.ids), crew.program

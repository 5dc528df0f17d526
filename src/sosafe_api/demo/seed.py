"""Makes the fictional partnership once: directory, principals, two years of referrals, a plan, two surveys."""

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
    history = make_partnership(connection)
    now = clock.now()
    first = clock.london_date(now).replace(day=1)
    history.write(connection, referrals(first.replace(year=first.year - YEARS), now))
    planning.make_plan(connection, history.partnership_id, history.agencies)
    surveys.write(connection, history.partnership_id, now)


def make_partnership(connection: Connection) -> History:
    """Its directory and people, with nothing that happened yet."""
    partnership_id = provisioning.create_partnership(
        connection, shape.SLUG, shape.NAME, shape.AREA_CODE, PartnershipMode.TEST
    )
    provisioning.enter(connection, shape.SLUG)
    agencies = {item.slug: directory.agency(connection, partnership_id, item) for item in shape.AGENCIES}
    services = {
        item.slug: directory.service(connection, partnership_id, item, agencies) for item in shape.SERVICES
    }
    for group in shape.GROUPS:
        directory.group(connection, partnership_id, group, agencies)
    directory.agreement(connection, partnership_id, agencies)
    funding.bids(connection, partnership_id, agencies)
    return History(partnership_id, agencies, services, people.principals(connection))

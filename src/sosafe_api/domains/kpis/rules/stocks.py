"""From which day open-ended counts run; each is read as at the last day of a period."""

from datetime import date

from sosafe_api.domains.kpis.rules.definition import Records

SINCE: dict[Records, date] = {
    Records.PANELS: date(2017, 4, 1),
    Records.SURVIVORS: date(2016, 6, 1),
}

"""Control charts of single values (XmR): mean, limits, signals of special causes, assurance against a target. Pure.

Sources: Wheeler, Understanding Variation (1993) and Making Sense of Data (2003), for limits from moving ranges: 2.66
is 3 ÷ 1.128 and 3.267 bounds a moving range itself; Provost and Murray, The Health Care Data Guide (2011), for the
rules and for trial limits; NHS England, Making Data Count (2019), for the four rules, their labels and assurance.

Reckoning is exact: a value counts as the decimal number that it is written as, so that a point on the mean is on it.
"""

from sosafe_api.core.control_charts.chart import (
    Assurance,
    Better,
    ChartPoint,
    PartStart,
    Variation,
    assurance,
    control_chart,
    variation,
)
from sosafe_api.core.control_charts.limits import Limits, Number, exact, limits_of
from sosafe_api.core.control_charts.signals import Signal

__all__ = [
    "Assurance",
    "Better",
    "ChartPoint",
    "Limits",
    "Number",
    "PartStart",
    "Signal",
    "Variation",
    "assurance",
    "control_chart",
    "exact",
    "limits_of",
    "variation",
]

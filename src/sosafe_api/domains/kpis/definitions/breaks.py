"""Where series of police data break, in the words that every definition of that source uses."""

from datetime import date

from sosafe_api.domains.kpis.rules.definition import Break

ELEVEN_TYPES = Break(
    date(2011, 9, 1),
    "The police published eleven crime types in place of six. Other and violent crime gave cases to new types.",
)
FOURTEEN_TYPES = Break(
    date(2013, 5, 1),
    "The police published fourteen crime types in place of eleven. Public disorder and weapons, and other theft, were"
    " split; no earlier type is mapped onto a later one.",
)
CRIME_TYPES = (ELEVEN_TYPES, FOURTEEN_TYPES)
RESIDENTIAL_BURGLARY = Break(
    date(2017, 4, 1),
    "Burglary of a dwelling became residential burglary, which takes in sheds, garages and other outbuildings.",
)

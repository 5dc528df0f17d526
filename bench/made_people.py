"""People who never were, and how else they are written down: typing errors, short forms, swaps, moves, twins."""

import random
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sosafe_api.domains.people.rules.comparison import Identity
from sosafe_api.domains.people.rules.nicknames import short_forms

EARLIEST, LATEST = date(1935, 1, 1), date(2012, 12, 31)
POSTCODES = ("SG1", "SG2", "SG3", "SG4", "SG5", "SG6", "AL6", "AL7", "WD1", "EN8", "LU2", "CM23")
_LOCAL = (40, 30, 8, 6, 5, 4, 2, 2, 1, 1, 1, 1)
_GIVEN = """
oliver george arthur noah muhammad leo oscar harry archie jack henry charlie freddie theodore thomas
finley theo alfie jacob william isaac tommy joshua james lucas alexander edward benjamin samuel joseph
daniel david michael andrew paul mark stephen richard robert peter ian christopher anthony kevin gary
john alan brian keith neil graham martin simon matthew jonathan adam stuart craig lee darren jason philip
nicholas timothy patrick kieran liam ryan nathan luke connor callum aaron kyle jordan bradley dylan ethan
tariq imran ahmed yusuf ibrahim hassan bilal rajesh sanjay vikram arjun piotr tomasz krzysztof marek
andrei ion kwame kofi olivia amelia isla ava ivy freya lily florence mia willow rosie sophia isabella
grace daisy sienna poppy elsie emily ella evelyn phoebe charlotte evie harper millie matilda maisie emma
jessica sophie hannah megan lauren rebecca amy katie chloe bethany georgia samantha victoria sarah claire
nicola karen susan julie jacqueline deborah tracey lisa michelle louise helen elizabeth margaret patricia
christine jean joan dorothy barbara maureen catherine kathleen jennifer angela alison gillian lesley
wendy diane fatima aisha maryam zainab khadija priya anjali deepa sunita agnieszka magdalena katarzyna
ioana adwoa abena natasha danielle gemma stacey kirsty leanne kelly hayley joanne donna melanie amanda
rachel zoe holly lucy molly
"""
_FAMILY = """
smith jones taylor brown williams wilson johnson davies patel robinson wright thompson evans walker white
roberts green hall wood jackson clarke khan hughes edwards turner lewis hill cooper harris ward moore
morris baker cook king morgan harrison clark lee allen parker james bennett young phillips price bell
richardson ahmed shaw kelly cox singh begum carter collins marshall watson simpson bailey mitchell cole
adams miller griffiths palmer webb rogers hussain murphy stevens foster barnes chapman hunt mills
campbell gray dixon mason powell russell butler ali knight reynolds lloyd barker pearson saunders thomson
fisher grant stewart andrews murray ellis harvey holmes howard kaur owen holland graham hart mcdonald day
elliott jenkins payne ryan gibson fox burton matthews scott spencer armstrong fletcher ford dean rose
stone walsh west tucker lawrence austin arnold wells lane perry bishop kennedy francis warren ball newman
fuller hudson carr burns begley okafor mensah owusu boateng nowak kowalski wisniewski wojcik popescu
ionescu dumitru silva santos fernandes pereira costa obrien oconnor oneill macleod mckenzie mclean
sinclair atkinson hawkins cunningham pritchard blackburn winterbottom hargreaves ramsbottom featherstone
cavendish thistlewood underhill goldsmith silverman rosenberg cohen levy kaplan fitzgerald gallagher
donnelly doherty brennan callaghan whittaker ashworth barraclough entwistle birtwistle greenhalgh
duckworth openshaw kershaw crompton shah mehta desai joshi sharma gupta chowdhury miah uddin rahman islam
akhtar malik iqbal hussein mohamed abdi osman warsame yilmaz demir kaya celik petrov ivanov georgiev
dimitrov tran nguyen wong chan cheung
"""
GIVEN, FAMILY = _GIVEN.split(), _FAMILY.split()


@dataclass(frozen=True, slots=True)
class Written:
    """A record as another agency wrote it. `of` is the place of the person it is about, None for a stranger."""

    identity: Identity
    of: int | None


class Maker:
    """Makes the same people from the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def people(self, count: int) -> list[Identity]:
        """Three in a hundred have a twin among them, others a brother, sister, namesake or child of one name."""
        found: list[Identity] = []
        while len(found) < count:
            person = self._stranger()
            found += [person, *self._family(person)]
        return found[:count]

    def written_again(self, known: Sequence[Identity], strangers: int) -> list[Written]:
        """Each known person once more with the errors of life, and strangers, some of them a known one's twin."""
        again = [Written(self._with_errors(person), place) for place, person in enumerate(known)]
        others = [self._unknown(known) for _ in range(strangers)]
        return [*again, *(Written(self._with_errors(person), None) for person in others)]

    def _stranger(self) -> Identity:
        days = (LATEST - EARLIEST).days
        middle = f" {self._drawn(GIVEN)}" if self._chance(0.15) else ""
        return Identity(
            f"{self._drawn(GIVEN)}{middle} {self._drawn(FAMILY)}".title(),
            EARLIEST + timedelta(days=self._random.randrange(days)),
            self._random.choices(POSTCODES, _LOCAL)[0],
        )

    def _family(self, person: Identity) -> list[Identity]:
        family = []
        if self._chance(0.03):
            family.append(self._twin(person))
        if self._chance(0.10):
            family.append(replace(self._twin(person), date_of_birth=self._stranger().date_of_birth))
        if self._chance(0.02):
            family.append(replace(person, date_of_birth=self._stranger().date_of_birth))
        return family

    def _twin(self, person: Identity) -> Identity:
        own, family = person.full_name.split()[0], person.full_name.split()[-1]
        given = self._drawn([name for name in GIVEN if name != own.lower()])
        return replace(person, full_name=f"{given.title()} {family}")

    def _unknown(self, known: Sequence[Identity]) -> Identity:
        if self._chance(0.05):
            return self._twin(self._random.choice(known))
        if self._chance(0.05):
            namesake = self._random.choice(known)
            return replace(namesake, date_of_birth=self._stranger().date_of_birth)
        return self._stranger()

    def _with_errors(self, person: Identity) -> Identity:
        given, *middle, family = person.full_name.lower().split()
        short = short_forms(given)
        if short and self._chance(0.20):
            given = self._random.choice(short)
        given = self._mistyped(given) if self._chance(0.08) else given
        family = self._drawn(FAMILY) if self._chance(0.01) else family
        family = self._mistyped(family) if self._chance(0.10) else family
        middle = [] if self._chance(0.5) else middle
        parts = [family, given] if self._chance(0.03) else [given, *middle, family]
        return Identity(
            " ".join(parts).title(), self._birth(person.date_of_birth), self._place(person.outward_postcode)
        )

    def _birth(self, born: date | None) -> date | None:
        if born is None or self._chance(0.02):
            return None
        if self._chance(0.04) and born.day <= 12:
            return date(born.year, born.day, born.month)
        if self._chance(0.04):
            return self._mistyped_day(born)
        return born

    def _mistyped_day(self, born: date) -> date:
        """One digit wrong, and still a day of the calendar."""
        while True:
            digits = list(f"{born:%Y%m%d}")
            digits[self._random.randrange(2, 8)] = self._random.choice(string.digits)
            try:
                found = date.fromisoformat("".join(digits))
            except ValueError:
                continue
            if found != born:
                return found

    def _place(self, postcode: str | None) -> str | None:
        if self._chance(0.20):
            return self._random.choice(POSTCODES)
        return None if self._chance(0.05) else postcode

    def _mistyped(self, word: str) -> str:
        """A letter left out, doubled, replaced, or changed for its neighbour."""
        at = self._random.randrange(1, max(2, len(word) - 1))
        errors: list[Callable[[], str]] = [
            lambda: word[:at] + word[at + 1 :],
            lambda: word[:at] + word[at - 1] + word[at:],
            lambda: word[:at] + self._random.choice(string.ascii_lowercase) + word[at + 1 :],
            lambda: word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at < len(word) else word,
        ]
        return self._random.choice(errors)()

    def _drawn(self, names: Sequence[str]) -> str:
        """Few names are many people's: the more frequent ones stand first (Zipf's law, flattened)."""
        weights = [1 / (place + 5) ** 0.7 for place in range(len(names))]
        return self._random.choices(names, weights)[0]

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

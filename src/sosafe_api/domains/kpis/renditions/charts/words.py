"""Numbers and units in words, and text broken to a width."""

import textwrap

UNITS = {
    "count": "Number",
    "days": "Days",
    "percent": "Per cent",
    "per_1000_households": "Per 1,000 households",
    "per_1000_population": "Per 1,000 residents",
    "per_10000_population": "Per 10,000 residents",
    "pounds_sterling": "Pounds",
}


def unit(code: str) -> str:
    """`Per 1,000 residents`."""
    return UNITS.get(code, code.replace("_", " ").capitalize())


def number(value: float, unit_code: str, places: int) -> str:
    """`1,972`, `52.3%`, `£133,000.00`, `3 days`."""
    text = f"{value:,.{places}f}"
    if unit_code == "percent":
        return f"{text}%"
    if unit_code == "pounds_sterling":
        return f"-£{text[1:]}" if text.startswith("-") else f"£{text}"
    if unit_code == "days":
        return f"{text} day" if text == "1" else f"{text} days"
    return text


def code(word: str) -> str:
    """`beyond_limits` as `beyond limits`."""
    return word.replace("_", " ")


def wrapped(text: str, characters: int) -> list[str]:
    """Lines of at most so many characters."""
    return textwrap.wrap(text, characters) or [""]


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

"""Names as they are compared: without case, accents, punctuation and titles; how their parts sound. Pure."""

import unicodedata
from dataclasses import dataclass

import jellyfish

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lady", "lord", "rev", "prof"})
_WITHIN_A_WORD = frozenset("'.`\u2018\u2019\u02bc")  # full stop and every kind of apostrophe


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. One word alone is a given name, and the family name is empty."""

    given: str
    family: str


def words(full_name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: "Ms Zoë O'Neill-Smith" is zoe, oneill, smith."""
    decomposed = unicodedata.normalize("NFKD", full_name).casefold()
    letters = (" " if not (sign.isalnum() or sign in _WITHIN_A_WORD) else sign for sign in _bare(decomposed))
    found = "".join(sign for sign in letters if sign not in _WITHIN_A_WORD).split()
    if len(found) > 1 and found[0] in _TITLES:
        return tuple(found[1:])
    return tuple(found)


def _bare(decomposed: str) -> str:
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def normalised(full_name: str) -> str:
    """Equal for two spellings of one name that differ in case, accents, punctuation, spaces or title only."""
    return " ".join(words(full_name))


def taken_apart(full_name: str) -> Name:
    """The first word and the last; what stands between is left out, since it is often left out elsewhere."""
    found = words(full_name)
    if not found:
        return Name("", "")
    return Name(found[0], found[-1] if len(found) > 1 else "")


def soundex(word: str) -> str:
    """The Soundex code (Russell, US patent 1,261,167); a word outside the Latin alphabet sounds like itself."""
    return jellyfish.soundex(word) if word.isascii() and word.isalpha() else word


def metaphone(word: str) -> str:
    """The Metaphone code (Philips 1990), which knows how English is spelt; itself outside the alphabet."""
    return (jellyfish.metaphone(word) if word.isascii() and word.isalpha() else "") or word


def nysiis(word: str) -> str:
    """The code of the New York State Identification and Intelligence System; itself outside the alphabet."""
    return (jellyfish.nysiis(word) if word.isascii() and word.isalpha() else "") or word

"""A code's words as people write them, for the many codes whose words say all there is to say."""

import re

ACRONYMS = frozenset(
    "asb csp cse csv dash gp idva jag lgbt marac mash nhs pcc pspo rag sada sara uk".split()  # noqa: SIM905
)
PROPER = frozenset({"british", "english", "irish", "scottish", "welsh"})
# Two words of a code that are one word of the language.
_JOINED = (
    "anti_social",
    "co_operating",
    "face_to_face",
    "follow_up",
    "multi_agency",
    "one_to_one",
    "self_harm",
    "self_neglect",
)


def sentence(code: str) -> str:
    """Sentence case, acronyms in capitals: `referred_to_marac` is "Referred to MARAC"."""
    for joined in _JOINED:
        code = re.sub(rf"(?<![a-z]){joined}(?![a-z])", joined.replace("_", "-"), code)
    words = [_word(word) for word in code.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def _word(word: str) -> str:
    if word in ACRONYMS:
        return word.upper()
    return word.capitalize() if word in PROPER else word

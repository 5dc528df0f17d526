"""Which of several renditions a reader is given: content negotiation by `Accept` (RFC 9110 section 12.5.1)."""

from collections.abc import Sequence


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The media type of the highest quality; of equal ones the first offered. None where none is accepted."""
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best, found = 0.0, None
    for media_type in offered:
        quality = _quality(media_type.partition(";")[0].strip().lower(), ranges)
        if quality > best:
            best, found = quality, media_type
    return found


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            return name, _number(value)
    return name, 1.0


def _number(text: str) -> float:
    """A quality that is none counts as 0: in doubt nothing is sent that was not asked for."""
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """By the range that names the media type most closely."""
    for name in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        qualities = [quality for range_, quality in ranges if range_ == name]
        if qualities:
            return max(qualities)
    return 0.0

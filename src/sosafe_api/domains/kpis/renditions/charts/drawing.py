"""From a specification to a drawing: SVG that tells what it shows, its dark twin, and PNG.

The renderer holds a JavaScript engine, some 110 MB once it has drawn: it is for background work. Nothing is
fetched: specifications hold their data, and no address is allowed.
"""

import html
import re
import struct
import zlib
from collections.abc import Iterator

from sosafe_api.domains.kpis.renditions.charts.layout import Spec
from sosafe_api.domains.kpis.renditions.charts.palette import DARK, Colour

VEGA_LITE = "6.4"
PIXELS_OF_A_PIXEL = 2  # for screens of twice the resolution
_SIGNATURE, _AROUND = 8, 12  # bytes of the signature, and around a chunk's content
_OPENING = re.compile(r"<svg\b[^>]*>")
_COLOURS = re.compile("|".join(colour.value for colour in Colour))


def drawn(spec: Spec, title: str, description: str) -> str:
    """The chart in light colours, with `title` and `desc` for those who do not see it."""
    import vl_convert  # noqa: PLC0415 - 8 MB of memory, which a process that draws nothing does without

    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    opening = _OPENING.search(svg)
    if opening is None:
        raise ValueError("the renderer gave no drawing")
    said = (
        f'{opening[0][:-1]} role="img" aria-labelledby="chart-title chart-description">'
        f'<title id="chart-title">{html.escape(title)}</title>'
        f'<desc id="chart-description">{html.escape(description)}</desc>'
    )
    return svg[: opening.start()] + said + svg[opening.end() :]


def darkened(svg: str) -> str:
    """The same drawing in dark colours."""
    return _COLOURS.sub(lambda found: DARK[Colour(found[0])], svg)


def png(svg: str, scale: float = PIXELS_OF_A_PIXEL) -> bytes:
    """Pressed anew: the renderer is quick and leaves it four times as large."""
    import vl_convert  # noqa: PLC0415 - as above

    made: bytes = vl_convert.svg_to_png(svg, scale=scale)
    chunks = list(_chunks(made))
    pixels = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    pressed = [each for each in chunks if each[0] not in {b"IDAT", b"IEND"}]
    pressed += [(b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    return made[:_SIGNATURE] + b"".join(map(_chunk, pressed))


def _chunks(image: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each chunk of a PNG (ISO/IEC 15948, 5.3)."""
    place = _SIGNATURE
    while place < len(image):
        (length,) = struct.unpack_from(">I", image, place)
        yield image[place + 4 : place + 8], image[place + 8 : place + 8 + length]
        place += length + _AROUND


def _chunk(chunk: tuple[bytes, bytes]) -> bytes:
    kind, data = chunk
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

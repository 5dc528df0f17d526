"""In which media types files of a release are sent, and what those hold that are data by a standard."""

from sosafe_api.domains.kpis.renditions import MEDIA_TYPES, METADATA_TYPE
from sosafe_api.domains.kpis.schemas import CsvwMetadata

RENDITION_MEDIA_TYPES = tuple(dict.fromkeys(item.partition(";")[0] for item in MEDIA_TYPES))
RENDITION_MODELS = ((METADATA_TYPE, CsvwMetadata),)

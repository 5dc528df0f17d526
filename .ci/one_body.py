"""The contract for generators that know one form of a body: where forms have the same schema, one stays."""

import json
import sys
from typing import Any

METHODS = ("get", "put", "post", "patch", "delete")
BYTES = "application/octet-stream"


def with_one_body(contract: dict[str, Any]) -> dict[str, Any]:
    """A file is sent as `text/csv` or as bytes alike; a generated function would not know which one is meant."""
    for path in contract["paths"].values():
        for method in METHODS:
            content = path.get(method, {}).get("requestBody", {}).get("content", {})
            if len(content) > 1 and all(form == content[next(iter(content))] for form in content.values()):
                kept = BYTES if BYTES in content else next(iter(content))
                for name in set(content) - {kept}:
                    del content[name]
    return contract


if __name__ == "__main__":
    json.dump(with_one_body(json.load(sys.stdin)), sys.stdout)

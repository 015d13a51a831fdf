"""The JSON Schema of a record, from the types themselves."""

from typing import Any

import msgspec

from onrecord.values import SCHEMA, Record


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of what `onrecord record` prints: every key is required, none is added."""
    _, parts = msgspec.json.schema_components([Record], ref_template="#/$defs/{name}")
    defs = {_plain(name): _strict(part) for name, part in parts.items()}
    record = defs.pop("Record")
    record["properties"]["schema"] = {"const": SCHEMA}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{SCHEMA.replace('/', ':')}"}
    return head | record | {"$defs": dict(sorted(defs.items()))}


def _plain(name: str) -> str:
    """A type's name without its parameter: `Quote_str_` is `Quote`."""
    return name.removesuffix("_str_")


def _strict(part: dict[str, Any]) -> dict[str, Any]:
    """One type's schema with every key required: defaults serve the program, the JSON always has all keys."""
    found: dict[str, Any] = _renamed(part)
    found["title"] = _plain(found["title"].replace("[str]", "_str_"))
    found["description"] = found["description"].partition("\n")[0]
    found["required"] = list(found["properties"])
    found["additionalProperties"] = False
    return found


def _renamed(part: Any) -> Any:
    """The schema without defaults, its references by plain names."""
    if isinstance(part, list):
        return [_renamed(item) for item in part]
    if not isinstance(part, dict):
        return part
    found = {key: _renamed(value) for key, value in part.items() if key != "default"}
    return found | {"$ref": _plain(part["$ref"])} if "$ref" in part else found

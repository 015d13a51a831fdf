"""W3C Web Annotation: every fact as an annotation of its article's words (https://www.w3.org/TR/annotation-model/)."""

from typing import IO, Any

import msgspec

from onrecord.exports import Asked
from onrecord.exports.found import Found
from onrecord.exports.jsonl import json_of
from onrecord.span import selectors
from onrecord.store.rows import spans
from onrecord.values import LAYERS as LAYERS

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
URN = "urn:onrecord:"


class Export:
    """An AnnotationCollection whose one page holds the annotations; their number comes last, when it is known."""

    def __init__(self, out: IO[bytes], asked: Asked) -> None:
        self._out = out
        self._number = 0
        head = {"@context": CONTEXT, "id": f"{URN}export", "type": "AnnotationCollection", "label": "Onrecord"}
        first = {"id": f"{URN}export#1", "type": "AnnotationPage", "startIndex": 0}
        out.write(json_of(head)[:-1] + b',"first":' + json_of(first)[:-1] + b',"items":[\n')

    def write(self, found: Found) -> bool:
        self._out.write((b",\n" if self._number else b"") + json_of(annotation(found)))
        self._number += 1
        return True

    def finish(self) -> None:
        self._out.write(b'\n]},"total":%d}\n' % self._number)


def annotation(found: Found) -> dict[str, Any]:
    """A fact as an annotation: what it is attached to, its layer as a tag, its row as the description."""
    article, row = found.record.article, found.row
    source = found.link or URN + article.id
    layer = {"type": "TextualBody", "purpose": "tagging", "value": found.layer}
    described = msgspec.json.encode(row).decode()
    about = {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": described}
    return {
        "id": URN + row["fact"],
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"id": f"{URN}program", "type": "Software", "name": f"Onrecord {row['version']}"},
        "body": [layer, about],
        "target": [
            {"source": source, "selector": selectors(article.text, span)} for span in spans(found.layer, found.fact)
        ],
    }

"""Exports: each format is read back by a library that reads it; files are there whole or not at all."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

HOSTILE = '=HYPERLINK("http://x")\x1b[31m <script>alert(1)</script> \u202eоборот\x07\x00'
Call = Callable[..., tuple[int, bytes, str]]
Export = Callable[..., bytes]


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def objects(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]

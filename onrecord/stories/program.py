"""What joined tables are made with, besides the records: the program itself and the knowledge tables."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from onrecord.knowledge import Knowledge

_PACKAGE = Path(__file__).parent.parent


def made_with(knowledge: Knowledge) -> str:
    """The digest of the program's files and of the tables: with another, everything is joined anew."""
    return sha256(_program() + msgspec.json.encode(knowledge.tables)).hexdigest()


@cache
def _program() -> bytes:
    files = sorted(file for file in _PACKAGE.rglob("*") if file.suffix in {".py", ".tsv"})
    return b"".join(sha256(file.read_bytes()).digest() for file in files)

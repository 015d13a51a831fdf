"""What bytes are: packed or not, a page or something else, HTML or plain text."""

import gzip
import io
import re
import zlib
from pathlib import PurePath
from typing import Literal

from onrecord.errors import PageError

LIMIT = 20 * 2**20
VALID = "valid are HTML and plain-text files (.html, .htm, .txt, each also .gz) with an article's text"
ENDINGS = (".html", ".htm", ".txt")
GZIP = b"\x1f\x8b"
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF media file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh91AY", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"OggS", "an Ogg media file"),
    (b"ID3\x03", "an MP3 file"),
    (b"ID3\x04", "an MP3 file"),
    (b"SQLite format 3", "a database"),
)
_ENDING = re.compile(r"\.[a-z][a-z0-9]{0,9}")  # what follows the dot in article.2031-03-23 is none
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16 and UTF-32, whose text holds NUL bytes
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|article|p|h1)\b", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"


def misnamed(content: bytes, name: str) -> str | None:
    """Why a file's name does not fit what is in it or what is read; None where it does, or has no ending.

    >>> misnamed(b"text", "report.docx").partition(";")[0]
    'ends in .docx, which is not read'
    """
    stem, packed = name.lower().removesuffix(".gz"), name.lower().endswith(".gz")
    if packed and not content.startswith(GZIP):
        return f"ends in .gz but is not gzip; {VALID}"
    ending = PurePath(stem).suffix
    if ending in ENDINGS or not _ENDING.fullmatch(ending):
        return None
    return f"ends in {ending}, which is not read; {VALID}"


def unpacked(content: bytes, source: str, limit: int = LIMIT) -> bytes:
    """The bytes of a page, unpacked where they are gzip; PageError where they are too many, none, or no text."""
    if content.startswith(GZIP) and len(content) <= limit:
        content = _gunzip(content, source, limit)
    if len(content) > limit:
        raise PageError(source, f"is larger than the limit of {limit / 2**20:g} MB; {VALID} below it")
    if not content.strip():
        raise PageError(source, f"is empty; {VALID}")
    if kind := binary_kind(content):
        raise PageError(source, f"is {kind}, not a page; {VALID}")
    return content


def _gunzip(content: bytes, source: str, limit: int) -> bytes:
    """Unpack no more than just over `limit` bytes, so that a small file cannot fill the memory."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            return file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise PageError(source, f"is a damaged gzip file ({error}); {VALID}") from error


def binary_kind(content: bytes) -> str | None:
    """What the bytes are when they are no text: "a PDF", "a binary file"; None for text in any encoding."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content.startswith(_WIDE) or wide_order(content):
        return None
    if b"\0" in content:
        return "a binary file (it holds NUL bytes)"
    head = content[:65536]
    if len(head) - len(head.translate(None, _CONTROL)) > len(head) // 50:
        return "a binary file (it holds control bytes)"
    return None


def wide_order(content: bytes) -> Literal["utf-16-le", "utf-16-be"] | None:
    """The order of UTF-16 text without a mark: every other byte is then 0 (Latin) or 4 (Cyrillic)."""
    head = content[:4096]
    for first, order in ((1, "utf-16-le"), (0, "utf-16-be")):
        high, low = head[first::2], head[1 - first :: 2]
        if len(high) >= 8 and 0 in high and high.count(0) + high.count(4) > 0.8 * len(high) and 0 not in low:
            return "utf-16-le" if order == "utf-16-le" else "utf-16-be"
    return None


def media_of(content: bytes, name: str = "") -> Literal["html", "text"]:
    """Whether a page is HTML: by its name unless that says nothing, else by the first tags in it."""
    stem = name.lower().removesuffix(".gz")
    head = content[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if stem.endswith(".txt"):
        return "html" if re.match(rb"<(!doctype\s+html|html)\b", head, re.IGNORECASE) else "text"
    if stem.endswith((".html", ".htm")):
        return "html"
    return "html" if head.startswith(b"<") and _TAG.search(head) else "text"

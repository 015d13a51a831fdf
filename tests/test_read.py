"""Sources to pages: what is read, in which order, and what comes out as an error instead."""

import gzip
import io
import os
from pathlib import Path

import pytest

from onrecord.errors import PageError
from onrecord.read import pages
from onrecord.read.content import media_of
from onrecord.values import Page

TEXT = "Совет собрался в Тарусе\n\nСессия Совета открылась утром, сообщил Игнат Солонцов.\n"


def only(*sources: Path | str, limit: int = 2**20) -> Page | PageError:
    (found,) = pages(map(str, sources), limit)
    return found


def reason(*sources: Path | str, limit: int = 2**20) -> str:
    found = only(*sources, limit=limit)
    assert isinstance(found, PageError), found
    assert "valid are" in found.reason
    return found.reason


def test_a_folder_is_read_in_order_of_name_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.htm", "a/y.html.gz", ".hidden.txt", ".git/x.txt", "c.tsv", "d.TXT"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(gzip.compress(TEXT.encode()) if name.endswith(".gz") else TEXT.encode())
    found = [page.source.removeprefix(f"{tmp_path}/") for page in pages([str(tmp_path)])]
    assert found == ["b.txt", "d.TXT", "a/y.html.gz", "a/z.htm"]


def test_one_bad_file_stays_in_its_place_and_stops_nothing(tmp_path: Path) -> None:
    for name, content in (("1.txt", TEXT.encode()), ("2.txt", b""), ("3.txt", TEXT.encode())):
        (tmp_path / name).write_bytes(content)
    assert [type(page) for page in pages([str(tmp_path)])] == [Page, PageError, Page]


def test_gzip_is_unpacked_by_its_bytes_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(gzip.compress(TEXT.encode()))
    found = only(tmp_path / "a.txt")
    assert isinstance(found, Page)
    assert found.content.decode() == TEXT


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"%PDF-1.7\n" + bytes(range(256)), "is a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a PNG image"),
        (b"\x7fELF\x02\x01\x01", "is a program"),
        (b"text\0\0\0\0more text and more", "NUL bytes"),
        (bytes(range(1, 32)) * 20, "control bytes"),
        (b"\0" * 4096, "NUL bytes"),
        (b"\x1f\x8b\x08\0damaged", "damaged gzip"),
        (gzip.compress(TEXT.encode() * 50)[:-30], "damaged gzip"),
        (b"x" * 2**20 + b"y", "larger than the limit of 1 MB"),
    ],
)
def test_what_is_no_page(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    assert words in reason(tmp_path / "bad.txt")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.md", "a.pdf.gz", "a.JSON"])
def test_text_under_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(TEXT.encode()) if name.endswith(".gz") else TEXT.encode())
    assert f"ends in {name.lower()[1:].removesuffix('.gz')}, which is not read" in reason(tmp_path / name)


@pytest.mark.parametrize("name", ["article", "article.2031-03-23", "index.php?id=3", "A.HTM"])
def test_a_name_without_an_ending_promises_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert isinstance(only(tmp_path / name), Page)


def test_named_gzip_but_not_packed(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_text(TEXT, encoding="utf-8")
    assert "is not gzip" in reason(tmp_path / "a.html.gz")


def test_a_gzip_bomb_is_not_unpacked_past_the_limit(tmp_path: Path) -> None:
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(bytes(300 * 2**20), 9))
    import tracemalloc

    tracemalloc.start()
    assert "larger than the limit" in reason(tmp_path / "bomb.html.gz")
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()


def test_missing_empty_folder_pipe_and_looped_link(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "none").mkdir()
    assert "No such file" in reason(tmp_path / "missing.txt")
    assert "pipe" in reason(tmp_path / "pipe.txt")
    assert "symbolic links" in reason(tmp_path / "loop.txt")
    assert "holds no page" in reason(tmp_path / "none")


def test_a_folder_that_links_to_itself_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert isinstance(only(tmp_path), Page)


@pytest.mark.parametrize(("start", "media"), [("", "text"), ("<!DOCTYPE html><p>", "html"), ("<html><body>", "html")])
def test_standard_input_is_html_if_it_looks_like_it(monkeypatch: pytest.MonkeyPatch, start: str, media: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((start + TEXT).encode())))
    found = only("-")
    assert isinstance(found, Page)
    assert (found.source, found.media) == ("standard input", media)


def test_media_by_name_and_by_content() -> None:
    assert media_of(b"<html><body>", "saved.txt") == "html"
    assert media_of("В тексте есть <p> и <html>".encode(), "a.txt") == "text"
    assert media_of("Текст".encode(), "a.htm") == "html"
    assert media_of("\ufeff<!doctype html>".encode("utf-16")) == "html"

"""What a file is, is told by its bytes: only harmless kinds are known."""

import pytest

from web.assessing.attachments import clean_file_name
from web.assessing.content_types import content_type


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"GIF89a....", "image/gif"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic....", "image/heic"),
        (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"ID3\x04....", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
        (b"OggS\x00", "audio/ogg"),
        (b"\x00\x00\x00\x1cftypM4A ....", "audio/mp4"),
        (b"\x1aE\xdf\xa3....", "audio/webm"),
        ("15:02 总指挥失联".encode(), "text/plain"),
        (b"\xef\xbb\xbfa,b\r\n", "text/plain"),
    ],
)
def test_pictures_sound_pdf_and_text_are_known_by_their_bytes(content, kind):
    assert content_type(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03",  # a program for Windows
        b"\x7fELF\x02\x01",  # a program for Linux
        b"PK\x03\x04\x14\x00\x06\x00\x08",  # a ZIP, and so a DOCX with macros
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # an old Office file
        b"RIFF\x10\x00\x00\x00AVI LIST",  # a film
        b"\x00\x00\x00\x18ftypqt  ",  # another film
        b"text with a \x00 in it",
        b"text with \x1b[31m escapes",
        b"\xc4\xe3\xba\xc3",  # Chinese in GB 18030, which is not UTF-8
        b"\xef\xbb\xbf",
    ],
)
def test_everything_else_is_unknown(content):
    assert content_type(content) is None


def test_a_page_or_a_drawing_with_scripts_is_no_more_than_text():
    assert content_type(b"<!doctype html><script>alert(1)</script>") == "text/plain"
    assert content_type(b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>") == "text/plain"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("照片.png", "照片.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\li\\map.pdf", "map.pdf"),
        ("a\r\nSet-Cookie: x=1.png", "aSet-Cookie: x=1.png"),
        ("exe\u202egnp.txt", "exegnp.txt"),
        ("   ", "attachment"),
        ("..", "attachment"),
        ("", "attachment"),
    ],
)
def test_a_files_name_is_one_harmless_line(sent, kept):
    assert clean_file_name(sent) == kept


def test_a_long_name_keeps_its_ending():
    kept = clean_file_name("照" * 300 + ".png")
    assert len(kept) == 120
    assert kept.endswith("照.png")

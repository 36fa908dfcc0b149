"""Reads a foreign plan of any format that is known; everything that is wrong is said at once."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from scenarios.exchange import cacao, docx, markdown
from scenarios.exchange.imported import MOST_BYTES, MOST_TEXT_BYTES, ImportedPlan, refused
from scenarios.exchange.understanding import understood
from scenarios.exchange.wording import readable

MARKDOWN, DOCX, CACAO = "markdown", "docx", "cacao"
ENDINGS = {
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".tmpl": MARKDOWN,
    ".txt": MARKDOWN,
    ".docx": DOCX,
    ".json": CACAO,
}
_MOST_LINES = 60_000
_ZIP = b"PK\x03\x04"
_LONGEST_LINE = 20_000
"""No paragraph is longer; what is, was made to keep the reader busy."""


def read(path: str | Path, strict: bool = False) -> ImportedPlan:
    """Return the plan in the file at *path*; raises ImportRefused, and OSError when it cannot be opened."""
    with Path(path).open("rb") as file:
        return read_plan(Path(path).name, file.read(MOST_BYTES + 1), strict=strict)


def read_plan(
    name: str, content: bytes, format: str | None = None, strict: bool = False
) -> ImportedPlan:
    """Return the plan in *content*, a file called *name*; raises ImportRefused with all problems.

    Without *format* it is guessed. With *strict* a CACAO playbook must keep every rule of its standard.
    """
    most = MOST_BYTES if content.startswith(_ZIP) else MOST_TEXT_BYTES
    if len(content) > most:
        raise refused("import_too_large", most=most // 1_000_000)
    name = " ".join(readable(name).split())[:200] or "plan"
    digest = digest_of(content)
    content = _narrowed(content)
    match format or guess(name, content):
        case "docx":
            outline, notices = docx.outline(content)
            return understood(outline, notices, DOCX, name, digest)
        case "cacao":
            return cacao.read(name, _text(content), digest, strict)
        case "markdown":
            text = _text(content)
            if text.count("\n") > _MOST_LINES:
                raise refused("import_too_long", most=_MOST_LINES)
            if max(map(len, text.split("\n"))) > _LONGEST_LINE:
                raise refused("import_not_text")
            outline, notices = markdown.outline(text)
            return understood(outline, notices, MARKDOWN, name, digest)
        case "pdf":
            raise refused("import_pdf")
    raise refused("import_unknown_format", name=name)


def guess(name: str, content: bytes) -> str:
    """Return the format of *content*: by its first bytes where they tell, else by the ending of its *name*."""
    if content.startswith(b"%PDF"):
        return "pdf"
    if content.startswith(_ZIP):
        return DOCX
    if b"\0" in content[:8000]:
        return ""
    ending = Path(name).suffix.lower()
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and ending in (".json", ""):
        return CACAO
    return "pdf" if ending == ".pdf" else ENDINGS.get(ending, "")


def digest_of(content: bytes) -> str:
    """Return the digest by which an imported file is kept."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _narrowed(content: bytes) -> bytes:
    """Return *content* as UTF-8 where it begins as UTF-16, which Windows programs call Unicode."""
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content
    try:
        return content.decode("utf-16").encode()
    except UnicodeError:
        return content


def _text(content: bytes) -> str:
    """Return *content* as text, of which every character may be kept; raises ImportRefused."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return readable(content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n"))
        except UnicodeDecodeError:
            continue
    raise refused("import_not_text")

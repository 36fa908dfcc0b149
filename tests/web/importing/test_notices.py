"""Every notice and problem of an import, and every thing that is lacking, has words in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from scenarios.exchange.lacking import CODES
from web.i18n import has_words
from web.importing.answering import FIELDS

ROOT = Path(__file__).resolve().parent.parent.parent.parent / "scenarios" / "exchange"
MAKERS = ("Notice", "_notice", "refused")


def told() -> Iterator[str]:
    for file in sorted(ROOT.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=maker), args=[ast.Constant(value=str(code)), *_]):
                    if maker in MAKERS:
                        yield f"importing.notice.{code}"


def test_every_notice_has_words_in_both_languages() -> None:
    keys = set(told())
    assert len(keys) > 30
    keys |= {f"finding.{code}" for code in CODES.values()}
    keys |= {f"importing.field.{name}" for name in FIELDS}
    keys |= {f"importing.{of}.{what}" for of in ("lacks", "has", "ask", "what") for what in CODES}
    missing = {key for key in keys for lang in ("zh-CN", "en") if not has_words(lang, key)}
    assert not missing

"""Speech of a report: the catalogue's words and documents' texts in one language, verdicts and ratings as badges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from web.i18n import has_words, words
from web.reports import html

_TONES = {"met": "good", "late": "fair", "partial": "fair", "compensated": "fair"}
_RATING_TONES = {"P": "good", "S": "good", "M": "fair", "U": "bad"}


class Words:
    """Speaks one language: the catalogue's words, and documents' texts."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._is_chinese = language.startswith("zh")

    def __call__(self, key: str, **numbers: object) -> str:
        """Return the words of *key*."""
        return words(self.language, key, **numbers)

    def text(self, document_text: Mapping[str, str]) -> str:
        """Return a document's text."""
        return html.read(document_text, self.language)

    def named(self, prefix: str, code: str) -> str:
        """Return the words of ``prefix.code``; the code itself when it has none."""
        key = f"{prefix}.{code}"
        return words(self.language, key) if has_words(self.language, key) else code

    def listed(self, items: Iterable[str]) -> str:
        """Return *items* in a row."""
        return ("、" if self._is_chinese else ", ").join(items)

    def about(self, name: str, value: str) -> str:
        """Return *value* with its *name* before it."""
        return f"{name}：{value}" if self._is_chinese else f"{name}: {value}"

    def aside(self, words: str) -> str:
        """Return *words* in brackets, to stand behind others."""
        return f"（{words}）" if self._is_chinese else f" ({words})"

    def space(self) -> str:
        """Return what stands between two words."""
        return "" if self._is_chinese else " "

    def verdict(self, verdict: str | None) -> str:
        """Return a verdict as a badge, a dash when there is none."""
        if verdict is None:
            return "–"
        return html.badge(self.named("verdict", verdict), _TONES.get(verdict, "bad"))

    def rating(self, rating: str | None) -> str:
        """Return a rating as a badge, a dash when there is none."""
        if rating is None:
            return "–"
        return html.badge(f"{rating} · {self.named('rating', rating)}", _RATING_TONES[rating])

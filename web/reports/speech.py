"""Speech of a report: the catalogue's words and documents' texts in one language, verdicts and ratings as badges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from web.i18n import LANGUAGES, has_words, known, words
from web.reports import notation
from web.reports.document import Span

_TONES = {
    "met": "good",
    "late": "fair",
    "partial": "fair",
    "compensated": "fair",
    "waived": "quiet",
    "pending": "quiet",
    "not_triggered": "quiet",
}
_RATING_TONES = {"P": "good", "S": "good", "M": "fair", "U": "bad"}
_SEVERITY_TONES = {"critical": "bad", "high": "bad", "medium": "fair", "low": "quiet"}
_SECOND, _MINUTE, _HOUR = 1000, 60_000, 3_600_000


class Words:
    """Speaks one language: the catalogue's words, and documents' texts."""

    def __init__(self, language: str) -> None:
        self.language = known(language)
        self._is_chinese = self.language.startswith("zh")

    @property
    def short(self) -> str:
        """The language as documents name it, ``zh`` or ``en``."""
        return self.language[:2]

    def __call__(self, key: str, **numbers: object) -> str:
        """Return the words of *key*."""
        return words(self.language, key, **numbers)

    def text(self, document_text: Mapping[str, str]) -> str:
        """Return a document's text."""
        return notation.read(document_text, self.language)

    def named(self, prefix: str, code: str) -> str:
        """Return the words of ``prefix.code``; the code itself when it has none."""
        key = f"{prefix}.{code}"
        return words(self.language, key) if has_words(self.language, key) else code

    def listed(self, items: Iterable[str]) -> str:
        """Return *items* in a row."""
        return ("、" if self._is_chinese else ", ").join(items)

    def series(self, items: Iterable[str]) -> str:
        """Return *items* in a row that may hold commas themselves."""
        return ("；" if self._is_chinese else "; ").join(items)

    def about(self, name: str, value: str) -> str:
        """Return *value* with its *name* before it."""
        return f"{name}：{value}" if self._is_chinese else f"{name}: {value}"

    def aside(self, words: str) -> str:
        """Return *words* in brackets, to stand behind others."""
        return f"（{words}）" if self._is_chinese else f" ({words})"

    def space(self) -> str:
        """Return what stands between two words, and between two sentences."""
        return "" if self._is_chinese else " "

    def length(self, ms: int) -> str:
        """Return a length of time in words: ``1h 5m``; milliseconds are left out."""
        hours, rest = divmod(abs(ms), _HOUR)
        minutes, rest = divmod(rest, _MINUTE)
        parts = (("h", hours), ("m", minutes), ("s", rest // _SECOND))
        said = [words(self.language, f"length.{unit}", n=n) for unit, n in parts if n]
        return self.space().join(said) or words(self.language, "length.s", n=0)

    def verdict(self, verdict: str | None) -> str | Span:
        """Return a verdict as a badge, a dash when there is none."""
        if verdict is None:
            return notation.NONE
        return Span(self.named("verdict", verdict), tone=_TONES.get(verdict, "bad"))

    def rating(self, rating: str | None) -> str | Span:
        """Return a rating as a badge, a dash when there is none."""
        if rating is None:
            return notation.NONE
        name = f"{rating} · {self.named('rating', rating)}"
        return Span(name, tone=_RATING_TONES.get(rating, "quiet"))

    def severity(self, severity: str) -> Span:
        """Return how grave a finding is as a badge."""
        return Span(self.named("severity", severity), tone=_SEVERITY_TONES.get(severity, "quiet"))

    def kept(self, is_kept: bool | None) -> str | Span:
        """Return whether a promise was kept as a badge, a dash when nobody can say."""
        if is_kept is None:
            return notation.NONE
        if is_kept:
            return Span(words(self.language, "report.doc.yes"), tone="good")
        return Span(words(self.language, "report.doc.no"), tone="bad")


def mark() -> str:
    """Return the exercise mark as it stands on every page, in both languages at once."""
    return " ".join(words(language, "report.doc.mark") for language in LANGUAGES)

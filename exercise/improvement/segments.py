"""Texts in words: Chinese segmented, a number with its unit one word, every sign of punctuation by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import chain

_UNITS = (
    "个?工作日|个?交易日|个?自然日|分钟|小时|秒钟|个月|毫秒|万元|亿元|万股|亿股|万笔|万人"
    "|[秒天日月年周次人名台套个倍级笔股元分%％‰℃]"
)
_LONG_UNITS = "个?工作日|个?交易日|个?自然日|分钟|个?小时|秒钟|个月"
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〇"

_WORD = re.compile(
    rf"""
      (?P<amount>[0-9０-９]+(?:[.,:][0-9]+)*[ ]?(?:{_UNITS})
        | [零〇一二两三四五六七八九十百千半]+(?:{_LONG_UNITS}))
      (?P<edge>[以之]?[内前后]|以[上下])?
    | (?P<han>(?:(?![零〇一二两三四五六七八九十百千半]+(?:{_LONG_UNITS}))[{_HAN}])+)
    | (?P<latin>[^\W_{_HAN}]+(?:[-_.'’/:@][^\W_{_HAN}]+)*)
    | (?P<blank>[^\S\r\n]+)
    | (?P<other>\r\n|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；]+[”’」』）)]*\n?|\n|\Z)")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of *text* in order, with all that is between them; put together they are *text* again."""
    return tuple(chain.from_iterable(_segmented(found) for found in _WORD.finditer(text)))


def sentences_of(text: str) -> tuple[str, ...]:
    """Return *text* in sentences and lines, each with its end; put together they are *text* again."""
    return tuple(found for found in _SENTENCE.findall(text) if found)


def is_han(text: str) -> bool:
    """Whether *text* is nothing but Chinese characters."""
    return re.fullmatch(f"[{_HAN}]+", text) is not None


def has_number(text: str) -> bool:
    """Whether a number with its unit, or a figure, is in *text*."""
    return any(found["amount"] or re.search("[0-9]", found[0]) for found in _WORD.finditer(text))


def _segmented(found: re.Match[str]) -> tuple[str, ...]:
    if found["edge"]:
        return found["amount"], found["edge"]
    if found["han"] and len(found[0]) > 1:
        return tuple(_cutter()(found[0]))
    return (found[0],)


@cache
def _cutter() -> Callable[[str], list[str]]:
    """Return what cuts Chinese into words; its dictionary is read when it is first needed."""
    import rjieba

    cut: Callable[[str], list[str]] = rjieba.cut
    return cut

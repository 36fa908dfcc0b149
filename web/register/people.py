"""Who works on the register: the name that a pass or the page gives, and which exercises somebody may see."""

from __future__ import annotations

from exercise.audience import EVALUATOR, FACILITATOR
from web.errors import Refusal
from web.identity import Pass, clean_name
from web.visitors import Visitor


def named(holder: Pass, sent: str | None) -> str | None:
    """Return what *holder* is called: the pass's own name, else the one *sent*."""
    return holder.name or clean_name(sent)


def signature(holder: Pass, sent: str | None) -> str:
    """Return *holder* as the history writes it: ``facilitator/Li``, the bare kind without a name."""
    name = named(holder, sent)
    return f"{holder.kind}/{name}" if name else holder.kind


def judge_of(visitor: Visitor, exercise: str | None) -> Pass:
    """Return the visitor's pass as facilitator or evaluator of *exercise*; raises Refusal.

    What comes from no exercise is for facilitators of the whole server.
    """
    if exercise is None:
        return visitor.master()
    return visitor.for_exercise(exercise, FACILITATOR, EVALUATOR)


def visible(visitor: Visitor) -> frozenset[str] | None:
    """Return the exercises whose findings the visitor may see, None for all; raises Refusal when there are none."""
    judging = [one for one in visitor.holders if one.kind in (FACILITATOR, EVALUATOR)]
    if not judging:
        raise Refusal("not_yours" if visitor.passes else "who_are_you")
    if any(one.exercise is None for one in judging):
        return None
    return frozenset(one.exercise for one in judging if one.exercise is not None)

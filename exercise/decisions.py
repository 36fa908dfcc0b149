"""What becomes of a command: the facts that follow from it, or why it is refused. Pure; lateness is never a reason.

While the clock is paused people may act: their acts count at the millisecond at which it stands, since an answer that
was on its way when the facilitator stopped the clock must not be lost, and a standing clock favours nobody's timing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from exercise import facilitation
from exercise.assessment.deciding import JUDGEMENTS, decide_judgement
from exercise.commands import (
    Act,
    Command,
    End,
    Hold,
    Jump,
    LeaveSeat,
    OpenInject,
    Pause,
    Postpone,
    Release,
    Resume,
    SendMessage,
    SetSpeed,
    Skip,
    Start,
    TakeSeat,
    WriteInject,
)
from exercise.entry import person_of, role_of
from exercise.facts import (
    Acted,
    InjectOpened,
    MessageSent,
    SeatLeft,
    SeatTaken,
)
from exercise.filling import misfilled, unknown_field
from exercise.refusal import Decided, Refused
from exercise.setting import Setting
from exercise.state import State
from scenarios.timing import Ms


def decide(state: State, command: Command, at: Ms) -> Decided:
    """Return the facts that follow from *command* at *at*, or why there are none."""
    if type(command) in JUDGEMENTS:
        return decide_judgement(state, command)
    if state.ended_at is not None:
        return Refused("ended")
    if not state.started and not isinstance(command, Start | TakeSeat | LeaveSeat | SetSpeed):
        return Refused("not_started")
    if any(jump.start < at < jump.end for jump in state.jumps):
        return Refused("in_a_jump", {"now": state.jumps[-1].end})
    return _ARMS[type(command)](state, command, at)


def _act(state: State, act: Act, at: Ms) -> Decided:
    setting = state.setting
    action = setting.actions.get(act.action)
    if action is None:
        return Refused("no_such_action", {"action": act.action})
    fault = _misplaced(state, act.by)
    if fault is not None:
        return fault
    if action.by and role_of(act.by) not in action.by:
        return Refused("not_your_action", {"action": act.action, "role": role_of(act.by)})
    if act.option is not None and act.option not in {option.id for option in action.options}:
        return Refused("no_such_option", {"option": act.option})
    if act.about is not None and not _is_about(state, act.about):
        return Refused("no_such_inject", {"inject": act.about})
    fault = _misfilled(setting, action.form, act.form)
    if fault is not None:
        return fault
    return (
        Acted(
            action=act.action,
            option=act.option,
            about=act.about,
            form=act.form,
            text=act.text,
            to=act.to,
            client_id=act.client_id,
            simulated=act.simulated,
        ),
    )


def _misplaced(state: State, by: str) -> Refused | None:
    """Return why *by* may not act: no such role, or, once seats were taken, none of them is theirs."""
    role, person = role_of(by), person_of(by)
    if role not in state.setting.roles:
        return Refused("no_such_role", {"role": role})
    if not state.seats:
        return None
    sitting = state.seats.get(role, ())
    is_seated = person in sitting if person is not None else role in state.setting.seats
    return None if is_seated else Refused("no_seat", {"role": role})


def _is_about(state: State, about: str) -> bool:
    setting = state.setting
    return about in setting.injects or about in state.written or about in setting.actions


def _misfilled(
    setting: Setting, form: str | None, filled: Mapping[str, object] | None
) -> Refused | None:
    if filled is None:
        return None
    if form is None:
        return Refused("no_form")
    field = unknown_field(setting.forms[form], filled)
    if field is not None:
        return Refused("no_such_form_field", {"field": field})
    field = misfilled(setting, setting.forms[form], filled)
    return None if field is None else Refused("form_field_wrong", {"field": field})


def _send(state: State, sent: SendMessage, at: Ms) -> Decided:
    return (MessageSent(sent.to, sent.text, sent.subject, sent.as_actor, sent.client_id),)


def _open(state: State, command: OpenInject, at: Ms) -> Decided:
    if command.inject not in state.deliveries:
        return Refused("no_such_inject", {"inject": command.inject})
    if any(by == command.by for _, by in state.opened.get(command.inject, ())):
        return ()
    return (InjectOpened(command.inject),)


def _take_seat(state: State, command: TakeSeat, at: Ms) -> Decided:
    role, person = role_of(command.by), person_of(command.by)
    if role not in state.setting.roles:
        return Refused("no_such_role", {"role": role})
    if person is None:
        return Refused("no_person", {"role": role})
    sitting = state.seats.get(role, ())
    if person in sitting:
        return ()
    places = sum(seat.most for seat in state.setting.scenario.seats if seat.role == role)
    if not places:
        return Refused("no_seat", {"role": role})
    people = [one for one in sitting if (role, one) not in state.simulated]
    if len(people) >= places and not command.simulated:
        return Refused("seat_full", {"role": role, "places": places})
    return (SeatTaken(role, person, command.simulated),)


def _leave_seat(state: State, command: LeaveSeat, at: Ms) -> Decided:
    role, person = role_of(command.by), person_of(command.by)
    if person is None or person not in state.seats.get(role, ()):
        return Refused("no_seat", {"role": role})
    return (SeatLeft(role, person),)


_ARMS: Mapping[type, Callable[[State, Any, Ms], Decided]] = {
    Act: _act,
    SendMessage: _send,
    OpenInject: _open,
    TakeSeat: _take_seat,
    LeaveSeat: _leave_seat,
    Start: facilitation.start,
    Pause: facilitation.pause,
    Resume: facilitation.resume,
    SetSpeed: facilitation.speed,
    Jump: facilitation.jump,
    Release: facilitation.release,
    Hold: facilitation.hold,
    Skip: facilitation.skip,
    Postpone: facilitation.postpone,
    WriteInject: facilitation.write,
    End: facilitation.end,
}

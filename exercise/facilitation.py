"""What becomes of a facilitator's commands: over the clock and over the injects of the script."""

from __future__ import annotations

from exercise.commands import (
    End,
    Hold,
    Jump,
    Pause,
    Postpone,
    Release,
    Resume,
    SetSpeed,
    Skip,
    Start,
    WriteInject,
)
from exercise.facts import (
    Ended,
    InjectHeld,
    InjectPostponed,
    InjectReleased,
    InjectSkipped,
    InjectWritten,
    Jumped,
    Paused,
    Resumed,
    SpeedChanged,
    Started,
)
from exercise.refusal import Decided, Refused
from exercise.rewriting import Unwritable, rewritten
from exercise.state import State
from scenarios.timing import Ms

SLOWEST, FASTEST = 0.1, 60.0


def start(state: State, command: Start, at: Ms) -> Decided:
    """Return StartEx with the roles that have a seat, if they are named."""
    if state.started:
        return Refused("already_started")
    unknown = [role for role in command.seats or () if role not in state.setting.roles]
    return Refused("no_such_role", {"role": unknown[0]}) if unknown else (Started(command.seats),)


def pause(state: State, command: Pause, at: Ms) -> Decided:
    """Return that the clock stands."""
    return Refused("paused") if state.paused else (Paused(command.reason),)


def resume(state: State, command: Resume, at: Ms) -> Decided:
    """Return that the clock goes on."""
    return (Resumed(),) if state.paused else Refused("not_paused")


def speed(state: State, command: SetSpeed, at: Ms) -> Decided:
    """Return the clock's new speed, 0.1 to 60."""
    if not SLOWEST <= command.factor <= FASTEST:
        return Refused("speed_out_of_range", {"least": SLOWEST, "most": FASTEST})
    return (SpeedChanged(command.factor),)


def jump(state: State, command: Jump, at: Ms) -> Decided:
    """Return the jump; one past EndEx ends there (scoring.md 1, "Jumps")."""
    if command.to < at:
        return Refused("jump_backwards", {"now": at})
    return (Jumped(min(command.to, state.setting.scenario.duration)),)


def release(state: State, command: Release, at: Ms) -> Decided:
    """Return that an inject is played now; one that was played is said again."""
    return _unknown(state, command.inject) or (InjectReleased(command.inject, command.reason),)


def hold(state: State, command: Hold, at: Ms) -> Decided:
    """Return that an inject is held back."""
    if command.inject in state.held:
        return Refused("held", {"inject": command.inject})
    return _gone(state, command.inject) or (InjectHeld(command.inject, command.reason),)


def skip(state: State, command: Skip, at: Ms) -> Decided:
    """Return that an inject's trigger is ignored."""
    return _gone(state, command.inject) or (InjectSkipped(command.inject, command.reason),)


def postpone(state: State, command: Postpone, at: Ms) -> Decided:
    """Return the time at which an inject is played instead."""
    if command.to < at:
        return Refused("too_early", {"now": at})
    postponed = InjectPostponed(command.inject, command.to, command.reason)
    return _gone(state, command.inject) or (postponed,)


def write(state: State, command: WriteInject, at: Ms) -> Decided:
    """Return an inject as it was written on the spot, if it can be played."""
    if command.inject in state.deliveries:
        return Refused("already_played", {"inject": command.inject})
    try:
        rewritten(state, command.inject, command.content)
    except Unwritable as fault:
        return Refused(
            "unwritable_inject", {"inject": command.inject, "fault": fault.code, **fault.numbers}
        )
    return (InjectWritten(command.inject, command.content, command.reason),)


def end(state: State, command: End, at: Ms) -> Decided:
    """Return EndEx."""
    return (Ended("facilitator"),)


def _unknown(state: State, inject: str) -> Refused | None:
    if inject in state.setting.injects or inject in state.written:
        return None
    return Refused("no_such_inject", {"inject": inject})


def _gone(state: State, inject: str) -> Refused | None:
    """Return why the trigger of *inject* is past any change."""
    if inject in state.deliveries:
        return Refused("already_played", {"inject": inject})
    if inject in state.skipped:
        return Refused("skipped", {"inject": inject})
    return _unknown(state, inject)

"""What every calendar that is handed out has in common (RFC 5545): its head, and reminders before a day."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Alarm, Calendar, Event, Todo

REMIND = (timedelta(days=-7), timedelta(days=-1))
"""How long before a day its reminders come."""


def opened(about: str, language: str, name: str) -> Calendar:
    """Return a calendar called *name* without entries; *about* tells what kind of feed it is."""
    made = Calendar()
    made.add("prodid", f"-//StartEx//{about}//{language[:2].upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-published-ttl", "PT1H")
    return made


def remind(entry: Event | Todo, title: str) -> None:
    """Add the reminders of *entry*, which show *title*."""
    for before in REMIND:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", before)
        entry.add_component(alarm)

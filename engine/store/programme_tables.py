"""The tables of the plan loop: what is kept beside a plan, the programme, mails and tokens."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text

from engine.store.columns import book, json, key, link, text

metadata = book

plan_cards = Table(
    "plan_cards",
    metadata,
    key("plan"),
    text("made"),
    json("owners"),
    text("review_by", nullable=True),
    text("archived", nullable=True),
)

sources = Table(
    "sources",
    metadata,
    key("digest"),
    text("name"),
    text("type"),
    text("made"),
    text("made_by", nullable=True),
    Column("content", LargeBinary, nullable=False),
)

planned_exercises = Table(
    "planned_exercises",
    metadata,
    key("id"),
    text("day"),
    json("title"),
    text("made"),
    text("state"),
    text("made_by", nullable=True),
    text("scenario", nullable=True),
    text("plan", nullable=True),
    json("duties"),
    Column("joint", Boolean(create_constraint=False), nullable=False),
    json("parties"),
    text("owner", nullable=True),
    json("remind"),
    link("exercise", "exercises.id", nullable=True),
    text("reported", nullable=True),
    text("note", nullable=True),
    Column("revision", Integer, nullable=False),
)

duties = Table(
    "duties",
    metadata,
    key("id"),
    json("body"),
    text("made"),
    text("made_by", nullable=True),
    text("ended", nullable=True),
    Column("revision", Integer, nullable=False),
)

mails = Table(
    "mails",
    metadata,
    key("id"),
    text("to"),
    text("subject"),
    text("text"),
    text("made"),
    text("state"),
    Column("tries", Integer, nullable=False),
    text("next", nullable=True),
    text("tried", nullable=True),
    text("problem", nullable=True),
    Index(None, "state", "next"),
)

tokens = Table(
    "tokens",
    metadata,
    key("id"),
    Column("secret_hash", Text, nullable=False, unique=True),
    text("name"),
    json("may"),
    text("made"),
    text("made_by", nullable=True),
    text("used", nullable=True),
    text("revoked", nullable=True),
)

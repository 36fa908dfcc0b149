"""The tables of the database. A change here needs a migration; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from engine.store import programme_tables
from engine.store.columns import json, key, link, text

metadata = programme_tables.metadata
"""The book of all tables, those of the programme among them."""

documents = Table("documents", metadata, key("digest"), text("kind"), text("name"), text("text"))

exercises = Table(
    "exercises",
    metadata,
    key("id"),
    json("title"),
    link("scenario", "documents.digest"),
    link("plan", "documents.digest"),
    Column("seed", BigInteger, nullable=False),
    text("rules"),
    text("opened"),
    text("opened_by", nullable=True),
    text("closed", nullable=True),
    json("options"),
)

runs = Table(
    "runs",
    metadata,
    key("id"),
    link("exercise", "exercises.id"),
    text("name"),
    Column("place", Integer, nullable=False),
    Column("code", Text, nullable=True, unique=True),
    json("seats"),
    Column("reached", BigInteger, nullable=False),
    Column("ended", Boolean(create_constraint=False), nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("run", Text, ForeignKey("runs.id"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    text("source"),
    text("wall"),
    text("by", nullable=True),
    text("fact"),
    PrimaryKeyConstraint("run", "seq"),
    sqlite_with_rowid=False,
)

invitations = Table(
    "invitations",
    metadata,
    key("id"),
    text("kind"),
    Column("secret_hash", Text, nullable=False, unique=True),
    text("made"),
    link("exercise", "exercises.id", nullable=True),
    link("run", "runs.id", nullable=True),
    text("role", nullable=True),
    text("revoked", nullable=True),
)

passes = Table(
    "passes",
    metadata,
    key("pass_hash"),
    text("kind"),
    text("person"),
    text("name"),
    text("made"),
    link("exercise", "exercises.id", nullable=True),
    link("run", "runs.id", nullable=True),
    text("role", nullable=True),
    text("ended", nullable=True),
)

accounts = Table(
    "accounts",
    metadata,
    key("id"),
    text("name"),
    text("made"),
    Column("email", Text, nullable=True, unique=True),
    text("password_hash", nullable=True),
    json("duties"),
    text("disabled", nullable=True),
)

plan_versions = Table(
    "plan_versions",
    metadata,
    text("plan"),
    Column("version", Integer, nullable=False),
    link("digest", "documents.digest"),
    text("published"),
    text("published_by", nullable=True),
    text("effective", nullable=True),
    text("approved_by", nullable=True),
    text("draft", nullable=True),
    text("note", nullable=True),
    json("changelog"),
    PrimaryKeyConstraint("plan", "version"),
)

drafts = Table(
    "drafts",
    metadata,
    key("id"),
    text("plan"),
    Column("base", Integer, nullable=False),
    text("author"),
    text("made"),
    text("state"),
    text("author_name"),
    json("changes"),
    Column("published_version", Integer, nullable=True),
    text("published_by", nullable=True),
    Column("revision", Integer, nullable=False),
    text("title", nullable=True),
    text("text", nullable=True),
    text("source", nullable=True),
    json("contributors"),
    json("approval"),
    Index(None, "plan"),
)

findings = Table(
    "findings",
    metadata,
    key("id"),
    link("exercise", "exercises.id", nullable=True),
    text("plan"),
    Column("version", Integer, nullable=False),
    text("subject"),
    text("kind"),
    text("code"),
    text("made"),
    text("state"),
    text("taken", nullable=True),
    text("into", nullable=True),
    Column("revision", Integer, nullable=False),
    json("automatic"),
    json("edited"),
    text("origin"),
    text("source", nullable=True),
    text("standing"),
    Index(None, "plan", "subject", "code"),
)

actions = Table(
    "actions",
    metadata,
    key("id"),
    link("finding", "findings.id"),
    text("made"),
    text("state"),
    text("element"),
    json("words"),
    text("owner_kind"),
    text("owner", nullable=True),
    text("start", nullable=True),
    text("due", nullable=True),
    text("verifier", nullable=True),
    text("into", nullable=True),
    Column("revision", Integer, nullable=False),
    json("automatic"),
    json("evidence"),
)

register_history = Table(
    "register_history",
    metadata,
    text("item"),
    Column("number", Integer, nullable=False),
    text("at"),
    text("by", nullable=True),
    text("did"),
    text("reason", nullable=True),
    json("changes"),
    PrimaryKeyConstraint("item", "number"),
)

feeds = Table(
    "feeds",
    metadata,
    key("id"),
    text("name"),
    text("language"),
    json("wanted"),
    text("made"),
    text("made_by", nullable=True),
    text("revoked", nullable=True),
)

webhooks = Table(
    "webhooks",
    metadata,
    key("id"),
    text("url"),
    text("secret"),
    json("events"),
    text("made"),
    text("made_by", nullable=True),
    text("ended", nullable=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    key("id"),
    link("webhook", "webhooks.id"),
    text("event"),
    text("body"),
    text("made"),
    text("state"),
    Column("tries", Integer, nullable=False),
    text("next", nullable=True),
    text("tried", nullable=True),
    Column("status", Integer, nullable=True),
    text("problem", nullable=True),
    Index(None, "state", "next"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("run", Text, ForeignKey("runs.id"), nullable=False),
    text("digest"),
    text("type"),
    Column("size", BigInteger, nullable=False),
    text("made"),
    text("by"),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("run", "digest"),
)

whatifs = Table(
    "whatifs",
    metadata,
    key("id"),
    link("run", "runs.id"),
    text("name"),
    text("made"),
    text("made_by", nullable=True),
    text("continue_with"),
    json("changes"),
    json("result"),
)

rehearsals = Table(
    "rehearsals",
    metadata,
    key("id"),
    text("scenario"),
    link("scenario_digest", "documents.digest"),
    text("plan"),
    Column("plan_version", Integer, nullable=False),
    link("plan_digest", "documents.digest"),
    Column("runs", Integer, nullable=False),
    Column("seed", BigInteger, nullable=False),
    text("made"),
    text("state"),
    text("made_by", nullable=True),
    text("ended", nullable=True),
    text("problem", nullable=True),
    json("people"),
    json("compared"),
    json("headline"),
    Index(None, "scenario"),
)

rehearsal_results = Table(
    "rehearsal_results",
    metadata,
    Column("rehearsal", Text, ForeignKey("rehearsals.id"), primary_key=True),
    json("result"),
)

settings = Table("settings", metadata, key("key"), text("value"))

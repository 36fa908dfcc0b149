"""The tables of the database. A change here needs a migration; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _text(name: str, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _link(name: str, target: str, nullable: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey(target), nullable=nullable, index=True)


def _json(name: str) -> Column[object]:
    return Column(name, JSON, nullable=False)


documents = Table(
    "documents", metadata, _key("digest"), _text("kind"), _text("name"), _text("text")
)

exercises = Table(
    "exercises",
    metadata,
    _key("id"),
    _json("title"),
    _link("scenario", "documents.digest"),
    _link("plan", "documents.digest"),
    Column("seed", BigInteger, nullable=False),
    _text("rules"),
    _text("opened"),
    _text("opened_by", nullable=True),
    _text("closed", nullable=True),
    _json("options"),
)

runs = Table(
    "runs",
    metadata,
    _key("id"),
    _link("exercise", "exercises.id"),
    _text("name"),
    Column("place", Integer, nullable=False),
    Column("code", Text, nullable=True, unique=True),
    _json("seats"),
    Column("reached", BigInteger, nullable=False),
    Column("ended", Boolean(create_constraint=False), nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("run", Text, ForeignKey("runs.id"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    _text("source"),
    _text("wall"),
    _text("by", nullable=True),
    _text("fact"),
    PrimaryKeyConstraint("run", "seq"),
    sqlite_with_rowid=False,
)

invitations = Table(
    "invitations",
    metadata,
    _key("id"),
    _text("kind"),
    Column("secret_hash", Text, nullable=False, unique=True),
    _text("made"),
    _link("exercise", "exercises.id", nullable=True),
    _link("run", "runs.id", nullable=True),
    _text("role", nullable=True),
    _text("revoked", nullable=True),
)

passes = Table(
    "passes",
    metadata,
    _key("pass_hash"),
    _text("kind"),
    _text("person"),
    _text("name"),
    _text("made"),
    _link("exercise", "exercises.id", nullable=True),
    _link("run", "runs.id", nullable=True),
    _text("role", nullable=True),
    _text("ended", nullable=True),
)

accounts = Table(
    "accounts",
    metadata,
    _key("id"),
    _text("name"),
    _text("made"),
    Column("email", Text, nullable=True, unique=True),
    _text("password_hash", nullable=True),
    _json("duties"),
    _text("disabled", nullable=True),
)

plan_versions = Table(
    "plan_versions",
    metadata,
    _text("plan"),
    Column("version", Integer, nullable=False),
    _link("digest", "documents.digest"),
    _text("published"),
    _text("published_by", nullable=True),
    _text("effective", nullable=True),
    _text("approved_by", nullable=True),
    _text("draft", nullable=True),
    _text("note", nullable=True),
    _json("changelog"),
    PrimaryKeyConstraint("plan", "version"),
)

plan_cards = Table(
    "plan_cards",
    metadata,
    _key("plan"),
    _text("made"),
    _json("owners"),
    _text("review_by", nullable=True),
    _text("archived", nullable=True),
)

drafts = Table(
    "drafts",
    metadata,
    _key("id"),
    _text("plan"),
    Column("base", Integer, nullable=False),
    _text("author"),
    _text("made"),
    _text("state"),
    _text("author_name"),
    _json("changes"),
    Column("published_version", Integer, nullable=True),
    _text("published_by", nullable=True),
    Column("revision", Integer, nullable=False),
    _text("title", nullable=True),
    _text("text", nullable=True),
    _text("source", nullable=True),
    _json("contributors"),
    _json("approval"),
    Index(None, "plan"),
)

sources = Table(
    "sources",
    metadata,
    _key("digest"),
    _text("name"),
    _text("type"),
    _text("made"),
    _text("made_by", nullable=True),
    Column("content", LargeBinary, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    _key("id"),
    _link("exercise", "exercises.id", nullable=True),
    _text("plan"),
    Column("version", Integer, nullable=False),
    _text("subject"),
    _text("kind"),
    _text("code"),
    _text("made"),
    _text("state"),
    _text("taken", nullable=True),
    _text("into", nullable=True),
    Column("revision", Integer, nullable=False),
    _json("automatic"),
    _json("edited"),
    _text("origin"),
    _text("source", nullable=True),
    _text("standing"),
    Index(None, "plan", "subject", "code"),
)

actions = Table(
    "actions",
    metadata,
    _key("id"),
    _link("finding", "findings.id"),
    _text("made"),
    _text("state"),
    _text("element"),
    _json("words"),
    _text("owner_kind"),
    _text("owner", nullable=True),
    _text("start", nullable=True),
    _text("due", nullable=True),
    _text("verifier", nullable=True),
    _text("into", nullable=True),
    Column("revision", Integer, nullable=False),
    _json("automatic"),
    _json("evidence"),
)

register_history = Table(
    "register_history",
    metadata,
    _text("item"),
    Column("number", Integer, nullable=False),
    _text("at"),
    _text("by", nullable=True),
    _text("did"),
    _text("reason", nullable=True),
    _json("changes"),
    PrimaryKeyConstraint("item", "number"),
)

feeds = Table(
    "feeds",
    metadata,
    _key("id"),
    _text("name"),
    _text("language"),
    _json("wanted"),
    _text("made"),
    _text("made_by", nullable=True),
    _text("revoked", nullable=True),
)

webhooks = Table(
    "webhooks",
    metadata,
    _key("id"),
    _text("url"),
    _text("secret"),
    _json("events"),
    _text("made"),
    _text("made_by", nullable=True),
    _text("ended", nullable=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    _key("id"),
    _link("webhook", "webhooks.id"),
    _text("event"),
    _text("body"),
    _text("made"),
    _text("state"),
    Column("tries", Integer, nullable=False),
    _text("next", nullable=True),
    _text("tried", nullable=True),
    Column("status", Integer, nullable=True),
    _text("problem", nullable=True),
    Index(None, "state", "next"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("run", Text, ForeignKey("runs.id"), nullable=False),
    _text("digest"),
    _text("type"),
    Column("size", BigInteger, nullable=False),
    _text("made"),
    _text("by"),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("run", "digest"),
)

whatifs = Table(
    "whatifs",
    metadata,
    _key("id"),
    _link("run", "runs.id"),
    _text("name"),
    _text("made"),
    _text("made_by", nullable=True),
    _text("continue_with"),
    _json("changes"),
    _json("result"),
)

rehearsals = Table(
    "rehearsals",
    metadata,
    _key("id"),
    _text("scenario"),
    _link("scenario_digest", "documents.digest"),
    _text("plan"),
    Column("plan_version", Integer, nullable=False),
    _link("plan_digest", "documents.digest"),
    Column("runs", Integer, nullable=False),
    Column("seed", BigInteger, nullable=False),
    _text("made"),
    _text("state"),
    _text("made_by", nullable=True),
    _text("ended", nullable=True),
    _text("problem", nullable=True),
    _json("people"),
    _json("compared"),
    _json("headline"),
    Index(None, "scenario"),
)

rehearsal_results = Table(
    "rehearsal_results",
    metadata,
    Column("rehearsal", Text, ForeignKey("rehearsals.id"), primary_key=True),
    _json("result"),
)

planned_exercises = Table(
    "planned_exercises",
    metadata,
    _key("id"),
    _text("day"),
    _json("title"),
    _text("made"),
    _text("state"),
    _text("made_by", nullable=True),
    _text("scenario", nullable=True),
    _text("plan", nullable=True),
    _json("duties"),
    Column("joint", Boolean(create_constraint=False), nullable=False),
    _json("parties"),
    _text("owner", nullable=True),
    _json("remind"),
    _link("exercise", "exercises.id", nullable=True),
    _text("reported", nullable=True),
    _text("note", nullable=True),
    Column("revision", Integer, nullable=False),
)

duties = Table(
    "duties",
    metadata,
    _key("id"),
    _json("body"),
    _text("made"),
    _text("made_by", nullable=True),
    _text("ended", nullable=True),
    Column("revision", Integer, nullable=False),
)

mails = Table(
    "mails",
    metadata,
    _key("id"),
    _text("to"),
    _text("subject"),
    _text("text"),
    _text("made"),
    _text("state"),
    Column("tries", Integer, nullable=False),
    _text("next", nullable=True),
    _text("tried", nullable=True),
    _text("problem", nullable=True),
    Index(None, "state", "next"),
)

tokens = Table(
    "tokens",
    metadata,
    _key("id"),
    Column("secret_hash", Text, nullable=False, unique=True),
    _text("name"),
    _json("may"),
    _text("made"),
    _text("made_by", nullable=True),
    _text("used", nullable=True),
    _text("revoked", nullable=True),
)

settings = Table("settings", metadata, _key("key"), _text("value"))

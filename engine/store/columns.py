"""The columns that tables are made of, and the book that all tables are entered in."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, MetaData, Text

book = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key(name: str) -> Column[str]:
    """Return the column that names a row."""
    return Column(name, Text, primary_key=True)


def text(name: str, nullable: bool = False) -> Column[str]:
    """Return a column of text."""
    return Column(name, Text, nullable=nullable)


def link(name: str, target: str, nullable: bool = False) -> Column[str]:
    """Return a column that names a row of *target*, ``table.column``."""
    return Column(name, Text, ForeignKey(target), nullable=nullable, index=True)


def json(name: str) -> Column[object]:
    """Return a column of JSON."""
    return Column(name, JSON, nullable=False)

"""Who is it: passes for people who are in, links and codes for those who are invited. All signed, nothing stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass

from itsdangerous import BadSignature, URLSafeSerializer

from exercise.assessment.assessment import judge_of
from exercise.audience import EVALUATOR, FACILITATOR, KINDS, OBSERVER, PARTICIPANT, Audience

_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 6
_LONGEST_NAME = 40
_STRENGTH = {FACILITATOR: 3, EVALUATOR: 2, PARTICIPANT: 1, OBSERVER: 0}
_PAGES = {FACILITATOR: "control", EVALUATOR: "evaluate", PARTICIPANT: "seat", OBSERVER: "wall"}


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link leads to; without *exercise* it is the key to the whole server."""

    kind: str
    exercise: str | None = None
    table: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Pass:
    """Somebody who is in: what they were invited to, their name, and their browser's own mark."""

    kind: str
    exercise: str | None
    table: str | None
    role: str | None
    name: str | None
    mark: str

    @property
    def is_master(self) -> bool:
        """Whether this is a facilitator of the whole server."""
        return self.kind == FACILITATOR and self.exercise is None

    @property
    def strength(self) -> int:
        """How much the kind may do, for choosing among several passes."""
        return _STRENGTH[self.kind] + (1 if self.is_master else 0)

    @property
    def by(self) -> str:
        """The ``by`` of what this person does: ``role/name``; other kinds than participants by their kind."""
        role = self.role or self.kind
        return f"{role}/{self.name}" if self.name else role

    @property
    def audience(self) -> Audience:
        """What the one rule of exercise/audience.py calls this person."""
        if self.kind == EVALUATOR:
            return Audience(EVALUATOR, person=judge_of(self.by))
        return Audience(self.kind, self.role if self.kind == PARTICIPANT else None)

    def page(self) -> str:
        """Return the path of the page that this person belongs on."""
        if self.table is not None:
            return f"/tables/{self.table}/{_PAGES[self.kind]}"
        return "/" if self.exercise is None else f"/exercises/{self.exercise}"

    def covers(self, exercise: str, table: str) -> bool:
        """Whether this pass is for *table* of *exercise*."""
        return self.exercise in (None, exercise) and self.table in (None, table)


class Office:
    """Writes and reads passes, links and codes with the server's secret."""

    def __init__(self, secret: str) -> None:
        """Work with *secret*; another secret makes all that was handed out void."""
        self._secret = secret.encode()
        self._passes = URLSafeSerializer(secret, salt="pass", signer_kwargs=_SIGNING)
        self._links = URLSafeSerializer(secret, salt="link", signer_kwargs=_SIGNING)
        self._csrf = URLSafeSerializer(secret, salt="csrf", signer_kwargs=_SIGNING)

    def link(self, invitation: Invitation) -> str:
        """Return the unguessable token of a link for *invitation*, the same each time."""
        return _written(self._links, invitation)

    def read_link(self, token: str) -> Invitation | None:
        """Return what a link's *token* leads to; None when nobody here wrote it."""
        values = _read(self._links, token)
        return None if values is None or len(values) != 4 else Invitation(*values)  # type: ignore[arg-type]

    def admit(self, invitation: Invitation, name: str | None, mark: str | None = None) -> Pass:
        """Return a pass for *name*, who came by *invitation*; *mark* is the browser's, if it has one."""
        return Pass(
            invitation.kind,
            invitation.exercise,
            invitation.table,
            invitation.role,
            name,
            mark or secrets.token_hex(6),
        )

    def write_pass(self, holder: Pass) -> str:
        """Return *holder*'s pass as text."""
        return _written(self._passes, holder)

    def read_pass(self, text: str) -> Pass | None:
        """Return who shows the pass *text*; None when nobody here wrote it."""
        values = _read(self._passes, text)
        return None if values is None or len(values) != 6 else Pass(*values)  # type: ignore[arg-type]

    def veil(self, table: str, mark: str) -> str:
        """Return what stands for the browser with *mark* at *table*, and leads nobody without the secret back to it."""
        return hmac.new(self._secret, f"survey/{table}/{mark}".encode(), "sha256").hexdigest()[:32]

    def csrf(self, mark: str) -> str:
        """Return the token that a page of the browser with *mark* sends along when only its cookie speaks."""
        return str(self._csrf.dumps(mark))

    def is_csrf(self, token: str, mark: str) -> bool:
        """Whether *token* was given to the browser with *mark*."""
        return hmac.compare_digest(token.encode(), self.csrf(mark).encode())


def fresh_code() -> str:
    """Return a new short code: six letters and digits that are not mistaken for each other, like ``K7M2QX``."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))


def plain_code(typed: str) -> str:
    """Return a code however it was typed as it is kept."""
    return "".join(c for c in typed.upper() if c.isalnum())


def strongest(passes: list[Pass]) -> Pass | None:
    """Return the pass that may do most; of equals the last."""
    return max(enumerate(passes), key=lambda one: (one[1].strength, one[0]), default=(0, None))[1]


def clean_name(name: str | None) -> str | None:
    """Return *name* as a person's name in ``role/name``: one line, 40 characters; None when nothing is written.

    A slash stays: no role has one, so the first always ends the role.
    """
    if name is None:
        return None
    words = "".join(c if c.isprintable() else " " for c in name).split()
    kept = " ".join(words)[:_LONGEST_NAME].strip()
    return kept if kept.strip("/ ") else None


_SIGNING = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}


def _written(serializer: URLSafeSerializer, thing: Invitation | Pass) -> str:
    return str(serializer.dumps(list(asdict(thing).values())))


def _read(serializer: URLSafeSerializer, text: str) -> list[str | None] | None:
    try:
        values = serializer.loads(text)
    except BadSignature:
        return None
    is_ours = isinstance(values, list) and len(values) >= 4 and values[0] in KINDS
    return values if is_ours else None

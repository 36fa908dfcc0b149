"""Plans from other programs' files: previewed, made a draft, completed by the wizard, written as CACAO again."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint
from werkzeug.exceptions import RequestEntityTooLarge

from scenarios.exchange.cacao import parsed
from scenarios.exchange.imported import MOST_BYTES, ImportRefused
from scenarios.exchange.plan_cacao import plan_cacao
from scenarios.origin import FORMATS
from scenarios.plan import Plan
from web.api.asking import house, uploads, visitor
from web.errors import Refusal
from web.i18n import words
from web.importing.answering import FIELDS, answer
from web.importing.making import make_draft
from web.importing.preview import preview
from web.importing.shelf import original_of, source_lines
from web.importing.wizard import wizard
from web.library import plan_of
from web.payloads.imports import ImportedDraft, WizardAnswers
from web.planning.shared import Who
from web.planning.values import new_value
from web.register.people import signature

imports = Blueprint("imports", __name__, url_prefix="/api/v1", description="Imported plans")
Paper = dict[str, Any]

_ROOM_FOR_THE_FORM = 64 * 1024


@imports.post("/imports")
def look() -> Paper:
    """Say what is understood of a file (multipart: ``file``, ``format``, ``strict``); nothing is kept."""
    visitor().master()
    name, content = _sent_file()
    wanted = request.form.get("format") or None
    if wanted is not None and wanted not in FORMATS:
        raise Refusal("malformed", where="format")
    is_strict = request.form.get("strict") in ("1", "true", "on")
    return preview(house(), uploads().put(name, content, wanted, is_strict))


@imports.get("/imports/<upload>")
def show(upload: str) -> Paper:
    """Show a preview again, as long as it is remembered."""
    visitor().master()
    return preview(house(), uploads().get(upload))


@imports.post("/imports/<upload>/draft")
@imports.arguments(ImportedDraft)
def make(sent: Paper, upload: str) -> tuple[Paper, int]:
    """Make a draft of a file that was looked at, and take what it lacks into the register."""
    holder = visitor().master()
    who = Who.of(holder, sent["name"])
    found = uploads().get(upload)
    by = signature(holder, sent["name"])
    return make_draft(house(), found, sent["plan"], sent["title"], who, by), 201


@imports.get("/imports/<draft>/wizard")
def ask(draft: str) -> Paper:
    """Show what the steps of a draft are still asked."""
    visitor().master()
    return wizard(house(), house().drafts.find(draft))


@imports.post("/imports/<draft>/answers")
@imports.arguments(WizardAnswers)
def answered(sent: Paper, draft: str) -> Paper:
    """Write answers into a draft; answers with what is asked then, without the file's lines."""
    who = Who.of(visitor().master(), sent["name"])
    answers = [_read(one) for one in sent["answers"]]
    answer(house(), draft, answers, _field_titles(), who)
    return wizard(house(), house().drafts.find(draft), with_source=False)


@imports.get("/imports/<draft>/source")
def source(draft: str) -> Paper:
    """Show the lines of the file that a draft was made of."""
    visitor().master()
    found = house().drafts.find(draft)
    return {"lines": list(source_lines(house().store.plan_cards, found.source))}


@imports.get("/plans/<plan>/versions/<int:version>/cacao")
def as_cacao(plan: str, version: int) -> Response:
    """Download a published version as a CACAO playbook, the one that it was imported from with what was decided."""
    visitor().master()
    document = plan_of(house().library.plan_sheet(plan, version))
    stamp = next(one for one in house().library.versions(plan) if one.version == version).published
    language = "zh" if request.args.get("lang", "en").startswith("zh") else "en"
    playbook = plan_cacao(document, _zulu(stamp), _original(document), language)
    name = f"{plan}-v{version}.cacao.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    text = json.dumps(playbook, ensure_ascii=False, indent=2)
    return Response(text, mimetype="application/json", headers=headers)


def _original(plan: Plan) -> Paper | None:
    if plan.imported is None or plan.imported.format != "cacao":
        return None
    content = original_of(house().store.plan_cards, plan.imported.digest)
    try:
        return None if content is None else dict(parsed(content.decode("utf-8-sig")))
    except (ImportRefused, UnicodeDecodeError):
        return None


def _read(sent: Paper) -> Paper:
    """Return an answer with a condition that was written as YAML read."""
    return {**sent, "value": new_value(sent)} if "written" in sent else sent


def _field_titles() -> Paper:
    return {
        name: {
            "zh": words("zh-CN", f"importing.field.{name}"),
            "en": words("en", f"importing.field.{name}"),
        }
        for name in FIELDS
    }


def _zulu(stamp: str) -> str:
    return stamp.replace("+00:00", "Z")


def _sent_file() -> tuple[str, bytes]:
    """Return name and content of the one file of the request; raises Refusal."""
    request.max_content_length = MOST_BYTES + _ROOM_FOR_THE_FORM
    try:
        file = request.files.get("file")
    except RequestEntityTooLarge as error:
        raise Refusal("import_too_large", most=MOST_BYTES // 1_000_000) from error
    if file is None:
        raise Refusal("malformed", where="file")
    return file.filename or "plan", file.read(MOST_BYTES + 1)

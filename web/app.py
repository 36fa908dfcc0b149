"""The application: Flask with its pages, REST and socket, put together around one house."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, request
from flask_smorest import Api
from flask_socketio import SocketIO
from werkzeug.exceptions import HTTPException

from web.api import blueprints
from web.api.described import describe
from web.compression import compress
from web.config import Config
from web.errors import Refusal, refusal_paper
from web.house import House
from web.importing.shelf import UploadShelf
from web.live.broadcast import Broadcast
from web.live.socket import Socket
from web.live.websocket import install
from web.pages import pages
from web.planning.proving import Proving
from web.report_files import report_files
from web.security import secure
from web.tokens import Tokens, may, without_people
from web.visitors import Visitors

_LARGEST_MESSAGE = 256 * 1024


def create_app(config: Config, house: House) -> tuple[Flask, SocketIO]:
    """Return the application and its socket, both working for *house*."""
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    app.config.update(_settings(config))
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    tokens = Tokens(house.store, house.room.source.stamp, house.room.source)
    visitors = Visitors(house.office, config.secret(), tokens)
    app.extensions["startex"] = house
    app.extensions["startex.visitors"] = visitors
    app.extensions["startex.proving"] = Proving(house)
    app.extensions["startex.uploads"] = UploadShelf()
    app.before_request(lambda: _meet(visitors))
    app.after_request(_veil)
    secure(app)
    compress(app)
    app.register_blueprint(report_files)
    app.register_blueprint(pages)
    api = Api(app)
    _tell_errors(app)
    for blueprint in blueprints():
        api.register_blueprint(blueprint)
    app.register_blueprint(describe(api))
    return app, _open_socket(app, house, visitors)


def _settings(config: Config) -> dict[str, Any]:
    return {
        "SECRET_KEY": config.secret(),
        "MAX_CONTENT_LENGTH": config.max_body,
        "API_TITLE": "StartEx",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/api/v1",
        "OPENAPI_JSON_PATH": "openapi.json",
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
    }


def _meet(visitors: Visitors) -> None:
    """Find out who asks, before anything else; static files and health need nobody."""
    if request.path.startswith("/static/") or request.path == "/healthz":
        return
    g.visitor = visitors.asking(request)
    visitors.check_csrf(request, g.visitor)
    duties, rule = g.visitor.may, request.url_rule
    if duties is not None and rule is not None and not may(duties, request.method, rule.rule):
        raise Refusal("token_may_not")


def _veil(response: Response) -> Response:
    """Let a program read nothing of the people who played."""
    shown = g.get("visitor")
    if shown is None or shown.may is None or not response.is_json:
        return response
    response.direct_passthrough = False
    told = response.get_json(silent=True)
    veiled = without_people(told)
    if veiled != told:
        response.set_data(json.dumps(veiled, ensure_ascii=False))
    return response


def _tell_errors(app: Flask) -> None:
    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> tuple[dict[str, Any], int, dict[str, str]]:
        return refusal.paper(), refusal.status, refusal.headers

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> tuple[dict[str, Any], int]:
        status = error.code or 500
        data = getattr(error, "data", None) or {}
        if "messages" in data or status == HTTPStatus.BAD_REQUEST:
            fields = _flat("", data.get("messages", {}))
            return Refusal("malformed", where=", ".join(fields)).paper() | {"fields": fields}, 400
        code = _CODES.get(
            status, "broken" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "malformed"
        )
        return refusal_paper(code, {}), status

    @app.errorhandler(RecursionError)
    def too_deep(_error: RecursionError) -> tuple[dict[str, Any], int]:
        return Refusal("malformed", where="").paper(), 400

    @app.errorhandler(Exception)
    def broke(error: Exception) -> tuple[dict[str, Any], int]:
        app.logger.error("request_failed", exc_info=error)
        return refusal_paper("broken", {}), 500


def _flat(path: str, messages: object) -> dict[str, list[str]]:
    """Return marshmallow's nested messages by the path of the field, like ``json.tables.0.name``."""
    if not isinstance(messages, dict):
        words = messages if isinstance(messages, list) else [messages]
        return {path: [str(one) for one in words]}
    found: dict[str, list[str]] = {}
    for key, inner in messages.items():
        found |= _flat(f"{path}.{key}" if path else str(key), inner)
    return found


_CODES = {404: "no_such_page", 405: "no_such_page", 413: "too_long", 429: "slow_down"}


class _Json:
    """How the socket writes JSON: compact, and every script's letters as themselves."""

    @staticmethod
    def dumps(value: object, **options: Any) -> str:
        """Return *value* as JSON."""
        return json.dumps(value, **{"separators": (",", ":"), **options, "ensure_ascii": False})

    @staticmethod
    def loads(text: str, **options: Any) -> Any:
        """Return what *text* says."""
        return json.loads(text, **options)


def _open_socket(app: Flask, house: House, visitors: Visitors) -> SocketIO:
    socketio = SocketIO(
        app,
        async_mode=None,
        async_handlers=False,
        transports=["websocket"],
        max_http_buffer_size=_LARGEST_MESSAGE,
        ping_interval=20,
        ping_timeout=20,
        manage_session=False,
        json=_Json,
    )
    server = socketio.server
    if socketio.async_mode == "gevent":
        install(server.eio)
    Socket(server, house, visitors)
    house.broadcast = Broadcast(
        emit=lambda event, payload, room: server.emit(event, payload, room=room),
        has_listeners=lambda room: room in server.manager.rooms.get("/", {}),
        wall=house.wall,
    )
    return socketio

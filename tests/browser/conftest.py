"""What browser tests stand on: a server, a Chromium, people who speak Chinese or English, and axe."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from hatch_build import node_binary
from tests.browser import chromium
from tests.serving import Served, serve

# Playwright's own node wants a library that a bare machine lacks; the wheel's does not.
if node := node_binary():
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
Come = Callable[..., Page]
Check = Callable[[Page], None]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running server with an empty data folder."""
    served = serve(tmp_path_factory.mktemp("browser") / "data")
    yield served
    served.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How the browser is started: any Chromium, also as root, also without the machine's libraries."""
    executable, environ = chromium.find()
    return {
        **browser_type_launch_args,
        "executable_path": executable,
        "args": chromium.flags(),
        "env": {**os.environ, **environ},
    }


@pytest.fixture
def come(browser: Browser, server: Served) -> Iterator[Come]:
    """Let somebody open a path: ``come("/j/…", lang="en", width=390)``; each has a browser of their own."""
    contexts = []

    def open_page(
        path: str, lang: str = "zh", width: int = 1440, height: int = 900, **more: Any
    ) -> Page:
        size = {"width": width, "height": height}
        context = browser.new_context(
            locale=LOCALES[lang], viewport=size, base_url=server.url, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def accessible() -> Check:
    """Fail when axe finds anything on a page."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page, options=RULES).response["violations"]
        told = [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]
        assert not told, f"{page.url}: {told}"

    return check

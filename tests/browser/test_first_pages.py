"""Pages that somebody meets first: readable, named, reachable by keyboard, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Check, Come
from tests.serving import Served


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_facilitators_link_leads_to_the_library(
    come: Come, server: Served, accessible: Check, lang: str, width: int
):
    page = come(server.key, lang=lang, width=width)
    expect(page.get_by_role("main")).to_be_visible()
    page.wait_for_load_state("networkidle")
    accessible(page)

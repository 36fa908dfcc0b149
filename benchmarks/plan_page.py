"""How long a plan of 400 steps takes to open, in a real browser from a real server: `python -m benchmarks.plan_page`.

From the start of the navigation until the first of the page's rows is painted and the page answers: the plan itself,
its draft, its coverage. The server's first answer, when it has yet to read the plan, is told apart.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from engine.store.records import PLAN, DocumentRecord, PlanVersion
from engine.store.store import Store
from hatch_build import node_binary
from scenarios.procedure import PHASES
from scenarios.reader import digest_of
from tests.browser import chromium
from tests.serving import Served, serve

STEPS, ROUNDS = 400, 5
PLAN_ID = "big-plan"
ROLES, SERVICES, PROCEDURES = 20, 30, 20
PAGES = {
    "plan": (f"/plans/{PLAN_ID}", "tr[id^=step-]"),
    "draft": ("/drafts/{draft}", "main h2"),
    "coverage": (f"/plans/{PLAN_ID}/coverage", "main table, main [role=grid], main [role=table]"),
}
"""Each page with its address and what has to stand there."""

WATCH = """
const look = () => {
  if (!document.querySelector(%s)) return requestAnimationFrame(look);
  requestAnimationFrame(() => setTimeout(() => {
    document.documentElement.dataset.opened = performance.now();
  }));
};
look();
"""


def main() -> int:
    """Measure and print one JSON line."""
    if node := node_binary():
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        served = serve(published(Path(folder) / "data"))
        try:
            executable, environ = chromium.find()
            browser = play.chromium.launch(
                executable_path=executable, args=chromium.flags(), env={**os.environ, **environ}
            )
            print(json.dumps(measured(browser, served)))
            browser.close()
        finally:
            served.stop()
    return 0


def measured(browser: Browser, served: Served) -> dict[str, object]:
    """Return how long each page took: the first time, and the median of the times after."""
    context = entered(browser, served)
    result: dict[str, object] = {"benchmark": "plan_page", "steps": STEPS, "rounds": ROUNDS}
    for name, (path, wanted) in PAGES.items():
        address = path.format(draft=drafted(served)) if name == "draft" else path
        times = [opening(context, address, wanted) for _ in range(ROUNDS)]
        result[f"{name}_first_s"] = times[0]
        result[f"{name}_s"] = round(statistics.median(times[1:]), 3)
    result["target_s"] = 1
    return result


def drafted(served: Served) -> str:
    """Return a new draft of the plan."""
    made = served.ask("POST", f"/plans/{PLAN_ID}/drafts", {"name": "Li"}, served.facilitator())
    return str(made["id"])


def entered(browser: Browser, served: Served) -> BrowserContext:
    """Return a browser in which the server's facilitator has come in, on an empty page."""
    context = browser.new_context(base_url=served.url, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(served.key)
    page.get_by_role("navigation").first.wait_for()
    page.close()
    return context


def opening(context: BrowserContext, path: str, wanted: str) -> float:
    """Return the seconds until *wanted* is painted on the page at *path* and the page is idle again."""
    page = context.new_page()
    page.add_init_script(WATCH % json.dumps(wanted))
    page.goto(path, wait_until="commit")
    page.wait_for_selector("html[data-opened]", state="attached", timeout=60_000)
    took = float(page.locator("html").get_attribute("data-opened") or 0)
    page.close()
    return round(took / 1000, 3)


def published(data: Path) -> Path:
    """Return the folder *data* with the plan published in it."""
    data.mkdir(parents=True)
    text = "\n".join(lines(STEPS)) + "\n"
    digest = digest_of(text)
    store = Store.in_folder(data)
    store.documents.put(DocumentRecord(digest, PLAN, PLAN_ID, text))
    store.plans.publish(PlanVersion(PLAN_ID, 1, digest, "2026-01-01T00:00:00Z"))
    store.close()
    return data


def lines(steps: int) -> Iterator[str]:
    """Yield the lines of a plan of *steps*, each called for by the one before."""
    yield "format: startex/plan@1"
    yield f"id: {PLAN_ID}"
    yield "version: 1"
    yield "title: {zh: 大型数据中心连续性预案, en: Continuity plan of a large data centre}"
    yield "owner: role-0"
    yield "sections: {purpose: {zh: 目的与范围。, en: Purpose and scope.}}"
    yield "roles:"
    for n in range(ROLES):
        title = f"{{zh: 第{n}组负责人, en: Lead of group {n}}}"
        yield f"  - {{id: role-{n}, title: {title}, deputies: [role-{(n + 1) % ROLES}]}}"
    yield "services:"
    for n in range(SERVICES):
        yield f"  - {{id: service-{n}, title: {{zh: 服务{n}, en: Service {n}}}, rto: 30m, rpo: 0s}}"
    yield "actions:"
    for n in range(steps):
        yield f"  - {{id: do-{n}, kind: execute, title: {{zh: 执行第{n}项, en: Carry out {n}}}}}"
    yield "procedures:"
    for n in range(PROCEDURES):
        yield f"  - id: procedure-{n}"
        yield f"    title: {{zh: 流程{n}, en: Procedure {n}}}"
        yield f"    phase: {PHASES[n * len(PHASES) // PROCEDURES]}"
        yield "    steps:"
        for step in range(n * steps // PROCEDURES, (n + 1) * steps // PROCEDURES):
            yield from step_lines(step)


def step_lines(n: int) -> Iterator[str]:
    """Yield the lines of one step."""
    yield f"      - id: S{n}"
    yield "        title:"
    yield f"          zh: 第{n}步：检查并确认系统状态，通知相关负责人，记录处理过程"
    yield f"          en: Step {n}, check the state of the systems, tell the leads and record it"
    yield f"        does: do-{n}"
    yield f"        by: [role-{n % ROLES}]"
    yield f"        when: {'start' if n == 0 else f'{{done: S{n - 1}}}'}"
    yield "        within: 5m"
    yield "        clause: [JR/T 0251-2022 10.3 c]"


if __name__ == "__main__":
    raise SystemExit(main())

"""People of a browser test: what they see and do, by the roles and names that a screen reader tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from web.i18n import catalogue, known, words


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a page of their own, who reads *lang* (zh or en)."""

    page: Page
    lang: str

    def t(self, key: str, **numbers: object) -> str:
        """Return the words of a key in the person's language."""
        assert key in catalogue(known(self.lang)) or f"{key}_other" in catalogue(
            known(self.lang)
        ), key
        return words(self.lang, key, **numbers)

    def button(self, key: str) -> Locator:
        """Return the button with exactly these words."""
        return self.page.get_by_role("button", name=self.t(key), exact=True)

    def press(self, key: str) -> None:
        """Press the button with these words."""
        self.button(key).click()

    def follow(self, key: str) -> None:
        """Follow the link with these words."""
        self.page.get_by_role("link", name=self.t(key), exact=True).first.click()

    def confirm(self, key: str) -> None:
        """Answer the question that is asked with the button of these words."""
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("button", name=self.t(key), exact=True).click()
        expect(dialog).to_be_hidden()

    def tab(self, key: str) -> None:
        """Open the tab with these words."""
        self.page.get_by_role("tab", name=re.compile("^" + re.escape(self.t(key)))).click()

    def sees(self, text: str) -> None:
        """Wait until *text* stands on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=15_000)

    def come_in(self, name: str) -> None:
        """Give a name at an invitation and go in."""
        self.page.get_by_label(self.t("your_name")).fill(name)
        self.press("enter")


class Facilitator(Person):
    """Leads a table from its control desk."""

    __slots__ = ()

    def start(self) -> None:
        """Give StartEx."""
        self.press("startex")
        self.confirm("startex")
        expect(self.button("pause")).to_be_visible()

    def jump(self, to: str) -> None:
        """Leap ahead to *to*, written as ``2m``."""
        self.press("jump")
        self.page.get_by_label(self.t("jump.to")).fill(to)
        self.confirm("jump")

    def end(self) -> None:
        """Give EndEx."""
        self.press("endex")
        self.confirm("endex")
        expect(self.page.get_by_role("link", name=self.t("review"), exact=True)).to_be_visible()


class Participant(Person):
    """Answers from a seat."""

    __slots__ = ()

    def mail(self, subject: str) -> Locator:
        """Return the line of a mail in the inbox."""
        return self.page.get_by_role("button", name=subject)

    def read(self, subject: str) -> None:
        """Open a mail once it has arrived."""
        self.mail(subject).click(timeout=15_000)

    def act_on_mail(self, action: str) -> None:
        """Carry out *action*, by its title, about the mail that is open."""
        self.press("act_on")
        self.page.get_by_role("button", name=action).click()
        self.press("send")

    def write_to(self, role: str, text: str) -> None:
        """Write a message to a colleague."""
        self.tab("messages")
        self.page.get_by_label(self.t("inject.to"), exact=True).select_option(label=role)
        self.page.get_by_role("textbox", name=self.t("message.text"), exact=True).fill(text)
        self.page.get_by_role("tabpanel").get_by_role(
            "button", name=self.t("send"), exact=True
        ).click()


class Evaluator(Person):
    """Watches and judges."""

    __slots__ = ()

    def sees_verdict(self, duty: str, verdict: str) -> None:
        """Wait until the list of duties tells this verdict of *duty*."""
        line = self.page.get_by_role("listitem").filter(has_text=duty)
        expect(line.filter(has_text=self.t(f"verdict.{verdict}")).first).to_be_visible(
            timeout=15_000
        )

    def observe(self, text: str) -> None:
        """Keep an observation."""
        self.page.get_by_role("textbox", name=self.t("observation"), exact=True).fill(text)
        self.press("observation.keep")
        self.sees(text)

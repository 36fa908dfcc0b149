"""People's judgement: what is blind, what is final, what is signed, and what it takes to open it again."""

from exercise.assessment.settling import AGREED, AUTOMATIC, LEAD, OPEN, settle
from exercise.assessment.signing import check_signatures, evaluation_hash
from exercise.audience import PARTICIPANT, Audience
from exercise.commands import Override, Rate, TakeNote, WithdrawNote
from exercise.judging_commands import (
    NamePanel,
    RateFinally,
    Reopen,
    ReopenGuide,
    SignGuide,
    SignOff,
)
from exercise.paper import entry_from_paper, entry_to_paper
from tests.exercise.assessment.judging import ANN, BOB, CAT, DESK, FAY, Desk, evaluator


def two_rated() -> Desk:
    """Ann and Bob, both on the panel, have rated and observed."""
    desk = Desk()
    desk.ask(NamePanel(FAY, ("Ann", "Bob"), "Ann"))
    desk.ask(Rate(ANN, "whole", "S"))
    desk.ask(Rate(BOB, "whole", "M", "too slow"))
    desk.ask(TakeNote(BOB, "nobody logged", kind="improvement", step="D1"))
    return desk


def signed(desk: Desk) -> Desk:
    desk.ask(SignGuide(ANN))
    desk.ask(SignGuide(BOB))
    return desk


def sign_off(desk: Desk, by: str = FAY) -> SignOff:
    through = len(desk.entries)
    return SignOff(by, through, evaluation_hash(desk.entries, "2026.1"), "2026.1")


def test_an_evaluator_sees_only_the_own_ratings_before_all_have_signed():
    desk = two_rated()
    assert set(desk.view(evaluator("Ann"))["ratings"]) == {"whole@Ann"}
    assert set(desk.view(evaluator("Bob"))["ratings"]) == {"whole@Bob"}
    assert desk.view(evaluator("Ann"))["notes"] == {}
    assert desk.lines(evaluator("Ann")).count("rating_given") == 1


def test_somebody_who_only_looks_on_as_evaluator_sees_none():
    assert two_rated().view(evaluator("Dan"))["ratings"] == {}


def test_facilitators_see_all_ratings():
    assert set(two_rated().view(DESK)["ratings"]) == {"whole@Ann", "whole@Bob"}


def test_what_another_evaluator_rates_is_not_told_live():
    desk = two_rated()
    desk.view(evaluator("Ann"))
    desk.ask(Rate(BOB, "step:D1", "U"))
    told = desk.told[evaluator("Ann")]
    assert told.lines == ()
    assert told.changes.get("ratings", {}) == {}
    assert desk.told[DESK].changes["ratings"]


def test_notes_of_an_evaluator_for_facilitators_or_alone_are_kept_from_the_others_too():
    desk = two_rated()
    desk.view(evaluator("Ann"))
    desk.ask(TakeNote(BOB, "a U, I should say", audience="facilitators"))
    assert desk.told[evaluator("Ann")].lines == ()
    desk.ask(TakeNote(BOB, "just between us: a U", audience="own"))
    assert "a U" not in str(desk.screens.snapshot(evaluator("Ann")))
    assert "a U, I" in str(desk.view(evaluator("Bob"))["notes"])
    assert "between us" not in str(desk.screens.snapshot(DESK))


def test_a_note_for_the_own_seat_is_told_to_nobody_who_runs_or_judges_the_exercise():
    desk = Desk()
    desk.ask(TakeNote("duty/li", "call mother", audience="own"))
    for audience in (DESK, evaluator("Ann")):
        assert "mother" not in str(desk.screens.snapshot(audience))
    assert "mother" in str(desk.view(Audience(PARTICIPANT, "duty"))["notes"])


def test_without_a_named_panel_nobody_sees_ratings_and_then_begins_to_rate():
    desk = Desk()
    desk.ask(Rate(ANN, "whole", "S"))
    desk.ask(SignGuide(ANN))
    assert desk.view(evaluator("Bob"))["ratings"] == {}
    desk.ask(sign_off(desk))
    assert set(desk.view(evaluator("Bob"))["ratings"]) == {"whole@Ann"}


def test_who_is_left_out_of_a_named_panel_looks_on_once_all_have_signed():
    desk = two_rated()
    assert desk.view(evaluator("Dan"))["ratings"] == {}
    assert set(signed(desk).view(evaluator("Dan"))["ratings"]) == {"whole@Ann", "whole@Bob"}


def test_when_the_last_has_signed_everybody_is_shown_all():
    desk = two_rated()
    desk.view(evaluator("Ann"))
    signed(desk)
    assert set(desk.told[evaluator("Ann")].changes["ratings"]) == {"whole@Ann", "whole@Bob"}
    assert len(desk.told[evaluator("Ann")].changes["notes"]) == 1
    assert set(desk.view(evaluator("Bob"))["ratings"]) == {"whole@Ann", "whole@Bob"}


def test_what_an_evaluator_says_when_signing_is_told_once_all_have_signed():
    desk = two_rated()
    desk.ask(SignGuide(ANN, "the whole was a U, if you ask me"))
    assert "a U" not in str(desk.view(evaluator("Bob")))
    assert "guide_signed" not in desk.lines(evaluator("Bob"))
    desk.ask(SignGuide(BOB))
    assert "a U" in str(desk.view(evaluator("Bob"))["assessment"]["history"])


def test_who_joins_the_panel_later_is_blind_until_signing():
    desk = signed(two_rated())
    desk.ask(NamePanel(FAY, ("Ann", "Bob", "Cat")))
    assert desk.view(evaluator("Cat"))["ratings"] == {}
    desk.ask(Rate(CAT, "whole", "U"))
    desk.ask(SignGuide(CAT))
    assert len(desk.view(evaluator("Cat"))["ratings"]) == 3


def test_signed_ratings_and_observations_stay():
    desk = two_rated()
    note = desk.ask(TakeNote(ANN, "calm"))
    desk.ask(SignGuide(ANN))
    assert desk.refuses(Rate(ANN, "whole", "P")) == "guide_signed"
    assert desk.refuses(TakeNote(ANN, "more")) == "guide_signed"
    assert desk.refuses(TakeNote(ANN, "more", audience="facilitators")) == "guide_signed"
    assert desk.refuses(WithdrawNote(ANN, note)) == "guide_signed"
    assert desk.refuses(SignGuide(ANN)) == "guide_signed"


def test_a_guide_is_opened_again_by_its_evaluator_or_the_lead_alone():
    desk = signed(two_rated())
    assert desk.refuses(ReopenGuide(BOB, "Ann", "why not")) == "not_lead"
    assert desk.refuses(ReopenGuide(FAY, "Cat", "who")) == "guide_not_signed"
    desk.ask(ReopenGuide(ANN, "Bob", "forgot O1"))
    desk.ask(Rate(BOB, "whole", "S"))
    assert [one.what for one in desk.assessment.history] == ["guide_signed"] * 2 + [
        "guide_reopened"
    ]


def test_nobody_signs_before_endex_or_without_being_on_the_panel():
    assert Desk(ended=False).refuses(SignGuide(ANN)) == "not_ended"
    desk = two_rated()
    assert desk.refuses(SignGuide(CAT)) == "not_on_panel"


def test_an_evaluator_takes_back_the_own_notes_alone():
    desk = two_rated()
    note = desk.ask(TakeNote(ANN, "wrong"))
    assert desk.refuses(WithdrawNote(BOB, note)) == "no_such_note"
    desk.ask(WithdrawNote(ANN, note))
    assert f"n{note}" not in desk.view(DESK)["notes"]
    assert desk.refuses(WithdrawNote(ANN, note)) == "no_such_note"


def test_a_corrected_note_takes_the_place_of_the_earlier_one():
    desk = Desk()
    first = desk.ask(TakeNote(ANN, "T+3"))
    second = desk.ask(TakeNote(ANN, "T+4", replaces=first))
    assert set(desk.view(DESK)["notes"]) == {f"n{second}"}
    assert [entry.seq for entry in desk.assessment.standing_notes()] == [second]
    assert desk.refuses(TakeNote(BOB, "T+5", replaces=second)) == "no_such_note"


def test_an_observation_made_of_a_note_names_it():
    desk = Desk()
    wash = desk.ask(TakeNote("duty/li", "the list was old", audience="hotwash"))
    made = desk.ask(TakeNote(ANN, "the call list is out of date", origin=wash))
    assert desk.view(DESK)["notes"][f"n{made}"]["origin"] == wash
    assert desk.refuses(TakeNote(ANN, "from nothing", origin=999)) == "no_such_note"


def test_the_final_rating_is_the_leads_else_what_all_agree_on_else_the_rules():
    desk = two_rated()
    whole = settle(desk.assessment, "whole", "U")
    assert (whole.final, whole.source) == (None, OPEN)
    signed(desk)
    desk.ask(RateFinally(ANN, "whole", "M", "Bob was nearer"))
    whole = settle(desk.assessment, "whole", "U")
    assert (whole.automatic, whole.final, whole.source) == ("U", "M", LEAD)
    assert {person: one.rating for person, one in whole.given.items()} == {"Ann": "S", "Bob": "M"}
    assert settle(desk.assessment, "objective:O1", "P").source == AUTOMATIC
    desk.ask(ReopenGuide(FAY, "Bob", "look again"))
    desk.ask(Rate(BOB, "whole", "S"))
    desk.ask(SignGuide(BOB))
    desk.ask(RateFinally(ANN, "whole", None))
    agreed = settle(desk.assessment, "whole", "U")
    assert (agreed.final, agreed.source) == ("S", AGREED)


def test_nothing_is_settled_before_all_guides_are_signed_or_by_anybody_else():
    desk = two_rated()
    assert desk.refuses(RateFinally(ANN, "whole", "M")) == "guides_open"
    signed(desk)
    assert desk.refuses(RateFinally(BOB, "whole", "M")) == "not_lead"
    assert desk.refuses(RateFinally(ANN, "step:D9", "M")) == "no_such_subject"
    assert desk.refuses(RateFinally(ANN, "whole", "X")) == "no_such_rating"


def test_the_signature_needs_every_guide_and_every_difference_settled():
    desk = two_rated()
    assert desk.refuses(sign_off(desk)) == "guides_open"
    signed(desk)
    assert desk.refuses(sign_off(desk)) == "unsettled"
    desk.ask(RateFinally(ANN, "whole", "M"))
    assert desk.refuses(sign_off(desk, BOB)) == "not_lead"
    desk.ask(sign_off(desk, ANN))
    assert desk.assessment.is_signed_off


def test_a_signature_over_an_older_journal_is_refused():
    desk = Desk()
    old = sign_off(desk)
    desk.ask(TakeNote(FAY, "one more thing"))
    assert desk.refuses(old) == "journal_moved"


def test_a_signed_evaluation_takes_nothing_but_reopening_and_notes_for_oneself():
    desk = Desk()
    desk.ask(sign_off(desk))
    for command in (
        Rate(ANN, "whole", "P"),
        TakeNote(ANN, "late idea"),
        Override(ANN, "D1.response#1", "met"),
        NamePanel(FAY, ("Ann",)),
    ):
        assert desk.refuses(command) == "signed_off"
    desk.ask(TakeNote("duty/li", "mine", audience="own"))
    assert desk.refuses(Reopen(BOB, "no")) == "not_lead"
    desk.ask(Reopen(FAY, "a recording turned up"))
    desk.ask(Rate(ANN, "whole", "P"))
    kinds = [one.what for one in desk.assessment.history]
    assert kinds == ["evaluation_signed", "evaluation_reopened"]


def test_a_signature_holds_as_long_as_nobody_touches_what_was_signed():
    desk = two_rated()
    signed(desk)
    desk.ask(RateFinally(ANN, "whole", "M"))
    desk.ask(sign_off(desk))
    assert [one.holds for one in check_signatures(desk.entries)] == [True]
    for place in range(len(desk.entries) - 1):
        paper = entry_to_paper(desk.entries[place])
        touched = list(desk.entries)
        touched[place] = entry_from_paper({**paper, "at": paper["at"] + 1})
        assert [one.holds for one in check_signatures(touched)] == [False], place


def test_the_second_signature_covers_the_first():
    desk = Desk()
    desk.ask(sign_off(desk))
    desk.ask(Reopen(FAY, "again"))
    desk.ask(sign_off(desk))
    assert [(one.through, one.holds) for one in check_signatures(desk.entries)] == [
        (2, True),
        (4, True),
    ]


def test_another_rules_version_gives_another_hash():
    entries = two_rated().entries
    assert evaluation_hash(entries, "2026.1") != evaluation_hash(entries, "2026.2")


def test_an_observation_of_a_step_or_an_objective_that_there_is_not_is_refused():
    desk = Desk()
    assert desk.refuses(TakeNote(ANN, "calm", step="D9")) == "no_such_step"
    assert desk.refuses(TakeNote(ANN, "calm", objective="O9")) == "no_such_objective"
    desk.ask(TakeNote(ANN, "calm", step="D1"))

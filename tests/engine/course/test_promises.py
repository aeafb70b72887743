"""Every sentence of a stage's docstrings is a promise, and is kept by a law, or says that it is advice."""

import re

import pytest

from kata.course.stages import ROOT, STAGES
from tests.engine.promises import ADVICE, PAGE, known, page, promises, sentences

every_stage = pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.module)


@every_stage
def test_every_sentence_is_kept_by_a_law_or_is_advice(stage):
    assert [each.sentence for each in promises(stage) if not each.kept_by] == []


@every_stage
def test_every_law_that_is_named_is_a_test_of_the_stage(stage):
    tests = set(re.findall(r"^def (test_\w+)", (ROOT / stage.test_file).read_text(encoding="utf-8"), re.MULTILINE))
    named = {law for each in promises(stage) if each.kept_by != ADVICE for law in each.kept_by or []}
    assert named - tests == set()


@every_stage
def test_nothing_is_written_down_about_a_sentence_that_is_gone(stage):
    there = {(each.owner, each.sentence) for each in promises(stage)}
    assert {(owner, sentence) for owner, table in known(stage).items() for sentence in table} - there == set()


@every_stage
def test_advice_says_that_it_is_advice(stage):
    advice = [each.sentence for each in promises(stage) if each.kept_by == ADVICE]
    assert [each for each in advice if not re.search(r"\b(best|may)\b", each)] == []


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.engine.promises"


def test_a_docstring_is_cut_into_sentences():
    text = "Return x, 0.5 at most.\n\nx: a tensor (N,). It is\nnot changed.\nSource: somebody, 1998.\n"
    assert sentences(text) == ["Return x, 0.5 at most.", "x: a tensor (N,).", "It is not changed."]

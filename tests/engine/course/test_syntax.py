"""Digests of functions: spelling does not matter, and all else does."""

import ast

import pytest

from kata.course import source, syntax
from kata.course.stages import ROOT, STAGES
from kata.course.syntax import normalise
from kata.errors import SourceError

FUNCTION = '''
def total(values: list[int], start=0):
    """Add them up."""
    result = start
    for index, value in enumerate(values):  # one by one
        result += value * index
    return [result for _ in range(2)], torch.exp(result)
'''
SAME = {
    "names": "def total(v, s=0):\n r = s\n for i, x in enumerate(v):\n  r += x * i\n"
    " return [r for q in range(2)], torch.exp(r)",
    "names that change places": FUNCTION.replace("index", "\0").replace("value", "index").replace("\0", "value"),
    "docstring": FUNCTION.replace("Add them up.", "Another.\n\n    More."),
    "no docstring": FUNCTION.replace('"""Add them up."""', ""),
    "annotations": FUNCTION.replace("start=0):", "start: int = 0) -> float:"),
    "annotated local": FUNCTION.replace("result = start", "result: int\n    result: int = start"),
    "comments": FUNCTION.replace("    return", "    # the end\n\n    return"),
    "layout": FUNCTION.replace("value * index", "(\n value\n *\n (index))"),
    "quotes": FUNCTION.replace('"""Add', "r'''Add").replace('up."""', "up.'''"),
    "place in the file": "import math\n\nx = 1\n" + FUNCTION,
    "a byte order mark": "\ufeff" + FUNCTION,
}
OTHER = {
    "a number": FUNCTION.replace("range(2)", "range(3)"),
    "the kind of a number": FUNCTION.replace("range(2)", "range(2.0)"),
    "an operator": FUNCTION.replace("+=", "-="),
    "the order": FUNCTION.replace("value * index", "index * value"),
    "a library's function": FUNCTION.replace("torch.exp", "torch.sin"),
    "a library": FUNCTION.replace("torch.exp", "numpy.exp"),
    "a builtin": FUNCTION.replace("enumerate", "zip"),
    "which local": FUNCTION.replace("torch.exp(result)", "torch.exp(start)"),
    "a default": FUNCTION.replace("start=0", "start=1"),
    "a statement more": FUNCTION.replace("    return", "    result = result\n    return"),
    "the depth of a statement": FUNCTION.replace("    return", "        return"),
    "a string that is no docstring": FUNCTION.replace("result = start", "result = start\n    'text'"),
    "a number in the docstring's place": FUNCTION.replace('"""Add them up."""', "7"),
    "a global": FUNCTION.replace("    result = start", "    global result\n    result = start"),
    "a decorator": FUNCTION.replace("def", "@cache\ndef"),
    "async": FUNCTION.replace("def", "async def"),
}


def digest(text, name="total"):
    return normalise(text.encode())[name]


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_spelling_does_not_matter(text):
    assert digest(text) == digest(FUNCTION)


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_what_is_done_does(text):
    assert digest(text) != digest(FUNCTION)


def test_no_two_changes_are_taken_for_one_another():
    assert len({digest(text) for text in OTHER.values()}) == len(OTHER)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("def f():\n def g(x): return x\n return g", "def f():\n def h(y): return y\n return h"),
        ("def f():\n try: pass\n except E as e: print(e)", "def f():\n try: pass\n except E as x: print(x)"),
        ("def f(x):\n match x:\n  case [a, *b]: return a, b", "def f(x):\n match x:\n  case [c, *d]: return c, d"),
        ("def f(x):\n match x:\n  case int() as a: return a", "def f(x):\n match x:\n  case int() as b: return b"),
        ("def f():\n with o() as a: a()", "def f():\n with o() as b: b()"),
        ("def f():\n return (a := 1) + a", "def f():\n return (b := 1) + b"),
        ("f = 1\ndef f(): return lambda x: x", "def f(): return lambda y: y"),
        (
            "def f(a):\n def g():\n  nonlocal a\n  a = 1\n return g",
            "def f(b):\n def g():\n  nonlocal b\n  b = 1\n return g",
        ),
        ("def f(*a, k=1, **b): return a, b", "def f(*x, k=1, **y): return x, y"),
    ],
)
def test_a_name_that_a_function_binds_may_be_any(one, other):
    assert digest(one, "f") == digest(other, "f")


def test_methods_have_their_class_and_the_last_of_one_name_counts():
    text = b"class A:\n def f(self): return 1\n def f(self): return self.x\ndef g(): pass\nasync def h(): pass"
    assert list(normalise(text)) == ["A.f", "g", "h"]
    assert normalise(text)["A.f"] == normalise(b"class A:\n def f(me): return me.x")["A.f"]
    assert normalise(text)["A.f"] != normalise(b"class A:\n def f(me): return me.y")["A.f"]


def test_a_global_keeps_its_name():
    one, other = (digest(f"def f():\n global {name}\n {name} = 1", "f") for name in "ab")
    assert one != other


def test_the_functions_name_does_not_count():
    assert digest("def f(x): return x", "f") == digest("def g(x): return x", "g")


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.module)
def test_a_solution_has_the_digests_of_its_tree_written_anew(stage):
    text = (ROOT / "solutions" / f"{stage.module}.py").read_text(encoding="utf-8")
    assert normalise(ast.unparse(ast.parse(text)).encode()) == normalise(text.encode())
    stubs = normalise((ROOT / "exercises" / f"{stage.module}.py").read_bytes())
    assert [name for name, value in normalise(text.encode()).items() if stubs.get(name) == value] == []


REFUSED = {
    "large": (b"x = 1\n" * 34_134, "204,804 bytes; 200,000 are the most"),
    "brackets": (b"def f(): return " + b"(" * 5000 + b")" * 5000, "no Python|too deeply"),
    "minus": (b"def f(): return " + b"-" * 150_000 + b"1", "too deeply"),
    "sums": (b"def f(): return 1" + b"+1" * 90_000, "too deeply"),
    "attributes": (b"def f(): return x" + b".x" * 90_000, "too deeply"),
    "calls": (b"def f(): return x" + b"()" * 90_000, "too deeply"),
    "just too deep": (b"def f(): return " + b"-" * 450 + b"1", "too deeply"),
    "branches": (b"def f():\n if x: pass\n" + b" elif x: pass\n" * 10_000, "too deeply"),
    "blocks": (b"def f():\n" + b"".join(b" " * n + b"if x:\n" for n in range(1, 120)), "no Python"),
    "nul": (b"def f(): return 1\0", "no Python"),
    "no UTF-8": (b"def f(): return '\xff'", "no Python"),
    "a strange encoding": (b"# coding: rot13\nx = 1", "no Python"),
    "an encoding that is none": (b"# coding: nothing\nx = 1", "no Python"),
    "digits": (b"def f(): return " + b"9" * 5000, "no Python"),
    "no Python": (b"def f(:", "no Python"),
}


@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED)
def test_a_text_that_is_no_stage_is_refused(text, told):
    with pytest.raises(SourceError, match=told):
        normalise(text)


def test_numbers_and_texts_of_any_size_have_a_digest():
    assert digest("def f(): return 0x" + "f" * 9000, "f") != digest("def f(): return 0x" + "f" * 8999, "f")
    assert digest("def f(): return '\\ud800'", "f") != digest("def f(): return '?'", "f")


def test_the_largest_text_is_that_of_a_stage():
    assert syntax.LARGEST == source.LARGEST

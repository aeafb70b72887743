"""Texts that would do harm in one format or another, as a submission can bring them."""

import pytest

TEXTS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "{{ 7 * 7 }}{% raw %}",
    "]]>&<!--",
    "\x00\x01\x0b\x1f\x7f\x85",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "::error::no\n   ::set-output name=x::y\n##vso[task.complete]",
    "=cmd|' /C calc'!A0",
    " \t=1+1",
    "\ufeff\u200b@SUM(A1)",
    "\uff1d1+1",
    "a\u202egnp.exe\u2066",
    "\ufffe\uffff\ufdd0",
    "\ud800lone",
    "a,b;c\"d'e\r\nf",
    "\u2028\u2029",
    "💥" * 100,
    "x" * 250,
)

each_text = pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))

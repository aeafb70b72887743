"""Makes text harmless for the format that it goes into: names and messages of submissions may be anything.

HTML is escaped by the templates themselves (Jinja2's autoescape); all else passes one function here.
"""

from __future__ import annotations

import re

ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SURROGATES = re.compile("[\ud800-\udfff]")
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ufdd0-\ufdef\ufffe\uffff]")
NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)([eE][+-]?\d+)?")
FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
NOT_SEEN = re.compile("^[\\s\\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2060\ufeff]+")
COMMANDS = ("::", "##[", "##vso[")


def cleaned(text: str, most: int = 20_000) -> str:
    """A text of several lines, as plain text: no ANSI, no controls, no bidi controls, cut to `most` characters."""
    if len(text) > most:
        text = text[: max(most - 4, 0)] + " ..."[:most]
    text = ANSI.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return SURROGATES.sub("\ufffd", BIDI.sub("", CONTROLS.sub("", text)))


def one_line(text: str, most: int = 300) -> str:
    """A text as one line of at most `most` characters."""
    line = " ".join(cleaned(text, 4 * most).split())
    return line if len(line) <= most else line[: max(most - 4, 0)] + " ..."[:most]


def bare(text: str) -> str:
    """A text from its first letter on that is seen."""
    return NOT_SEEN.sub("", text, count=1)


def csv_cell(text: str) -> str:
    """A cell that a spreadsheet shows and never computes: what could be a formula gets an apostrophe."""
    clean = cleaned(text)
    if NUMBER.fullmatch(clean):
        return clean
    return f"'{clean}" if clean.startswith("\t") or bare(text).startswith(FORMULA) else clean


def xml_text(text: str, most: int = 20_000) -> str:
    """A text that XML 1.0 allows; ElementTree escapes it when it writes."""
    return NOT_XML.sub("", cleaned(text, most))


def console_text(text: str, most: int = 20_000) -> str:
    """A text for the log of a build server: no line begins with what one takes for a command."""
    lines = cleaned(text, most).split("\n")
    return "\n".join(f"./{bare(line)}" if bare(line).startswith(COMMANDS) else line for line in lines)

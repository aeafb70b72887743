"""The fields that other systems document, as JSON schemas: nothing else is allowed."""

from __future__ import annotations

from typing import Any

TEXT, NUMBER = {"type": "string"}, {"type": "number"}


def table(required: list[str], **fields: Any) -> dict[str, Any]:
    """A JSON object of these fields and no others."""
    return {"type": "object", "required": required, "properties": fields, "additionalProperties": False}


def listed(kind: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": kind}


FORMATS = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
VISIBILITY = {"enum": ["visible", "hidden", "after_due_date", "after_published"]}

GRADESCOPE = table(
    ["tests"],
    score=NUMBER,
    execution_time=NUMBER,
    output=TEXT,
    output_format=FORMATS,
    test_output_format=FORMATS,
    test_name_format=FORMATS,
    visibility=VISIBILITY,
    stdout_visibility=VISIBILITY,
    extra_data={"type": "object"},
    tests=listed(
        table(
            [],
            score=NUMBER,
            max_score=NUMBER,
            status={"enum": ["passed", "failed"]},
            name=TEXT,
            name_format=FORMATS,
            number=TEXT,
            output=TEXT,
            output_format=FORMATS,
            tags=listed(TEXT),
            visibility=VISIBILITY,
            extra_data={"type": "object"},
        )
    ),
)

GITHUB = table(
    ["version", "status", "max_score", "tests"],
    version={"const": 3},
    status={"enum": ["pass", "fail", "error"]},
    max_score={"type": "integer", "minimum": 0},
    tests=listed(
        table(
            ["name", "status", "test_code", "filename", "line_no", "duration", "score"],
            name=TEXT,
            status={"enum": ["pass", "fail", "error"]},
            message=TEXT,
            test_code=TEXT,
            filename=TEXT,
            line_no={"type": "integer", "minimum": 1},
            duration=NUMBER,
            score=NUMBER,
        )
    ),
)

PRAIRIELEARN = table(
    ["score"],
    score={"type": "number", "minimum": 0.0, "maximum": 1.0},
    gradable={"type": "boolean"},
    format_errors=listed(TEXT),
    message=TEXT,
    output=TEXT,
    tests=listed(
        table(["name"], name=TEXT, description=TEXT, points=NUMBER, max_points=NUMBER, message=TEXT, output=TEXT)
    ),
)

MESSAGE = {"type": ["string", "null"], "maxLength": 65_535}
STATUS = {"enum": ["pass", "fail", "error"]}
EXERCISM = {
    **table(
        ["version", "status", "message", "tests"],
        version={"const": 3},
        status=STATUS,
        message=MESSAGE,
        tests=listed(
            {
                **table(
                    ["name", "status", "task_id"],
                    name=TEXT,
                    status=STATUS,
                    message=MESSAGE,
                    output={"type": "string", "maxLength": 500},
                    test_code=TEXT,
                    task_id={"type": "integer"},
                ),
                "if": {"properties": {"status": {"enum": ["fail", "error"]}}},
                "then": {"required": ["message"], "properties": {"message": {"type": "string", "minLength": 1}}},
            }
        ),
    ),
    "if": {"properties": {"status": {"const": "error"}}},
    "then": {"properties": {"message": {"type": "string", "minLength": 1}}},
}

"""Templates to pages: Jinja2 with everything escaped and every missing name an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contested.web import people_context

_TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"


def render(template: str, **values: object) -> str:
    """A page out of a template and its values."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "csrf_field": people_context.csrf_field,
        "signed_in": people_context.signed_in,
        "may": people_context.may,
    }
    return made

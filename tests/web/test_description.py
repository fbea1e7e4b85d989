"""The API against its own description: whatever is asked, no defect, and every error in the one form."""

from __future__ import annotations

import json
import warnings
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from contested.web.api.shapes import ErrorAnswer
from contested.web.app import make_app

schemathesis = pytest.importorskip("schemathesis")
_STREAM = "/api/v1/changes"
_OPENAPI = pytest.importorskip("schemathesis.specs.openapi.checks")
CHECKS = [
    schemathesis.checks.not_a_server_error,
    _OPENAPI.status_code_conformance,
    _OPENAPI.content_type_conformance,
    _OPENAPI.response_schema_conformance,
]


@pytest.fixture(scope="session")
def description(client) -> dict[str, Any]:
    return client.get("/api/v1/openapi.json").json()


@pytest.fixture(scope="session")
def api(few) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return schemathesis.openapi.from_asgi("/api/v1/openapi.json", make_app(few))


def _asked_everything(operation: Any, mode: Any) -> None:
    """Ask one address many things, of the described kind or not."""

    @settings(
        max_examples=6,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        answer = case.call()
        assert answer.status_code < 500
        case.validate_response(answer, checks=CHECKS)
        if answer.status_code >= 400:
            ErrorAnswer.model_validate(json.loads(answer.content), strict=True)

    with suppress(Unsatisfiable):  # an address without parameters cannot be asked wrongly
        ask()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
def test_whatever_is_asked_is_answered_as_described(api, mode) -> None:
    met = 0
    for found in api.get_all_operations():
        operation = found.ok()
        if operation.path == _STREAM:
            continue
        _asked_everything(operation, mode)
        met += 1
    assert met >= 15


def test_every_parameter_and_every_address_is_described(description) -> None:
    assert len(description["paths"]) >= 15
    for path, methods in description["paths"].items():
        assert list(methods) == ["get"], path
        operation = methods["get"]
        assert operation["description"], path
        assert {"200", "400", "404", "414", "422", "503"} <= set(operation["responses"])
        for parameter in operation.get("parameters", []):
            assert parameter.get("description"), (path, parameter["name"])


def test_the_page_for_programmers_names_every_address_and_parameter(client, description) -> None:
    page = client.get("/api").text
    for path, methods in description["paths"].items():
        assert f"<code>{path}</code>" in page
        for parameter in methods["get"].get("parameters", []):
            assert f"<code>{parameter['name']}</code>" in page

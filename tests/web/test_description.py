"""The API against its own description: whatever is asked, no defect, and every error in the one form."""

from __future__ import annotations

import json
import re
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from contested.ledger.opening import open_ledger
from contested.people.passwords import Passwords
from contested.people.person import Role
from contested.people.service import People
from contested.web.api.shapes import ErrorAnswer
from contested.web.app import make_app
from contested.web.library import Library
from contested.web.people_access import Access

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


def _asked_everything(operation: Any, mode: Any, headers: dict[str, str] | None = None) -> None:
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
        answer = case.call(headers=headers)
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
        assert list(methods) in (["get"], ["post"]), path
        (operation,) = methods.values()
        assert operation["description"], path
        assert {"200", "400", "401", "403", "404", "414", "422", "503"} <= set(operation["responses"])
        for parameter in operation.get("parameters", []):
            assert parameter.get("description"), (path, parameter["name"])
        for part in parts_sent(operation, description):
            assert part.get("description"), path


def test_the_page_for_programmers_names_every_address_and_parameter(client, description) -> None:
    page = client.get("/api").text
    for path, methods in description["paths"].items():
        assert f"<code>{path}</code>" in page
        (operation,) = methods.values()
        for parameter in operation.get("parameters", []):
            assert f"<code>{parameter['name']}</code>" in page


def parts_sent(operation: dict[str, Any], description: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of the JSON object that an operation takes."""
    body = operation.get("requestBody")
    if body is None:
        return []
    named = json.dumps(body["content"]["application/json"]["schema"])
    found = re.search(r"#/components/schemas/(\w+)", named)
    assert found, named
    return list(description["components"]["schemas"][found[1]]["properties"].values())


@pytest.fixture(scope="session")
def of_a_reviewer(tmp_path_factory, few, afghanistan) -> Any:
    """The API over a ledger that may be written, and the headers of a reviewer's token."""
    copy = tmp_path_factory.mktemp("described") / "ledger.db"
    copy.write_bytes(Path(few.ledger.url.removeprefix("sqlite:///")).read_bytes())
    with open_ledger(f"sqlite:///{copy}") as ledger:
        people = People(ledger, passwords=Passwords(1, 8, 1))
        people.directory.add("Ann", "four plain words here", Role.REVIEWER, by="a test")
        ann = people.login.log_in("Ann", "four plain words here", network="192.0.2.1")[0]
        _, token = people.tokens.add(ann, "a test", Role.REVIEWER, 1, by="a test")
        app = make_app(Library(ledger, afghanistan), access=Access(people, True, False))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
        yield made, {"Authorization": f"Bearer {token}"}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
def test_whatever_a_reviewer_asks_is_answered_as_described(of_a_reviewer, mode) -> None:
    api, headers = of_a_reviewer
    operations = [found.ok() for found in api.get_all_operations()]
    reviewing = [operation for operation in operations if operation.path.startswith("/api/v1/review")]
    assert len(reviewing) == 4
    for operation in reviewing:
        _asked_everything(operation, mode, headers)

from __future__ import annotations

import pytest

from contested.errors import InputError
from contested.web.multipart import Part, parts

TYPE = "multipart/form-data; boundary=xyz"


def _body(*made: tuple[str, bytes]) -> bytes:
    return (
        b"".join(b"--xyz\r\n" + head.encode() + b"\r\n\r\n" + raw + b"\r\n" for head, raw in made) + b"--xyz--\r\n"
    )


def test_fields_and_files_come_as_they_were_sent() -> None:
    body = _body(
        ('Content-Disposition: form-data; name="note"', "a – b\r\nc".encode()),
        (
            'Content-Disposition: form-data; name="claims"; filename="dir/claims.csv"\r\nContent-Type: text/csv',
            b"a,b\r\n1,2\r\n\xff",
        ),
        ('Content-Disposition: form-data; name="none"; filename=""', b""),
    )
    assert list(parts(TYPE, body)) == [
        Part("note", "a – b\r\nc".encode()),
        Part("claims", b"a,b\r\n1,2\r\n\xff", "claims.csv"),
    ]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"nothing"),
        (TYPE, b"--other\r\n\r\n--other--"),
        (TYPE, b"--xyz\r\n\r\nno name\r\n--xyz--\r\n"),
        (TYPE, b""),
        (TYPE, _body(*(('Content-Disposition: form-data; name="a"', b"1") for _ in range(1100)))),
    ],
)
def test_what_is_no_form_is_refused(kind, body) -> None:
    with pytest.raises(InputError) as refused:
        list(parts(kind, body))
    assert refused.value.code == "web.bad-form"

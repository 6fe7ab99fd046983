from pathlib import Path

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient

from api.http.static_files import static_response


@pytest.mark.parametrize(
    "path", ["/", "/widget.js", "/static/demo.css", "/static/icon.svg", "/staff/static/console.css"]
)
def test_files_go_out_compressed(client: TestClient, path: str) -> None:
    packed = client.get(path, headers={"Accept-Encoding": "br, gzip"})
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"] and "Accept-Encoding" in plain.headers["vary"]
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["content-type"] == plain.headers["content-type"]


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip; q=0.0, br", "*;q=0"])
def test_who_takes_no_gzip_gets_none(client: TestClient, accepted: str) -> None:
    answer = client.get("/widget.js", headers={"Accept-Encoding": accepted})
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_unchanged_file_is_not_sent_again(client: TestClient, form: str) -> None:
    tag = client.get("/widget.js", headers={"Accept-Encoding": "gzip"}).headers["etag"]
    headers = {"Accept-Encoding": "gzip", "If-None-Match": form.format(tag)}
    again = client.get("/widget.js", headers=headers)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "Accept-Encoding" in again.headers["vary"]


def test_tag_of_one_form_is_none_of_the_other(client: TestClient) -> None:
    tag = client.get("/widget.js", headers={"Accept-Encoding": "identity"}).headers["etag"]
    answer = client.get("/widget.js", headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert answer.status_code == 200


def test_changed_file_is_sent_anew(tmp_path: Path) -> None:
    path, app = tmp_path / "a.js", FastAPI()

    @app.get("/a.js")
    def file(request: Request) -> Response:
        return static_response(request, path)

    tags = set()
    for text in ("one", "longer"):
        path.write_text(text)
        answer = TestClient(app).get("/a.js")
        assert answer.text == text
        tags.add(answer.headers["etag"])
    assert len(tags) == 2


@pytest.mark.parametrize("name", ["..%2fpages.py", "nothing.js", "%00"])
def test_nothing_else_is_a_file(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404

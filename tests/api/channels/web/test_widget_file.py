from pathlib import Path

from fastapi.testclient import TestClient

from api.channels.web.lean import lean

WIDGET = Path(__file__).parents[4] / "api" / "channels" / "web" / "static" / "widget.js"
SCRIPT = b"""/*
 * Head.
 */
const a = `
  .x { color: red }  /* stays */
`;
  // gone
  /** Gone too. */
  const url = 'https://x'; // stays
"""
SENT = b"""


const a = `
.x { color: red }  /* stays */
`;


const url = 'https://x'; // stays
"""


def test_widget_is_small_on_the_wire(client: TestClient) -> None:
    answer = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert int(answer.headers["content-length"]) <= 20_000
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "max-age" in answer.headers["cache-control"]


def test_comments_and_indentation_stay_at_home() -> None:
    assert lean(SCRIPT) == SENT


def test_lines_of_the_widget_stay_where_they_are() -> None:
    source = WIDGET.read_bytes()
    sent = lean(source)
    assert sent.count(b"\n") == source.count(b"\n")
    assert b"/**" not in sent

"""Weighs the widget beside widgets published on npm: `python -m tests.benchmark.widgets` (needs npm and Chromium).

Each is set up as its own documentation says, on an empty page of a local server without compression. Interactive is
the moment at which its launcher, or its field where it has none, is on the page and hits; the middle of nine loads in
a fresh browser profile, with the processor slowed down four times as developer tools do for a phone."""

import gzip
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

from api.channels.web.lean import lean
from tests.browser.conftest import FLAGS

OURS = Path(__file__).resolve().parents[2] / "api" / "channels" / "web" / "static" / "widget.js"
LOADS = 9
SLOWDOWN = 4
READY = """(selector) => new Promise((done) => {
  const roots = (root) => [root, ...[...root.querySelectorAll('*')].filter((n) => n.shadowRoot).flatMap((n) => roots(n.shadowRoot))];
  const look = () => {
    const node = roots(document).map((root) => root.querySelector(selector)).find(Boolean);
    const box = node && node.getBoundingClientRect();
    if (box && box.width && box.height) done(performance.now());
    else requestAnimationFrame(look);
  };
  look();
})"""


@dataclass(frozen=True)
class Candidate:
    """`files` are what a page loads; `{root}` in `page` is where they are served. No `control`: one that shows nothing
    before it has reached a server of its own."""

    name: str
    package: str
    files: tuple[str, ...]
    page: str
    control: str


CANDIDATES = (
    Candidate("this widget", "", ("widget.js",), '<script src="{root}/widget.js" async></script>', ".launch"),
    Candidate(
        "deep-chat",
        "deep-chat@2.4.2",
        ("dist/deepChat.bundle.js",),
        '<script type="module" src="{root}/dist/deepChat.bundle.js"></script><deep-chat></deep-chat>',
        "#text-input",
    ),
    Candidate(
        "n8n chat",
        "@n8n/chat@1.37.0",
        ("dist/chat.bundle.es.js", "dist/style.css"),
        '<link rel="stylesheet" href="{root}/dist/style.css"><script type="module">'
        "import {{ createChat }} from '{root}/dist/chat.bundle.es.js'; createChat({{ webhookUrl: '/none' }})</script>",
        ".chat-window-toggle",
    ),
    Candidate(
        "rasa-webchat",
        "rasa-webchat@1.0.1",
        ("lib/index.js",),
        '<script src="{root}/lib/index.js"></script><div id="chat"></div>'
        "<script>WebChat.default({{ selector: '#chat', socketUrl: '/none' }}, null)</script>",
        "",
    ),
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def unpack(candidate: Candidate, folder: Path) -> Path:
    """Where its files lie."""
    target = folder / candidate.name.replace(" ", "-")
    target.mkdir()
    if not candidate.package:
        (target / "widget.js").write_bytes(lean(OURS.read_bytes()))
        return target
    packed = subprocess.run(
        ["npm", "pack", "--silent", candidate.package], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def weigh(candidate: Candidate, root: Path) -> tuple[int, int]:
    """Bytes as they are, and with gzip -9."""
    parts = [(root / name).read_bytes() for name in candidate.files]
    return sum(map(len, parts)), sum(len(gzip.compress(part, 9)) for part in parts)


def loads(browser: Browser, address: str, control: str) -> Iterator[float]:
    """Milliseconds until the control is there, load by load."""
    for _ in range(LOADS):
        context = browser.new_context()
        page = context.new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.goto(address, wait_until="commit")
        yield page.evaluate(READY, control)
        context.close()


def main() -> int:
    """Prints a row of a table for each."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        handler = partial(Quiet, directory=name)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for candidate in CANDIDATES:
            root = unpack(candidate, folder)
            page = folder / f"{candidate.name.replace(' ', '-')}.html"
            markup = candidate.page.format(root=f"/{root.relative_to(folder)}")
            page.write_text(f"<!doctype html><title>site</title><body><h1>site</h1>{markup}", encoding="utf-8")
            raw, packed = weigh(candidate, root)
            address = f"http://127.0.0.1:{server.server_port}/{page.name}"
            ready = f"{median(loads(browser, address, candidate.control)):,.0f} ms" if candidate.control else "–"
            version = candidate.package.rpartition("@")[2] or "–"
            row = (candidate.name, version, f"{raw:,}", f"{packed:,}", str(len(candidate.files)), ready)
            print(f"| {' | '.join(row)} |", flush=True)
        browser.close()
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())

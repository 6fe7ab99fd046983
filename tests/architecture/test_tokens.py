"""One set of design tokens: the widget, the console and the two pages for the public show the same colours."""

import re

import pytest

from tests.architecture.sources import ROOT

TOKENS = ROOT / "api/console/static/tokens.css"
WIDGET = ROOT / "api/channels/web/static/widget.js"
PAGES = ["api/policy/templates/policy.html", "api/tickets/files/templates/file.html"]
OF_THE_WIDGET = {"--font-quote"}
Schemes = tuple[dict[str, str], dict[str, str]]


def declared(text: str) -> dict[str, str]:
    """Custom properties and their values."""
    return {name: value.strip() for name, value in re.findall(r"(--[\w-]+):\s*([^;}`]+?)\s*;", text)}


def of_sheet(text: str) -> Schemes:
    """Those of the light and of the dark scheme."""
    light, _, dark = text.partition("@media (prefers-color-scheme: dark)")
    return declared(light.partition(":root")[2]), declared(dark.partition("\n    }\n")[0])


def of_widget() -> Schemes:
    """The same of the script."""
    text = WIDGET.read_text(encoding="utf-8")
    light, dark = (re.search(rf"const {name} = `(.*?)`;", text, re.DOTALL) for name in ("LIGHT", "DARK"))
    host = re.search(r":host \{ \$\{LIGHT\}(.*?)all: initial", text, re.DOTALL)
    assert light
    assert dark
    assert host
    return declared(light[1]) | declared(host[1]), declared(dark[1])


def test_console_and_widget_share_their_tokens() -> None:
    for widget, console in zip(of_widget(), of_sheet(TOKENS.read_text(encoding="utf-8")), strict=True):
        shared = {name: value for name, value in widget.items() if name not in OF_THE_WIDGET}
        assert len(shared) > 10
        assert {name: console.get(name) for name in shared} == shared


@pytest.mark.parametrize("name", PAGES)
def test_pages_hold_tokens_and_no_colours_of_their_own(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for page, console in zip(of_sheet(text), of_sheet(TOKENS.read_text(encoding="utf-8")), strict=True):
        assert page
        assert {each: console.get(each) for each in page} == page
    rules = re.sub(r"--[\w-]+:[^;]+;", "", text.partition("</style>")[0])
    assert re.findall(r"#[0-9a-f]{3,8}\b", rules) == []
    assert set(re.findall(r"var\((--[\w-]+)\)", rules)) <= set(of_sheet(text)[0])

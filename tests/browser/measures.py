"""Measurements on the page that Playwright has no word for."""

from playwright.sync_api import Locator

CONTRAST = """(node) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
  const pixel = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const linear = (c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const light = (rgb) => [.2126, .7152, .0722].reduce((sum, part, i) => sum + part * linear(rgb[i] / 255), 0);
  let ground = node;
  while (pixel(getComputedStyle(ground).backgroundColor)[3] < 255) ground = ground.parentElement;
  const colours = [getComputedStyle(node).color, getComputedStyle(ground).backgroundColor];
  const [low, high] = colours.map((colour) => light(pixel(colour))).sort((a, b) => a - b);
  return (high + .05) / (low + .05);
}"""

LAYOUT_SHIFTS = """() => new Promise((done) => {
  const watch = new PerformanceObserver((list) => done(list.getEntries().length));
  watch.observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(0), 300);
})"""

FOCUSED = """(desk) => {
  const at = desk.shadowRoot.activeElement;
  return at ? at.getAttribute('aria-label') || at.innerText : '';
}"""


def contrast_of(node: Locator) -> float:
    """WCAG contrast of an element's text on the nearest painted ground."""
    return float(node.evaluate(CONTRAST))


def focused(desk: Locator) -> str:
    """The label, or text, of what has the focus inside the widget."""
    return str(desk.evaluate(FOCUSED))

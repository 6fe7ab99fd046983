"""The table: one row a figure, the desk beside stock."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.benchmark.figures import DoorFigures, Side, ratio

MISSING = "–"
_HEAD = ("figure", "desk", "stock", "desk ÷ stock")
_UNITS: dict[str, Callable[[float], str]] = {
    "s": lambda value: f"{value:.1f} s",
    "ms": lambda value: f"{value * 1000:.1f} ms",
    "/s": lambda value: f"{value:.1f} /s",
    "MB": lambda value: f"{value / 1e6:.0f} MB",
    "": lambda value: f"{value:.0f}",
    "load": lambda value: f"{value:.1f}",
}


@dataclass(frozen=True)
class Row:
    """`borrowed`: stock has no such figure, its nearest one stands in brackets."""

    label: str
    unit: str
    desk: float | None
    stock: float | None = None
    borrowed: bool = False
    compared: bool = True

    def cells(self) -> tuple[str, str, str, str]:
        """As they are printed."""
        stock = shown(self.stock, self.unit)
        quotient = ratio(self.desk, self.stock) if self.compared else None
        return (
            self.label,
            shown(self.desk, self.unit),
            f"({stock})" if self.borrowed and self.stock is not None else stock,
            MISSING if quotient is None else f"{quotient:.2f}",
        )


def shown(value: float | None, unit: str) -> str:
    """A figure with its unit."""
    return MISSING if value is None else _UNITS[unit](value)


def markdown(rows: Sequence[Row]) -> str:
    """Figures stand to the right."""
    lines = [_line(_HEAD), "|---|---:|---:|---:|", *(_line(row.cells()) for row in rows)]
    return "\n".join(lines)


def rows(desk: Side, stock: Side | None) -> list[Row]:
    """All that was measured."""
    bare = stock.rasa if stock else None
    found = [
        Row("start-up", "s", desk.start_s, stock.start_s if stock else None),
        Row("training", "s", desk.training_s, stock.training_s if stock else None),
        Row("parsing, p50", "ms", desk.parsing.percentile(0.5), stock.parsing.percentile(0.5) if stock else None),
        *_door("in Rasa", desk.rasa, bare, borrowed=False),
    ]
    if desk.api:
        found += _door("through the api", desk.api, bare, borrowed=True)
    return [*found, *_memory(desk, stock), *_circumstances(desk, stock)]


def _door(where: str, desk: DoorFigures, stock: DoorFigures | None, *, borrowed: bool) -> Iterator[Row]:
    for share in (0.5, 0.95):
        theirs = stock.turns.percentile(share) if stock else None
        yield Row(f"turn {where}, p{share * 100:.0f}", "ms", desk.turns.percentile(share), theirs, borrowed)
    for at, rate in enumerate(desk.rates):
        label = f"turns {where}, {rate.clients} client{'s' if rate.clients > 1 else ''}"
        yield Row(label, "/s", rate.per_second, stock.rates[at].per_second if stock else None, borrowed)
    for at, place in enumerate(desk.places):
        theirs = stock.places[at].seconds if stock else None
        yield Row(f"turn {place.turn} of one conversation {where}", "ms", place.seconds, theirs, borrowed)


def _memory(desk: Side, stock: Side | None) -> Iterator[Row]:
    theirs = stock.memory if stock else {}
    for name, size in desk.memory.items():
        yield Row(f"memory, {name}", "MB", size, theirs.get(name))
    yield Row("memory, all", "MB", sum(desk.memory.values()), sum(theirs.values()) if theirs else None)


def _circumstances(desk: Side, stock: Side | None) -> Iterator[Row]:
    yield Row("load of the machine meanwhile", "load", desk.load, stock.load if stock else None, compared=False)
    yield Row("calls not answered", "", desk.failed, stock.failed if stock else None, compared=False)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"

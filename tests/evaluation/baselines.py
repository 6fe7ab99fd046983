"""Other systems on the same questions, scored by the same rules."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.evaluation.bm25 import ClauseSearch
from tests.evaluation.playing import Played
from tests.evaluation.scoring import score
from tests.evaluation.stock_baseline import Stock
from tests.evaluation.talk import Reply

BM25 = "BM25 over clauses"
STOCK = "Rasa stock"
STOCK_MISSING = (
    "Rasa's stock pipeline is not shown: it is not trained on the present data/nlu. STOCK=1 make eval trains it (many "
    "minutes) and keeps it."
)


@dataclass(frozen=True)
class Baseline:
    """A system and what it made of each turn."""

    name: str
    played: Sequence[Played]


def baselines(played: Sequence[Played], data_dir: Path, stock: Stock | None) -> Iterator[Baseline]:
    """BM25, and the stock pipeline when it is given."""
    search = ClauseSearch.of(data_dir)
    yield Baseline(BM25, list(_replayed(played, search.reply)))
    if stock:
        replies = stock.replies(one.turn.text for one in played)
        yield Baseline(STOCK, list(_replayed(played, replies.__getitem__)))


def _replayed(played: Iterable[Played], reply: Callable[[str], Reply]) -> Iterator[Played]:
    for one in played:
        said = reply(one.turn.text)
        yield replace(one, reply=said, score=score(one.turn, said))

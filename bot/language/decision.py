"""Answer, offer or decline: what to do with the scores of a message."""

from dataclasses import asdict, dataclass
from typing import Any, Collection, Mapping, Sequence

from bot.language.answers import FAQ
from bot.language.parts_scored import ScoredPart


@dataclass(frozen=True)
class Thresholds:
    """Probabilities between 0 and 1."""

    answer: float = 0.18  # answered from here on
    offer: float = 0.08  # between the two, candidates are offered
    part: float = 0.50  # a part of a longer message counts as a question of its own
    request: float = 0.20  # a guided request is started
    asked: float = 0.30  # of a request's probability: what answers must have for a question to be answered instead
    order: float = 0.05  # of a request: what it must have where a message orders it and asks, too
    decline: float = 0.25  # below this, questions that may be meant are offered rather than sending somebody away

    def as_config(self) -> dict[str, float]:
        """The form of config.yml."""
        return asdict(self)

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> "Thresholds":
        """Reads the known names from a component's configuration."""
        return cls(**{name: float(config[name]) for name in asdict(cls())})


@dataclass(frozen=True)
class Decision:
    """`label` becomes the intent; `labels` are what is answered or offered."""

    label: str
    confidence: float
    labels: tuple[str, ...]


def decide(parts: Sequence[ScoredPart], thresholds: Thresholds) -> Decision:
    """Decides for a message; the first part is the whole of it."""
    whole, rest = parts[0], parts[1:]
    several = _several(whole, rest, thresholds)
    if several:
        return several
    best = _clearest(whole, rest)
    if best.label.startswith("request_"):
        return _request(best, thresholds)
    if best.label.startswith("out_of_scope/") and best.confidence < thresholds.decline:
        offered = _offer(best, thresholds)
        return offered if offered.label == "clarify" else Decision(best.label, best.confidence, (best.label,))
    if best.confidence >= thresholds.answer:
        return Decision(best.label, best.confidence, (best.label,))
    return _offer(best, thresholds)


def ordered_instead(
    decision: Decision, orders: Sequence[str], offered: Collection[str], parts: Sequence[ScoredPart], limits: Thresholds
) -> Decision:
    """The request that a message orders, where an answer was decided on; the form answers what the message asks.

    An order counts where the answer leads to that request anyway (`offered`), or the request is not unlikely.
    """
    if not decision.label.startswith((FAQ, "questions", "clarify")):
        return decision
    for name in orders:
        label = f"request_{name}"
        likely = max(dict(part.ranking).get(label, 0.0) for part in parts)
        if name in offered or likely >= limits.order:
            return Decision(label, max(likely, decision.confidence), (label,))
    return decision


def asked_instead(decision: Decision, parts: Sequence[ScoredPart]) -> Decision:
    """The answer nearest to a request that a message only supposes; the request as it is when none is near."""
    if not decision.label.startswith("request_"):
        return decision
    about = max(parts, key=lambda part: dict(part.ranking).get(decision.label, 0.0))
    nearest = next((ranked for ranked in about.ranking if ranked[0].startswith(FAQ)), None)
    return Decision(nearest[0], nearest[1], (nearest[0],)) if nearest else decision


def _several(whole: ScoredPart, rest: Sequence[ScoredPart], thresholds: Thresholds) -> Decision | None:
    """A request goes first and takes the questions along; two different questions are both answered.

    In a long story a sentence may look like a question of its own: what the whole asks for comes first.
    """
    sure = [part for part in rest if part.confidence >= thresholds.part]
    requests = [part for part in sure if part.label.startswith("request_") and _is_meant(part, whole, thresholds)]
    questions = [part for part in sure if part.label.startswith(FAQ) and part.question]
    if requests and questions:
        return Decision(requests[0].label, requests[0].confidence, (requests[0].label,))
    of_whole = dict(whole.ranking)
    labels = tuple(dict.fromkeys(part.label for part in questions))
    if len(labels) > 1:
        labels = tuple(sorted(labels, key=lambda label: -of_whole.get(label, 0.0)))
        return Decision("questions", min(part.confidence for part in questions), labels)
    return None


def _is_meant(request: ScoredPart, whole: ScoredPart, thresholds: Thresholds) -> bool:
    """Whether a sentence is an order, and does not only tell or ask of one in a message that asks something else."""
    if whole.label.startswith("request_"):
        return True
    return request.order and (not request.question or dict(whole.ranking).get(request.label, 0.0) >= thresholds.request)


def _clearest(whole: ScoredPart, rest: Sequence[ScoredPart]) -> ScoredPart:
    """The whole, unless one of its sentences says much more clearly what is wanted."""
    telling = [part for part in rest if part.label.startswith((FAQ, "request_", "handoff"))]
    best = max(telling, key=lambda part: part.confidence, default=whole)
    return best if best.confidence > whole.confidence + 0.1 else whole


def _request(part: ScoredPart, thresholds: Thresholds) -> Decision:
    """A request is started, unless it is rather asked about: that is answered, and the answer offers the request."""
    answers = [(label, probability) for label, probability in part.ranking if label.startswith(FAQ)]
    asked = part.question and sum(probability for _, probability in answers) > thresholds.asked * part.confidence
    if asked and answers[0][1] >= thresholds.answer:
        label, probability = answers[0]
        return Decision(label, probability, (label,))
    if part.confidence < thresholds.request:
        return _offer(part, thresholds)
    return Decision(part.label, part.confidence, (part.label,))


def _offer(part: ScoredPart, thresholds: Thresholds) -> Decision:
    """Two or three questions to choose from, when some are near."""
    near = tuple(
        label
        for label, probability in part.ranking[:3]
        if probability >= thresholds.offer / 2 and label.startswith((FAQ, "request_"))
    )
    if near and part.confidence >= thresholds.offer:
        return Decision("clarify", part.confidence, near)
    return Decision("nlu_fallback", 1.0 - part.confidence, ())

"""What one turn of an errand leaves behind."""

from dataclasses import dataclass

from actions.errands.errand import Errand
from actions.forms.replies import Reply


@dataclass(frozen=True)
class ErrandTurn:
    """`opens` is a type of request that is wanted instead; `about` the ticket that a complaint is about; `over` tells
    that nothing is asked any more."""

    errand: Errand | None
    replies: tuple[Reply, ...] = ()
    opens: str | None = None
    about: str | None = None

    @property
    def over(self) -> bool:
        """Whether the errand has come to its end."""
        return self.errand is None or self.errand.asked is None

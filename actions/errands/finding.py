"""The tickets that an errand may be about."""

from dataclasses import dataclass

from actions.backend import Backend, Ticket
from actions.errands.errand import Errand
from actions.values.number import same_number

SHOWN = 5


@dataclass(frozen=True)
class Finding:
    """Asks the api afresh each time: a proof ends, and staff may close a ticket meanwhile."""

    backend: Backend
    conversation_id: str

    async def mine(self, errand: Errand) -> list[Ticket]:
        """The tickets of this conversation and of the proved contact, newest first."""
        if errand.elsewhere and not errand.proof:
            return []
        return await self.backend.tickets_of(self.conversation_id, errand.verification_id)

    async def meant(self, errand: Errand) -> list[Ticket]:
        """Those of them that carry the number, if one was named."""
        mine = await self.mine(errand)
        number = errand.number
        return [one for one in mine if same_number(one.number, number)] if number else mine

    async def open_ones(self, errand: Errand) -> list[Ticket]:
        """Those that are listed where several may be meant."""
        return [one for one in await self.mine(errand) if not one.closed][:SHOWN]

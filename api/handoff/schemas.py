from typing import Annotated

from pydantic import BaseModel, StringConstraints


class HandoffIn(BaseModel):
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500)]


class HandoffOut(BaseModel):
    state: str

"""A conversation that goes on and on: the bot forgets the distant past and nothing else."""

import httpx

from tests.e2e.person import Person

AGREE = "tap:choose:consent_to_collect=yes"


def _events(person: Person) -> int:
    settings = person.desk.settings
    answer = httpx.get(
        f"{settings.bot_url}/conversations/{person.visitor.id}/tracker",
        params={"token": settings.bot_token.get_secret_value(), "include_events": "ALL"},
    )
    return len(answer.json()["events"])


def test_sixty_turns_do_not_pile_up(person: Person) -> None:
    counts = []
    for _ in range(20):
        person.last("谢谢", "tap:request:deletion", "tap:do:status")
        counts.append(_events(person))
    assert max(counts[6:]) <= max(counts[:6]) + 10


def test_draft_outlives_many_detours(person: Person) -> None:
    person.last("tap:request:deletion", AGREE, "王小明")
    for detour in ("谢谢", "备份里的也会删吗？") * 9:
        assert person.last(detour)["expects"]["slot"] == "phone"
    person.last(person.phone, "tap:choose:deletion_reason=4", "tap:choose:request_scope=全部")
    summary = person.last(person.code())
    assert "王小明" in summary["text"]

"""Parallel filings: one key, one ticket; one proved person, one open ticket of a type."""

from concurrent.futures import ThreadPoolExecutor

from api.tickets.domain import RequestType
from tests.support.parts import Parts
from tests.support.requests import file, prove


def test_one_key_from_many_sides(parts: Parts) -> None:
    where = parts.conversation()
    with ThreadPoolExecutor(6) as pool:
        filed = list(pool.map(lambda _: file(parts, where), range(12)))
    assert len({each.ticket.number for each in filed}) == 1
    assert [each.created for each in filed].count(True) == 1
    assert parts.trail(filed[0].ticket.id) == ["ticket:create"]


def test_one_person_with_many_confirmed_forms(parts: Parts) -> None:
    places = [parts.conversation() for _ in range(4)]
    proofs = [prove(parts, where) for where in places]
    with ThreadPoolExecutor(4) as pool:
        filed = list(
            pool.map(lambda at: file(parts, places[at], f"key-{at}", verification_id=proofs[at]), range(len(places)))
        )
    assert len({each.ticket.number for each in filed}) == 1
    assert sorted(each.merged for each in filed) == [False, True, True, True]


def test_one_proof_and_two_types(parts: Parts) -> None:
    where = parts.conversation()
    proof, kinds = prove(parts, where), (RequestType.COPY, RequestType.DELETION)
    with ThreadPoolExecutor(2) as pool:
        filed = list(pool.map(lambda kind: file(parts, where, kind, verification_id=proof, type=kind), kinds))
    assert sorted(each.ticket.level for each in filed) == ["L0", "L2"]

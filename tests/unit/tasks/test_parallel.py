"""Work in several processes: only functions that other processes can import."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from math import isqrt

import pytest

from tmkit.errors import UsageError
from tmkit.tasks.parallel import forked, jobs_of, shards_of, workers
from tmkit.tasks.segmenting import segment_text

both = pytest.mark.parametrize("jobs", [1, 2])


def counted(until: int, taken: list[int]) -> Iterator[int]:
    """The numbers up to `until`; those asked for so far stand in `taken`."""
    for number in range(until):
        taken.append(number)
        yield number


@both
def test_results_come_in_the_order_of_the_work(jobs: int) -> None:
    # The first takes longest: 10 to the power of 60,000 has many digits.
    work = [10**60_000, *range(100, 0, -1)]
    with workers(jobs) as pool:
        assert list(pool(isqrt, work)) == [isqrt(each) for each in work]


@both
def test_no_work_has_no_results(jobs: int) -> None:
    with workers(jobs) as pool:
        assert list(pool(isqrt, [])) == []


@both
def test_an_error_of_the_work_comes_through_whole(jobs: int) -> None:
    with workers(jobs) as pool, pytest.raises(UsageError) as caught:
        next(iter(pool(partial(segment_text, tag="xx"), ["Tem 4."])))
    assert (caught.value.key, caught.value.details) == ("no-rules", {"lang": "xx"})


@both
def test_results_before_an_error_are_given(jobs: int) -> None:
    with workers(jobs) as pool:
        results = pool(isqrt, [9, -1, 16])
        assert next(results) == 3
        with pytest.raises(ValueError, match="nonnegative"):
            next(results)


@pytest.mark.parametrize(("jobs", "most"), [(1, 1), (2, 8)])
def test_no_more_work_is_taken_than_four_results_a_process(jobs: int, most: int) -> None:
    taken: list[int] = []
    with workers(jobs) as pool:
        results = pool(isqrt, counted(1000, taken))
        assert taken == []
        assert next(results) == 0
        assert len(taken) == most


@pytest.mark.parametrize(
    ("count", "size", "sizes"), [(0, 8, []), (8, 8, [8]), (20, 8, [8, 8, 4]), (3, 1, [1, 1, 1])]
)
def test_work_is_cut_into_pieces_of_one_size_in_order(
    count: int, size: int, sizes: list[int]
) -> None:
    shards = shards_of(range(count), size)
    assert [len(shard) for shard in shards] == sizes
    assert [each for shard in shards for each in shard] == list(range(count))


def test_the_user_says_how_many_processes() -> None:
    assert jobs_of(3) == 3


@pytest.mark.parametrize("wanted", [None, 0])
def test_otherwise_there_are_as_many_as_cores(wanted: int | None) -> None:
    assert 1 <= jobs_of(wanted) <= (os.cpu_count() or 1)


def end(status: int) -> None:
    """What the system does to a process that takes too much memory."""
    os._exit(status)


def test_a_process_that_was_ended_from_outside_is_said() -> None:
    with workers(2) as pool, pytest.raises(UsageError) as caught:
        list(pool(end, [9]))
    assert caught.value.key == "worker-lost"


def squares(work: Sequence[int]) -> list[int]:
    return [each * each for each in work]


@pytest.mark.parametrize("count", [0, 3, 5_000])
def test_forked_work_comes_back_whole_and_in_its_order(count: int) -> None:
    assert forked(squares, range(count)) == squares(range(count))


def test_an_error_in_a_forked_process_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        forked(lambda work: [1 // (4_999 - each) for each in work], range(5_000))

"""Worker processes that outlive the death of one of them: whoever dies takes down one task, not the build."""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from sursur.lean import leave_out_data_frames
from sursur.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Task:
    """A call for another process. `label` stays here and says what the result belongs to."""

    label: Any
    function: Callable[[Any], Any] | None
    argument: Any = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that gave no result: the code of its problem, and why."""

    code: str
    reason: str

    @property
    def died(self) -> bool:
        return self.code == KILLED


KILLED = "reader-killed"


def failure(error: Exception) -> Failure:
    """A file that is gone or may not be read is no fault of the reader's; anything else is."""
    if isinstance(error, OSError) and error.strerror:
        return Failure("file-unreachable", error.strerror)
    return Failure("reader-failed", f"{type(error).__name__}: {error}")


class Crew:
    """Runs tasks a few at a time and gives results back in the order of the tasks."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Any]]:
        """Each task with its value or `Failure`; a task without a function passes its argument through, in turn."""
        waiting: deque[tuple[Task, Future[Any] | None]] = deque()
        for task in tasks:
            waiting.append((task, self._start(task)))
            if len(waiting) > self._workers + 2:
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def _next(self, waiting: deque[tuple[Task, Future[Any] | None]]) -> tuple[Task, Any]:
        task, future = waiting.popleft()
        if future is None:
            return task, task.argument
        value = self._value(future)
        if isinstance(value, Failure) and value.died:
            value = self._alone(task)
            self._restart(waiting)
        return task, value

    def _start(self, task: Task) -> Future[Any] | None:
        if task.function is None:
            return None
        try:
            return self._open().submit(task.function, task.argument)
        except BrokenProcessPool as error:
            broken: Future[Any] = Future()
            broken.set_exception(error)
            return broken

    def _value(self, future: Future[Any]) -> object:
        try:
            return future.result()
        except BrokenProcessPool:
            return Failure(KILLED, Sentence("the process that read it was killed, most likely for lack of memory"))
        except Exception as error:  # noqa: BLE001 - a fault in one file must not end the build; it becomes a problem
            return failure(error)

    def _alone(self, task: Task) -> object:
        """A broken pool does not say which task broke it: this one gets a process to itself."""
        pool = _pool(1)
        assert task.function is not None  # noqa: S101 - only started tasks come here
        value = self._value(pool.submit(task.function, task.argument))
        _end(pool, broken=isinstance(value, Failure) and value.died)
        return value

    def _restart(self, waiting: deque[tuple[Task, Future[Any] | None]]) -> None:
        """A new pool, and the tasks that fell with the old one started again."""
        if self._pool is not None:
            _end(self._pool, broken=True)
            self._pool = None
        for position, (task, future) in enumerate(waiting):
            if future is not None and (not future.done() or future.cancelled() or future.exception() is not None):
                waiting[position] = task, self._start(task)

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = _pool(self._workers)
        return self._pool


def _pool(workers: int) -> ProcessPoolExecutor:
    """Fresh processes: a fork would copy the locks that threads of Arrow and of the web server hold."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare)


def _end(pool: ProcessPoolExecutor, *, broken: bool) -> None:
    """End a pool that has nothing left to do, or whose processes died.

    Before 3.11.5 Python waits for ever for its thread that writes to processes which died before they had read all:
    https://github.com/python/cpython/issues/94777. There we read in their place until it is done.
    """
    if broken and sys.version_info < (3, 11, 5):
        with suppress(OSError, ValueError, AttributeError):  # all was read, and the thread has closed what it had
            _read_on(pool)
    pool.shutdown(wait=True, cancel_futures=True)


def _read_on(pool: Any) -> None:  # noqa: ANN401 - parts of a pool that have no public name
    manager, descriptor = pool._executor_manager_thread, os.dup(pool._call_queue._reader.fileno())  # noqa: SLF001
    try:
        while manager.is_alive():
            if select.select([descriptor], [], [], 0.05)[0] and not os.read(descriptor, 65_536):
                return
    finally:
        os.close(descriptor)


def _prepare() -> None:
    """Ctrl-C is for the process that was asked; a worker ends with it, and says nothing of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_out_data_frames()

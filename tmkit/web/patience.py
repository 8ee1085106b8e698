"""Clients that send a request so slowly that others cannot ask are let go."""

from __future__ import annotations

from asyncio import TimerHandle, Transport
from typing import ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["Impatient"]


class Impatient(H11Protocol):
    """A connection that ends where no request is complete for some time, whatever trickles in.

    uvicorn itself waits for ever until the first request, and while a body comes.
    """

    seconds: ClassVar[float] = 15.0
    """Between two looks; a client has between one and two times as long."""
    _timer: TimerHandle | None = None
    _last: object = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # as above it
        """Begin to look."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(self.seconds, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._timer:
            self._timer.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Let go who has neither asked since the last look nor waits for an answer."""
        if self.cycle is self._last and (self.cycle is None or self.cycle.response_complete):
            self.transport.close()
            return
        self._last = self.cycle
        self._timer = self.loop.call_later(self.seconds, self._look)

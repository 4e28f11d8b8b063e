"""Asking a service whether it works yet."""

from __future__ import annotations

import asyncio
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


def _status(url: str, timeout: float) -> int | None:
    """Return the HTTP status of a GET, None when nobody answers. No proxy: the services are on this machine."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=timeout)
    try:
        connection.request("GET", f"{parts.path or '/'}?{parts.query}")
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


async def until_ready(url: str, hopeless: int = 0, pause: float = 0.1) -> bool:
    """Return True once the URL answers 200, False if it answers the status that means it never will."""
    while True:
        status = await asyncio.to_thread(_status, url, 5.0)
        if status in (200, hopeless):
            return status == 200
        await asyncio.sleep(pause)

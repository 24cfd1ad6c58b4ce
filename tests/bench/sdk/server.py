"""A server that answers from memory, so that what is measured is the client. Prints its port, serves until killed."""

import asyncio

import answers

_JSON = b"application/json"
_PIECE = 16_384


def _answer(media_type: bytes, body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: %b\r\ncontent-length: %d\r\n\r\n" % (media_type, len(body))
    return head + body


def _chunked(media_type: bytes, body: bytes) -> bytes:
    pieces = [body[start : start + _PIECE] for start in range(0, len(body), _PIECE)]
    framed = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return b"HTTP/1.1 200 OK\r\ncontent-type: %b\r\ntransfer-encoding: chunked\r\n\r\n%b0\r\n\r\n" % (
        media_type,
        framed,
    )


CHAT = _answer(_JSON, answers.encoded(answers.chat()))
EVENTS = _chunked(b"text/event-stream", answers.events())
BY_PATH = {
    b"/v1/chat/completions": CHAT,
    b"/v1/models": _answer(_JSON, answers.models()),
    b"/v1/embeddings": _answer(_JSON, answers.embeddings()),
}


class Connection(asyncio.Protocol):
    """Answers one request after another on a connection that stays open."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._received = b""

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, rest = self._received.partition(b"\r\n\r\n")
        if not found:
            return
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if len(rest) < length:
            return
        self._received = rest[length:]
        path = head.split(b" ", 2)[1].partition(b"?")[0]
        streamed = b'"stream":true' in rest or b'"stream": true' in rest
        self._transport.write(EVENTS if streamed else BY_PATH[path])  # type: ignore[attr-defined]


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())

"""Chats, 50 at once, through the SDK with its aiohttp extra, and through the same library without an SDK."""

import asyncio
import json

import side


async def main() -> None:
    package = side.sdk()
    body = {"messages": side.MESSAGES, "model": side.MODEL}
    transport = package.DefaultAioHttpClient()
    client = package.AsyncOpenAI(api_key="key", base_url=side.BASE_URL, http_client=transport)
    import aiohttp

    session = aiohttp.ClientSession(headers={"Authorization": "Bearer key"})

    async def bare() -> object:
        async with session.post(f"{side.BASE_URL}/chat/completions", json=body) as answer:
            return json.loads(await answer.read())

    async def library() -> object:
        answer = await transport.post(f"{side.BASE_URL}/chat/completions", json=body)
        return json.loads(answer.content)

    async def call() -> object:
        return await client.chat.completions.create(messages=side.MESSAGES, model=side.MODEL)

    await side.take_turns_at_once(
        {"SDK": call, "aiohttp": bare, "HTTP library over aiohttp": library}, at_once=50, times=1
    )
    await session.close()
    await client.close()


asyncio.run(main())

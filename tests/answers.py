"""What an answer holds, whether it is made at once or streamed."""

from typing import Any


def content_of(answer: Any) -> bytes:
    """The whole body; a streamed one is read to its end, which closes it.

    `close()` would tell Django that the request is over, and Django would close the database connection under the test.
    """
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)

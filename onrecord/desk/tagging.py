"""Entity tags: what a browser or a program has already is not sent again."""

from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response


def tagged(request: Request, answer: Response) -> Response:
    """An answer with its ETag; 304 without a body where the reader has it."""
    if answer.status_code != 200:
        return answer
    tag = f'"{blake2b(bytes(answer.body), digest_size=12).hexdigest()}"'
    given = request.headers.get("if-none-match", "")
    if tag in [one.strip().removeprefix("W/") for one in given.split(",")]:
        kept = {name: value for name, value in answer.headers.items() if name in ("vary", "set-cookie", "link")}
        return Response(status_code=304, headers=kept | {"etag": tag})
    answer.headers["etag"] = tag
    return answer

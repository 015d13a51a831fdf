"""Health: is the desk alive, can it read its store, and its figures for Prometheus."""

from time import perf_counter

from fastapi import APIRouter, FastAPI, Request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from sqlalchemy import func, select
from starlette.middleware.base import RequestResponseEndpoint
from starlette.responses import Response

from onrecord.store.tables import articles

router = APIRouter(include_in_schema=False)
TIMES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0)


class Figures:
    """What one desk counts: answers by route and status, and the seconds that they took."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("route", "status")
        self.answers = Counter("onrecord_answers", "Answers given", labels, registry=self.registry)
        self.articles = Gauge("onrecord_articles", "Articles in the store", registry=self.registry)
        self.seconds = Histogram(
            "onrecord_answer_seconds", "Seconds to an answer's head", ("route",), registry=self.registry, buckets=TIMES
        )


def count(app: FastAPI) -> None:
    """Have an application count its answers."""
    app.state.figures = Figures()

    @app.middleware("http")
    async def counted(request: Request, call: RequestResponseEndpoint) -> Response:
        begun = perf_counter()
        answer = await call(request)
        route = getattr(request.scope.get("route"), "path", "none")
        app.state.figures.answers.labels(route, str(answer.status_code)).inc()
        app.state.figures.seconds.labels(route).observe(perf_counter() - begun)
        return answer


@router.get("/healthz")
def alive() -> Response:
    """The desk answers."""
    return Response("ok\n", media_type="text/plain")


@router.get("/readyz")
def ready(request: Request) -> Response:
    """The desk can read its store; a 503 problem where it cannot."""
    with request.app.state.desk.store.reading() as connection:
        connection.execute(select(articles.c.id).limit(1)).first()
    return Response("ready\n", media_type="text/plain")


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """The figures in Prometheus' text form."""
    figures: Figures = request.app.state.figures
    with request.app.state.desk.store.reading() as connection:
        stored = connection.execute(select(func.count()).select_from(articles)).scalar_one()
    figures.articles.set(stored)
    return Response(generate_latest(figures.registry), media_type=CONTENT_TYPE_LATEST)

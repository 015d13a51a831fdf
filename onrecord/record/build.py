"""Article + actors + facts -> Record."""

import msgspec

from onrecord.values import Actor, Article, Facts, Record


def build(article: Article, actors: tuple[Actor, ...], facts: Facts[str]) -> Record:
    """The record of an article; its authors, names until now, become actors' ids."""
    ids = {
        name: actor.id for actor in reversed(actors) if actor.kind == "person" for name in (*actor.names, actor.name)
    }
    added: list[Actor] = []
    authors: list[str] = []
    for name in article.authors:
        if name not in ids:
            ids[name] = f"a{len(actors) + len(added) + 1}"
            added.append(Actor(id=ids[name], kind="person", name=name, names=(name,)))
        authors.append(ids[name])
    return Record(
        article=msgspec.structs.replace(article, authors=tuple(authors)),
        actors=(*actors, *added),
        **msgspec.structs.asdict(facts),
    )

"""The tables: articles with their records, the actors and facts in them, and the words they are found by."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, column, table

REVISION = "0001"  # the newest of migrations/versions
APPLICATION_ID = 0x4F6E5265  # "OnRe" in SQLite's header: tells a store from any other database

metadata = MetaData()


def _id() -> "Column[int]":
    return Column("id", Integer, primary_key=True)


def _of(name: str) -> "Column[int]":
    return Column(name, Integer, ForeignKey(f"{name}s.id", ondelete="CASCADE"), nullable=False)


articles = Table(
    "articles",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),  # the page's URL, else its source
    Column("digest", String(64), nullable=False),  # of the page and of the program that read it
    Column("first_seen", Text, nullable=False),  # RFC 3339; in no list, for it depends on when the page was read
    Column("record", LargeBinary, nullable=False),  # the public JSON
    Column("article", String(16), nullable=False, index=True),  # the article's id; reprints may share one
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("language", Text, nullable=False),
    Column("outlet", Text),
    Column("outlet_key", Text, index=True),
    Column("domain", Text, index=True),
    Column("published", Text),
    Column("instant", Text, nullable=False),  # sorts by time; "" where unknown
    Column("first_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
)
Index("articles_by_time", articles.c.instant.desc(), articles.c.key)

actors = Table(
    "actors",
    metadata,
    _id(),
    _of("article"),
    Column("actor", Text, nullable=False),  # the id inside the record
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("wikidata", Text),
    Column("country", Text),
    Column("mentions", Integer, nullable=False),
)
Index("actors_of_article", actors.c.article)

facts = Table(
    "facts",
    metadata,
    _id(),
    _of("article"),
    Column("layer", Text, nullable=False),
    Column("number", Integer, nullable=False),  # its place in the record's layer
    Column("row", LargeBinary, nullable=False),  # the flat row as JSON
)
Index("facts_of_article", facts.c.article, facts.c.layer, facts.c.number, unique=True)

parties = Table("parties", metadata, _of("actor"), _of("fact"))
Index("parties_of_actor", parties.c.actor, parties.c.fact, unique=True)
Index("parties_of_fact", parties.c.fact)

# FTS5 over lemmas; `rowid` is the id of the article, actor or fact.
articles_fts = table("articles_fts", column("rowid"), column("title"), column("text"))
actors_fts = table("actors_fts", column("rowid"), column("lemmas"))
facts_fts = table("facts_fts", column("rowid"), column("lemmas"))
FTS = (articles_fts, actors_fts, facts_fts)

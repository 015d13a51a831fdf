"""The tables: articles with their records, the actors and facts in them, and the words they are found by."""

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    column,
    table,
)

from onrecord.values import LAYERS

REVISION = "0011"  # the newest of migrations/versions
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
    Column("layers", Integer, nullable=False),  # a bit for each layer that it has facts of: `bit(layer)`
)
# A list goes along the articles by time, and must tell from the index alone which of them it passes over.
_PASSED_OVER_BY = ("first_day", "last_day", "language", "outlet_key", "domain", "layers")
Index("articles_by_time", articles.c.instant.desc(), articles.c.key, *(articles.c[name] for name in _PASSED_OVER_BY))


def bit(layer: str) -> int:
    """The bit of a layer in `articles.layers`."""
    return 1 << LAYERS.index(layer)


records = Table(
    "records",  # apart from the articles, so that those stand close together
    metadata,
    Column("article", Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("record", LargeBinary, nullable=False),  # the public JSON
)

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
    Column("block", Text, index=True),  # under which all stand that may be one with it; null for the unnamed
    Column("sight", LargeBinary),  # what joining sees of it, as JSON; null where an older version read the page
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
OWN = "NOCASE"  # the order of an index that only queries asking for it use: others would go along all facts of a layer
Index("facts_by_layer", facts.c.layer.collate(OWN), facts.c.id)
Index("facts_of_article", facts.c.article, facts.c.layer, facts.c.number, unique=True)

parties = Table("parties", metadata, _of("actor"), _of("fact"))
Index("parties_of_actor", parties.c.actor, parties.c.fact, unique=True)
Index("parties_of_fact", parties.c.fact)

dated = Table(
    "dated",  # the days that a meeting is held on, or a commitment is due on
    metadata,
    Column("fact", Integer, ForeignKey("facts.id", ondelete="CASCADE"), primary_key=True),
    Column("layer", Text, nullable=False),
    Column("first_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
)
Index("dated_by_day", dated.c.layer, dated.c.last_day, dated.c.first_day)

signatures = Table(
    "signatures",
    metadata,
    Column("article", Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("signature", LargeBinary, nullable=False),  # what it is compared with other articles by
)

# What is joined. What changed since the last join stands in `stale`: blocks to decide, identities to tell anew.
stale = Table("stale", metadata, Column("what", Text, primary_key=True), Column("key", Text, primary_key=True))
BLOCK, IDENTITY = "block", "identity"

identities = Table(
    "identities",
    metadata,
    _id(),
    Column("identity", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("names", LargeBinary, nullable=False),  # every name seen or known, as JSON
    Column("wikidata", Text, index=True),
    Column("country", Text),
)

identified = Table(
    "identified",
    metadata,
    Column("actor", Integer, ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True),
    Column("decided", Text, nullable=False, index=True),  # before corrections
    Column("identity", Text, nullable=False),
    Column("instant", Text, nullable=False),  # of the article
)
Index("identified_by_time", identified.c.identity, identified.c.instant.desc())
Index("corrected", identified.c.actor, sqlite_where=identified.c.identity != identified.c.decided)

roster = Table(
    "roster",  # the list of actors as the last join left it: counting a million takes seconds
    metadata,
    Column("id", Integer, primary_key=True),  # the place in the list
    Column("identity", Text),  # null for what has no name of its own
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("names", LargeBinary),  # as `identities` has them
    Column("wikidata", Text),
    Column("country", Text),
    Column("articles", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
)
Index("roster_by_name", roster.c.identity, roster.c.name)
onward = Table(
    "onward",  # in how many articles of a language an actor of the roster is from a day on
    metadata,
    Column("language", Text, primary_key=True),
    Column("edge", Text, primary_key=True),  # "first" or "last": which of an article's days
    Column("place", Integer, primary_key=True),  # the actor's in the roster
    Column("day", Text, primary_key=True),  # "" for articles without a date
    Column("articles", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    sqlite_with_rowid=False,
)
unjoined = Table(
    "unjoined",  # the actors stored since
    metadata,
    Column("actor", Integer, ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True),
)

posts = Table(
    "posts",
    metadata,
    _of("actor"),
    _of("fact"),
    Column("role", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("day", Text, nullable=False),  # of publication, "" where unknown
)
Index("posts_by_role", *(posts.c[name] for name in ("role", "side", "day", "status", "actor", "fact")))
Index("posts_of_actor", posts.c.actor, posts.c.fact, unique=True)
Index("posts_of_fact", posts.c.fact)

corrections = Table(
    "corrections",  # append-only
    metadata,
    Column("correction", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("entry", LargeBinary, nullable=False),  # the correction as JSON
)

judged = Table(
    "judged",
    metadata,
    Column("fact", Integer, ForeignKey("facts.id", ondelete="CASCADE"), primary_key=True),
    Column("judgement", Text, nullable=False),
)

stories = Table(
    "stories",
    metadata,
    Column("story", String(10), primary_key=True),  # made from the key of its first article
    Column("title", Text),  # of its first article, as are the next two
    Column("language", Text, nullable=False),
    Column("begun", Text, nullable=False),  # sorts by time; "" where unknown
    Column("first_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("independent", Integer, nullable=False),  # roots of its chains
)
Index("stories_by_time", stories.c.begun.desc(), stories.c.story)

tellings = Table(
    "tellings",
    metadata,
    Column("article", Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story", String(10), nullable=False, index=True),
    Column("number", Integer, nullable=False),  # its place in the story, by time
    Column("how", Text, nullable=False),  # own, reprint, part or relay
    Column("parent", Integer, ForeignKey("articles.id", ondelete="SET NULL"), index=True),  # taken from it
    Column("credited", Text),  # the source that it names where that is not its parent
    Column("copy_of", Integer, ForeignKey("articles.id", ondelete="SET NULL"), index=True),  # it has its text
    Column("root", Text, nullable=False),  # the key of the article, or the source, at the end of its chain
    Column("kept", Float),  # the part of the words of that article (else of the parent) that it has
    Column("copied", Float),  # the part of its own words that are that article's
)

STORIES, ROSTER = "stories", "roster"  # what `made_with` knows these tables by; cleared whenever a page is stored
made_with = Table(
    "made_with",  # what the joined tables were made with: the digest of the knowledge tables
    metadata,
    Column("what", Text, primary_key=True),
    Column("digest", Text, nullable=False),
)

# FTS5 over lemmas; `rowid` is the id of the article, actor or fact.
articles_fts = table("articles_fts", column("rowid"), column("title"), column("text"))
actors_fts = table("actors_fts", column("rowid"), column("lemmas"))
facts_fts = table("facts_fts", column("rowid"), column("lemmas"))
identities_fts = table("identities_fts", column("rowid"), column("lemmas"))
said_fts = table("said_fts", column("rowid"), column("grams"))  # the quotes among the facts, by pairs of words
FTS = (articles_fts, actors_fts, facts_fts, identities_fts, said_fts)

"""Role mentions: whom "глава государства", "пресс-служба" or "собеседник агентства" stands for.

In this order: a person whom the article gives that post; the knowledge tables at the article's date; the outlet's
country for "наш"; an organisation or an unnamed actor of the same words met before; else a new unnamed actor.
"""

from onrecord.resolve.cast import Draft
from onrecord.resolve.roles.again import same_head, same_words
from onrecord.resolve.roles.bodies import body, country, in_brackets, of_field, own_body, short_name
from onrecord.resolve.roles.described import described
from onrecord.resolve.roles.naming import called, completed, national_name, of_country_spoken_of
from onrecord.resolve.roles.people import another, by_affiliation, by_knowledge, by_post, generic, sole_bearer
from onrecord.resolve.roles.posts import Post
from onrecord.resolve.roles.reading import Reading, read_role, roles_of
from onrecord.resolve.roles.view import View
from onrecord.values import ActorKind, Mention
from onrecord.words import listed

__all__ = ["Post", "Roles", "roles_of"]


class Roles(View):
    """Resolves the role mentions of one article, in text order."""

    def resolve(self, mention: Mention) -> Draft:
        """The actor that a role mention stands for; a new unnamed one or organisation where nothing else answers."""
        reading = read_role(self.doc, mention, self.knowledge)
        surface = called(self, mention)
        name = national_name(self, mention, reading) or surface
        plural = self.doc.feat(mention.head, "Number") == "Plur"  # "лидеры" are no one person
        draft = (
            same_words(self, name, mention)
            if another(self, mention)
            else (
                in_brackets(self, mention)
                or country(self, reading, mention)
                or (None if plural else by_post(self, reading, mention) or by_knowledge(self, reading))
                or own_body(self, reading, mention)
                or of_field(self, mention, reading)
                or by_affiliation(self, reading, name, mention)
                or described(self, reading, mention)
                or same_words(self, name, mention)
                or same_head(self, reading, mention)
                or sole_bearer(self, reading, mention)
                or generic(self, reading, mention)
                or body(self, reading, mention)
            )
        )
        return self.cast.assign(mention, draft or self._new(mention, reading, name), surface)

    def apart(self, mention: Mention) -> Draft:
        """A new actor for a role that is not whom it seems to mean: the other of two who meet."""
        reading, name = read_role(self.doc, mention, self.knowledge), called(self, mention)
        self.cast.release(mention, name)
        return self.cast.assign(
            mention, self._new(mention, reading, national_name(self, mention, reading) or name), name
        )

    def _new(self, mention: Mention, reading: Reading, name: str) -> Draft:
        plural = self.doc.feat(mention.head, "Number") == "Plur"
        someone = self.doc.feat(mention.head, "Animacy") == "Anim" or reading.head in listed("roles", "source")
        kind: ActorKind = "unnamed" if someone or plural else "organisation"
        draft = self.cast.add(Draft(kind, completed(self, mention, reading, of_country_spoken_of(self, reading, name))))
        draft.gender, draft.plural = self.doc.feat(mention.head, "Gender"), plural
        if short := short_name(self, mention):
            draft.names[short] += 1
        return draft

    def outlet(self, mention: Mention) -> Draft:
        """The outlet of an address that stands outside the analysed text ("Источник: ...")."""
        address = self.doc.text[mention.start : mention.end]
        domain = address.lower()
        entity = self.knowledge.entities.get(f"outlet:{domain}")
        if entity:
            return self.known(entity)
        known = next((d for d in self.cast.kinds("organisation") if domain in map(str.lower, (d.name, *d.names))), None)
        return known or self.cast.add(Draft("organisation", address))

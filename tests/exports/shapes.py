"""What the standards want of what is written, as schemas: Web Annotation, Popolo, IATI."""

from lxml import etree

TARGET = {
    "type": "object",
    "required": ["source", "selector"],
    "properties": {
        "source": {"type": "string", "pattern": "^(https?://|urn:onrecord:)"},
        "selector": {
            "type": "array",
            "prefixItems": [
                {
                    "properties": {"type": {"const": "TextPositionSelector"}, "start": {"minimum": 0}},
                    "required": ["type", "start", "end"],
                },
                {
                    "properties": {"type": {"const": "TextQuoteSelector"}, "exact": {"type": "string"}},
                    "required": ["type", "exact", "prefix", "suffix"],
                },
            ],
            "minItems": 2,
            "items": False,
        },
    },
}
BODY = {
    "type": "object",
    "required": ["type", "value", "purpose"],
    "properties": {"type": {"const": "TextualBody"}, "purpose": {"enum": ["tagging", "describing"]}},
}
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "body", "target"],
    "properties": {
        "id": {"type": "string", "pattern": "^urn:onrecord:"},
        "type": {"const": "Annotation"},
        "body": {"type": "array", "items": BODY},
        "target": {"type": "array", "minItems": 1, "items": TARGET},
    },
}
NAMED = {"type": "object", "required": ["id", "name"], "properties": {"name": {"type": "string", "minLength": 1}}}
SOURCES = {
    "type": "array",
    "minItems": 1,
    "items": {"required": ["url", "fact", "sha256", "offsets", "rule", "version"]},
}
POPOLO_DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
POPOLO = {
    "required": ["persons", "organizations", "memberships", "events", "speeches"],
    "properties": {
        "persons": {"type": "array", "items": NAMED},
        "organizations": {"type": "array", "items": NAMED},
        "memberships": {"items": {"required": ["person_id", "role"], "properties": {"sources": SOURCES}}},
        "events": {"items": {"properties": {"start_date": POPOLO_DATE, "end_date": POPOLO_DATE, "sources": SOURCES}}},
        "speeches": {"items": {"required": ["id", "text"], "properties": {"sources": SOURCES}}},
    },
}

# The order, the occurrences and the attributes of IATI 2.03 for the elements that are written.
IATI = etree.RelaxNG(
    etree.fromstring(
        """
<element name="iati-activities" xmlns="http://relaxng.org/ns/structure/1.0"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <attribute name="version"><value>2.03</value></attribute>
 <zeroOrMore><element name="iati-activity">
  <element name="iati-identifier"><data type="token"><param name="pattern">\\S+</param></data></element>
  <element name="reporting-org"><attribute name="ref"/><attribute name="type"/>
   <optional><attribute name="secondary-reporter"><data type="boolean"/></attribute></optional>
   <ref name="said"/></element>
  <element name="title"><ref name="said"/></element>
  <oneOrMore><element name="description"><optional><attribute name="type"/></optional>
   <ref name="said"/></element></oneOrMore>
  <oneOrMore><element name="participating-org"><attribute name="role"><data type="int"/></attribute>
   <ref name="said"/></element></oneOrMore>
  <element name="activity-status"><attribute name="code"><data type="int"/></attribute></element>
  <oneOrMore><element name="activity-date"><attribute name="type"/>
   <attribute name="iso-date"><data type="date"/></attribute></element></oneOrMore>
  <optional><element name="recipient-country"><attribute name="code"/><ref name="said"/></element></optional>
  <optional><element name="transaction">
   <element name="transaction-type"><attribute name="code"><data type="int"/></attribute></element>
   <element name="transaction-date"><attribute name="iso-date"><data type="date"/></attribute></element>
   <element name="value"><attribute name="currency"><data type="string"><param name="pattern">[A-Z]{3}</param></data>
    </attribute><attribute name="value-date"><data type="date"/></attribute><data type="decimal"/></element>
   <element name="provider-org"><ref name="said"/></element>
   <optional><element name="receiver-org"><ref name="said"/></element></optional>
  </element></optional>
  <element><nsName ns="urn:onrecord:1"/><zeroOrMore><attribute><anyName/></attribute></zeroOrMore><text/></element>
 </element></zeroOrMore>
</element>""".replace('<ref name="said"/>', '<element name="narrative"><text/></element>')
    )
)

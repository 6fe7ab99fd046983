"""XML of pushes: read with defusedxml, so that neither a DTD nor an entity gets anywhere."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from api.channels.wechat.protocol.errors import BodyMalformed, BodyTooLarge

MAX_BODY_BYTES = 64 * 1024
"""Our rule. The longest text that a person can send is some 2 KB; compatible mode sends it thrice."""


def read_xml(body: bytes, max_bytes: int = MAX_BODY_BYTES) -> Element:
    """The root. Raises BodyTooLarge, or BodyMalformed when it is no XML, has a DTD, or is not called `xml`."""
    if len(body) > max_bytes:
        raise BodyTooLarge
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, ValueError, LookupError):
        # ValueError: what defusedxml forbids, and encodings that expat cannot read; LookupError: unknown encodings.
        raise BodyMalformed from None
    if root.tag != "xml":
        raise BodyMalformed
    return root

"""HTML as a tree, written by the standard library: whatever enters it as text is escaped."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring


def node(name: str, /, *content: str | Element, **attributes: str) -> Element:
    """Return an element; a name that Python keeps for itself ends with an underscore (`class_`), an empty value is left out."""
    made = Element(name, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value})
    for part in content:
        if isinstance(part, Element):
            made.append(part)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + part
        else:
            made.text = (made.text or "") + part
    return made


def markup(*elements: Element) -> str:
    """Return them as HTML."""
    return "\n".join(tostring(element, encoding="unicode", method="html") for element in elements)

"""The parts of a page that are not its report: other stories, comments, captions, notices before the article.

Owns the marks by which they are known: the names that pages give their own parts. Must never judge by what a text
says about the conflict. Invariant: a part that holds most of the page's words is not furniture, whatever its name.
"""

from __future__ import annotations

import re
from typing import Any

# Whole words of class and id, with - and _ as borders: "related-links", "js_comments", "cookie-banner".
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|recirc\w*|trending|popular|most-?read|more-?(?:stories|news|from|on)|read-?more"
    r"|see-?also|also-?read|you-?may|outbrain|taboola|promo\w*|teasers?|newsletter|subscribe\w*|sign-?up|signup"
    r"|comments?|disqus\w*|respond|share|sharing|social|cookies?|consent|gdpr|onetrust|advert\w*|ads?|sponsor\w*"
    r"|captions?|figcaption|breadcrumbs?|tags?|topics|pagination|author-?bio|about-?author|sidebar|ticker|breaking-?bar"
    r"|skip-?links?|print-?only-?footer|site-?(?:header|footer|nav)|menu|navbar?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TAGS = ("aside", "nav", "footer", "figcaption", "form", "button", "dialog", "noscript", "select", "textarea")
_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog", "banner"})
_ABOVE_LINKS = re.compile(
    r"(?:related|read (?:more|also|next)|also read|see also|more (?:on|from|stories|news)|most (?:read|popular)"
    r"|recommended|you (?:may|might) (?:also )?like|trending|latest(?: news| stories)?|in other news|don't miss"
    r"|editor'?s'? picks|comments?)\b",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"\b(?:we (?:and our partners )?(?:use|value)[\w\s]{0,30}(?:cookies|privacy)|accept (?:all )?cookies"
    r"|cookie (?:policy|settings|preferences)|manage (?:your )?(?:cookies|consent|preferences)"
    r"|checking your browser|enable javascript|verify (?:that )?you are (?:a )?human|unusual traffic"
    r"|access denied|(?:log|sign) in to (?:continue|read)|ddos protection)\b",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(
    r"\b(?:page (?:you (?:were|are) looking for|(?:was |could )?not (?:be )?found|has moved|no longer exists)"
    r"|(?:article|story) (?:is )?no longer (?:exists|available)|404)\b",
    re.IGNORECASE,
)
_LARGEST_SHARE = 0.6
_WALL_WORDS = 150


def cut_furniture(tree: Any) -> Any:
    """The tree without its furniture; it is changed in place."""
    root = tree if isinstance(tree.tag, str) else tree.getroot()
    _undo_layout_tables(root)
    most = _LARGEST_SHARE * max(1, _words(root))
    for element in list(root.iter()):
        if (
            not isinstance(element.tag, str)
            or element.getparent() is None
            or element.tag in ("html", "body", "head")
        ):
            continue
        if _is_furniture(element) and _words(element) < most:
            _drop(element)
    for link in list(root.iter("a")):
        if link.getparent() is not None and _stands_alone(link) and _words(link) < most:
            _drop(link)
    for heading in list(root.iter("h2", "h3", "h4", "h5", "h6", "p", "strong", "div", "span")):
        if heading.getparent() is not None and _ABOVE_LINKS.match(" ".join(heading.itertext()).strip()[:60]):
            _drop_links_below(heading, most)
    return tree


def _undo_layout_tables(root: Any) -> None:
    """Turn tables that only set columns side by side into plain blocks; a table of data stays one."""
    for table in list(root.iter("table")):
        cells = list(table.iter("td", "th"))
        if any(True for _ in table.iter("p", "h1", "h2", "div", "ul")) or any(_words(cell) > 60 for cell in cells):
            for part in list(table.iter("table", "tbody", "thead", "tr", "td", "th")):
                part.tag = "div"


def is_not_here(text: str) -> bool:
    """Whether a page's whole text says that there is nothing at its address."""
    return len(text.split()) < _WALL_WORDS // 3 and _NOT_HERE.search(text) is not None


def is_wall(text: str) -> bool:
    """Whether a page's whole text is a notice that stands before the article."""
    words = len(text.split())
    return words < _WALL_WORDS and _WALL.search(text) is not None


def _is_furniture(element: Any) -> bool:
    if element.tag in _TAGS or (element.get("role") or "").casefold() in _ROLES:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if re.search(r"display\s*:\s*none", element.get("style") or ""):
        return True
    # An article's own name is no mark: "article-with-comments" names what lies around the text.
    if element.tag in ("article", "main", "p", "blockquote", "h1"):
        return element.tag == "p" and bool(
            re.search(r"caption|read-?more|related", element.get("class") or "", re.I)
        )
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _NAMED.search(named) is not None


def _words(element: Any) -> int:
    return sum(len(text.split()) for text in element.itertext())


def _stands_alone(link: Any) -> bool:
    """A link between the paragraphs and in none of them: a card that leads to another story."""
    parent = link.getparent()
    if parent.tag not in ("main", "article", "section", "div") or _words(link) < 4:
        return False
    around = [parent.text, *(child.tail for child in parent)]
    return not any(text and text.strip() for text in around)


def _drop_links_below(heading: Any, most: float) -> None:
    """Drop a heading over links to other stories, with the list or the links that follow it."""
    words = " ".join(heading.itertext()).split()
    following = heading.getnext()
    inside = sum(len(" ".join(link.itertext()).split()) for link in heading.iter("a"))
    if inside and len(words) < 40 and inside >= len(words) - 4:
        _drop(heading)  # "Read more: <a>...</a>", one line
        return
    if len(words) > 6:
        return
    while following is not None and mostly_links(following) and _words(following) < most:
        after = following.getnext()
        _drop(following)
        following = after
    if heading.getnext() is following:
        _drop(heading)


def mostly_links(element: Any) -> bool:
    """Whether most of an element's words are links to elsewhere."""
    total = _words(element)
    linked = sum(_words(link) for link in element.iter("a")) if element.tag != "a" else total
    return total > 0 and linked >= 0.6 * total


def _drop(element: Any) -> None:
    """Take an element out and keep the text that follows it."""
    parent = element.getparent()
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)

"""Whether something is Atom: by the grammar of its standard, and by the rules that the standard says in words."""

from pathlib import Path

from lxml import etree

NAMES = {"a": "http://www.w3.org/2005/Atom"}
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))


def faults(document: bytes) -> list[str]:
    """What is wrong with a feed; nothing for a good one."""
    feed = etree.fromstring(document)
    found = [] if GRAMMAR.validate(feed) else [str(error) for error in GRAMMAR.error_log]
    rules = {
        "an entry has an author, or its feed has": "//a:entry[not(a:author) and not(../a:author)]",
        "an entry without content has an alternate link": "//a:entry[not(a:content) and not(a:link[@rel='alternate'])]",
        "content from elsewhere has a summary": "//a:entry[a:content/@src and not(a:summary)]",
        "a feed links to itself": "/a:feed[not(a:link[@rel='self'])]",
        "addresses are whole": "//a:link[not(starts-with(@href, 'http'))]",
        "ids are names": "//a:id[not(contains(., ':'))]",
        "titles say something": "//a:title[not(normalize-space())]",
    }
    found += [rule for rule, broken in rules.items() if feed.xpath(broken, namespaces=NAMES)]
    ids = feed.xpath("//a:entry/a:id/text()", namespaces=NAMES)
    return found + (["an id stands twice"] if len(ids) != len(set(ids)) else [])


def titles(document: bytes) -> list[str]:
    return [str(one) for one in etree.fromstring(document).xpath("//a:entry/a:title/text()", namespaces=NAMES)]


def texts(document: bytes, name: str) -> list[str]:
    """What stands in every element of that name, of the feed and its entries."""
    return [str(one) for one in etree.fromstring(document).xpath(f"//a:{name}/text()", namespaces=NAMES)]

"""Judge each pair of ink and paper once.

axe's rule on contrast is the slow half of a look at a page, and most of a page is painted like the page before it. So a
piece of text is described by how it is painted: its ink, its size, and the ground of everything it lies in, with
the colours as the browser computed them (a light and a dark page never share one). What axe found clean once in this
process is not judged again; `make nightly` judges everything everywhere, because a description does not know what
else may lie over a text.
"""

from playwright.sync_api import Page

DESCRIBE = """
() => {
  const grounds = new Map(), pseudo = ['::before', '::after'];
  const layer = style => [
    style.backgroundColor === 'rgba(0, 0, 0, 0)' ? '' : style.backgroundColor,
    style.backgroundImage === 'none' ? '' : style.backgroundImage,
    style.opacity === '1' ? '' : style.opacity, style.filter === 'none' ? '' : style.filter,
    style.mixBlendMode === 'normal' ? '' : style.mixBlendMode,
    ['static', 'relative'].includes(style.position) ? '' : style.position,
  ].join('|');
  const ground = element => {
    if (!element) return '';
    if (!grounds.has(element)) {
      const drawn = pseudo.map(name => getComputedStyle(element, name)).filter(style => style.content !== 'none');
      const own = [getComputedStyle(element), ...drawn].map(layer).filter(words => words !== '|||||').join('+');
      const under = ground(element.parentElement);
      grounds.set(element, own ? `${under}/${own}` : under);
    }
    return grounds.get(element);
  };
  const ink = style => [style.color, style.fontSize, style.fontWeight, style.textShadow, style.textDecorationLine,
                        style.webkitTextFillColor, style.webkitTextStrokeColor].join('|');
  const written = element => element.matches('input, select, textarea') ||
    [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  window.painted = new Map();
  for (const element of document.body.querySelectorAll('*')) {
    if (!written(element)) continue;
    const paint = ink(getComputedStyle(element)) + ground(element);
    window.painted.set(paint, [...(window.painted.get(paint) ?? []), element]);
  }
  return [...window.painted.keys()];
}
"""
MARK = "fresh => fresh.forEach(paint => painted.get(paint).forEach(one => one.setAttribute('data-unjudged', '')))"
MARKED = "[data-unjudged]"

_clean: set[str] = set()


def mark_fresh(page: Page) -> list[str]:
    """Mark the texts of a page that are painted as none before, and return the descriptions of their paint."""
    fresh = [paint for paint in page.evaluate(DESCRIBE) if paint not in _clean]
    if fresh:
        page.evaluate(MARK, fresh)
    return fresh


def keep_clean(paints: list[str]) -> None:
    """Remember paints that axe had nothing against."""
    _clean.update(paints)

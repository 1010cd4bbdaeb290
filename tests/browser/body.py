"""Finds and taps a place on the drawing of the body, as an eye and a finger do."""

# A point of the screen at which this shape, and no other, is on top; null when there is none.
ONTO_A_PATH = """path => {
  path.ownerSVGElement.closest('.stage').scrollIntoView({block: 'center'});
  const box = path.getBoundingClientRect();
  for (let step = 1; step < 400; step += 1) {
    const x = Math.round(box.left + box.width * ((step * 0.618) % 1));
    const y = Math.round(box.top + box.height * ((step * 0.755) % 1));
    if (document.elementFromPoint(x, y) === path) return [x, y];
  }
  return null;
}"""


def tap_place(page, name):
    """Tap on a place that can be seen; false when it is not in view, such as on the other side of the body."""
    for shape in page.locator(f'.shapes [role=checkbox][aria-label="{name}"]').all():
        at = shape.evaluate(ONTO_A_PATH)
        if at:
            page.touchscreen.tap(*at)
            return True
    return False

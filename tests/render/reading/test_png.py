"""A PNG is its SVG as a browser draws it, but for the shapes of letters."""

from base64 import b64encode

import pytest

from scheduler.render.formats import ExportRequest, export
from scheduler.vocabulary.printing import Picture
from tests.render.html.browsing import browsing
from tests.render.reading.drawn import draw

CELL = 16
"""Squares of so many dots are compared by their mean: letters may be set a little otherwise."""
MEANS = """
async ([one, other, cell]) => {
  const pixels = async (source, width, height) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width || image.naturalWidth;
    canvas.height = height || image.naturalHeight;
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
  const png = await pixels(one), svg = await pixels(other, png.width, png.height);
  const means = (data) => {
    const sums = [];
    for (let y = 0; y + cell <= data.height; y += cell)
      for (let x = 0; x + cell <= data.width; x += cell)
        for (let colour = 0; colour < 3; colour++) {
          let sum = 0;
          for (let down = 0; down < cell; down++)
            for (let right = 0; right < cell; right++)
              sum += data.data[4 * ((y + down) * data.width + x + right) + colour];
          sums.push(sum / cell / cell);
        }
    return sums;
  };
  const left = means(png), right = means(svg);
  const apart = left.map((mean, index) => Math.abs(mean - right[index]));
  return [apart.reduce((a, b) => a + b) / apart.length,
          apart.filter((far) => far > 60).length / apart.length];
}
"""


@pytest.mark.ci
def test_a_png_is_its_svg_as_a_browser_draws_it() -> None:
    with browsing() as browser:
        page = browser.new_page()
        pictures: tuple[tuple[int, Picture], ...] = (
            (8, "grid"),
            (21, "grid"),
            (20, "gantt"),
            (33, "utilisation"),
        )
        for seed, picture in pictures:
            issues = draw(seed)
            request = ExportRequest(before=issues.first.timetable, picture=picture)
            png = _address("png", export("png", issues.problem, issues.revised, request))
            svg = _address("svg+xml", export("svg", issues.problem, issues.revised, request))
            earlier = ExportRequest(picture=picture)
            other = _address("svg+xml", export("svg", issues.problem, issues.first, earlier))
            mean, far = page.evaluate(MEANS, [png, svg, CELL])
            assert mean < 2
            assert far == 0
            mean, far = page.evaluate(MEANS, [png, other, CELL])
            assert mean > 4
            assert far > 0


def _address(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{b64encode(data).decode()}"

"""The picture as a file wears the same look as on the page: shapes and sizes by columns, and the rows' own pictures."""

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.ui.map.looks import Look

if TYPE_CHECKING:
    import altair as alt

SLANTED = "M-1,-.6L-.6,-1L0,-.4L.6,-1L1,-.6L.4,0L1,.6L.6,1L0,.4L-.6,1L-1,.6L-.4,0Z"
MARKS = ("circle", "square", "triangle-up", "diamond", "cross", SLANTED)  # as the map on the page draws them, in its order
LEAST, MOST = 20, 260  # areas of points whose size says something
PICTURED = 2_000  # rows whose pictures are put into the file
SIDE = 22  # pixels of a picture


def dressed(picture: "alt.Chart", look: Look, rows: np.ndarray) -> "alt.Chart":
    """The chart of these rows (m,) of the map with what the look adds; its data has a line per row, in their order. O(m)."""
    import altair as alt

    told, frame = look.options(), picture.data.copy()
    if (shapes := told.get("shapes")) is not None:
        names = list(told["shape_names"])
        frame["mark"] = [names[shape] for shape in shapes[rows]]
        kinds = alt.Scale(domain=names, range=[MARKS[number % len(MARKS)] for number in range(len(names))])
        picture = picture.encode(shape=alt.Shape("mark:N", title=told["shape"], scale=kinds))
    if (sizes := told.get("sizes")) is not None:
        frame["area"] = sizes[rows].astype(float)
        picture = picture.encode(size=alt.Size("area:Q", title=told["size"], scale=alt.Scale(range=[LEAST, MOST])))
    if look.images is None or not look.pictured or len(rows) > PICTURED:
        return picture.properties(data=frame)
    frame["tile"] = tiles(told["images"], rows)
    return picture.mark_image(width=SIDE, height=SIDE * look.images.high / look.images.wide).encode(
        url="tile:N", color=alt.Color(), shape=alt.Shape(), size=alt.Size(), stroke=alt.Stroke()
    ).properties(data=frame)  # fmt: skip


def tiles(images: Any, rows: np.ndarray) -> list[str]:
    """The pictures of these rows, each as a data address of a PNG. Ink is dark on light paper. O(pixels)."""
    from PIL import Image

    lines = -(-images.n // images.across)
    sheet = np.frombuffer(images.sheet.data, np.uint8).reshape(lines, images.high, images.across, images.wide, images.channels)
    found = []
    for row in rows:
        tile = sheet[row // images.across, :, row % images.across]
        tile = 255 - tile if images.ink else tile
        image = BytesIO()
        Image.fromarray(tile[..., 0] if images.channels == 1 else tile).save(image, format="PNG")
        found.append(f"data:image/png;base64,{b64encode(image.getvalue()).decode()}")
    return found

"use strict";
// A drawing as MNIST has its digits: fitted into 20 x 20, its centre of mass in the middle of 28 x 28.

const SIDE = 28, BOX = 20;

// ink: numbers 0 to 255 (height * width), row by row. Returns 784 numbers 0 to 255, or null where there is no ink.
function asNetworkSees(ink, width, height) {
  const found = inkBox(ink, width, height);
  if (!found) return null;
  const scale = BOX / Math.max(found.width, found.height);
  const columns = Math.max(1, Math.round(found.width * scale));
  const rows = Math.max(1, Math.round(found.height * scale));
  return centred(shrunk(ink, width, found, rows, columns), rows, columns);
}

// The smallest rectangle that holds all ink.
function inkBox(ink, width, height) {
  let left = width, right = -1, top = height, bottom = -1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!ink[y * width + x]) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

// The mean of the ink under each of rows * columns equal parts of the rectangle.
function shrunk(ink, width, box, rows, columns) {
  const parts = new Float64Array(rows * columns);
  const high = box.height / rows, wide = box.width / columns;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const top = row * high, left = column * wide;
      let sum = 0;
      for (let y = Math.floor(top); y < top + high - 1e-9; y++) {
        const share = Math.min(y + 1, top + high) - Math.max(y, top);
        for (let x = Math.floor(left); x < left + wide - 1e-9; x++) {
          const part = share * (Math.min(x + 1, left + wide) - Math.max(x, left));
          sum += part * ink[(box.top + y) * width + box.left + x];
        }
      }
      parts[row * columns + column] = Math.min(255, sum / (high * wide));
    }
  }
  return parts;
}

// The parts in 28 x 28, moved by whole pixels until the centre of mass lies in the pixel after the middle.
function centred(parts, rows, columns) {
  let mass = 0, down = 0, along = 0;
  parts.forEach((value, at) => {
    mass += value;
    down += value * (Math.floor(at / columns) + 0.5);
    along += value * (at % columns + 0.5);
  });
  const place = (centre, size) => Math.min(SIDE - size, Math.max(0, SIDE / 2 - Math.floor(centre)));
  const top = place(down / mass, rows), left = place(along / mass, columns);
  const image = new Float64Array(SIDE * SIDE);
  parts.forEach((value, at) => {
    image[(top + Math.floor(at / columns)) * SIDE + left + at % columns] = value;
  });
  return image;
}

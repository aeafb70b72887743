"use strict";
// Numbers as coloured squares: one pixel of a canvas each, which the style enlarges. Maps lie side by side.

const CIVIDIS = ["00224e", "123570", "3b496c", "575d6d", "707173", "8a8678", "a59c74", "c3b369", "e1cc55", "fee838"]
  .map((text) => [0, 2, 4].map((at) => parseInt(text.slice(at, at + 2), 16)));

// A share 0 to 1 as red, green, blue; what is no number is white.
function cividis(share) {
  if (!Number.isFinite(share)) return [255, 255, 255];
  const place = Math.min(1, Math.max(0, share)) * (CIVIDIS.length - 1), low = Math.min(place | 0, CIVIDIS.length - 2);
  return CIVIDIS[low].map((value, at) => value + (CIVIDIS[low + 1][at] - value) * (place - low));
}

function grey(share) {
  const value = 255 * (1 - share);
  return [value, value, value];
}

class Grid {
  // label: what it shows. across: how many maps lie side by side. colour: of a share 0 to 1.
  // picked: called with {map, row, column} of the number that somebody points at.
  constructor(holder, { label, across, colour, picked }) {
    Object.assign(this, { holder, label, across, colour, picked, at: { map: 0, row: 0, column: 0 }, size: null });
    holder.tabIndex = 0;
    holder.setAttribute("role", "application");
    this.canvas = holder.appendChild(document.createElement("canvas"));
    this.frame = holder.appendChild(document.createElement("span"));
    this.frame.className = "frame";
    this.name("nothing yet");
    this.blank();
    holder.addEventListener("pointermove", (event) => this.point(event));
    holder.addEventListener("pointerdown", (event) => this.point(event));
    holder.addEventListener("focus", () => { if (holder.matches(":focus-visible")) this.pick(this.at); });
    holder.addEventListener("keydown", (event) => this.press(event));
  }

  name(state) {
    this.holder.setAttribute("aria-label", `${this.label}: ${state}`);
  }

  // numbers: rows * columns * maps, the map last.
  draw(numbers, [rows, columns, maps], highest) {
    this.size = { rows, columns, maps };
    const across = Math.min(this.across, maps), down = Math.ceil(maps / across);
    this.canvas.width = across * (columns + 1) - 1;
    this.canvas.height = down * (rows + 1) - 1;
    const context = this.canvas.getContext("2d");
    const picture = context.createImageData(this.canvas.width, this.canvas.height);
    numbers.forEach((number, at) => {
      const map = at % maps, column = Math.floor(at / maps) % columns, row = Math.floor(at / maps / columns);
      const { x, y } = this.corner(map);
      picture.data.set([...this.colour(number / highest), 255], 4 * ((y + row) * this.canvas.width + x + column));
    });
    context.putImageData(picture, 0, 0);
    this.name(`${maps > 1 ? `${maps} maps of ` : ""}${rows} by ${columns} numbers`);
  }

  // Nothing to show: the grid keeps its place.
  blank(rows = 24, columns = 24, maps = this.across > 1 ? 8 : 1) {
    this.draw([], this.size ? [this.size.rows, this.size.columns, this.size.maps] : [rows, columns, maps], 1);
    this.size = null;
    this.frame.hidden = true;
    this.name("nothing yet");
  }

  corner(map) {
    const across = Math.min(this.across, this.size.maps);
    return { x: (map % across) * (this.size.columns + 1), y: Math.floor(map / across) * (this.size.rows + 1) };
  }

  // A frame around some numbers of a map.
  mark(map, row, column, high, wide) {
    if (!this.size) return;
    const { x, y } = this.corner(map), across = (value) => `${100 * value / this.canvas.width}%`;
    const down = (value) => `${100 * value / this.canvas.height}%`;
    const places = { left: across(x + column), top: down(y + row), width: across(wide), height: down(high) };
    Object.assign(this.frame.style, places);
    this.frame.hidden = false;
  }

  point(event) {
    if (!this.size) return;
    const box = this.canvas.getBoundingClientRect();
    const x = Math.floor((event.clientX - box.left) / box.width * this.canvas.width);
    const y = Math.floor((event.clientY - box.top) / box.height * this.canvas.height);
    const { rows, columns, maps } = this.size, across = Math.min(this.across, maps);
    const column = x % (columns + 1), row = y % (rows + 1);
    const map = Math.floor(y / (rows + 1)) * across + Math.floor(x / (columns + 1));
    if (x >= 0 && y >= 0 && column < columns && row < rows && map < maps) this.pick({ map, row, column });
  }

  press(event) {
    const ways = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const turns = { PageUp: -1, PageDown: 1 };
    if (!this.size || event.ctrlKey || event.metaKey || event.altKey) return;
    const { rows, columns, maps } = this.size, at = { ...this.at };
    if (event.key in ways) {
      at.row = Math.min(rows - 1, Math.max(0, at.row + ways[event.key][0]));
      at.column = Math.min(columns - 1, Math.max(0, at.column + ways[event.key][1]));
    } else if (event.key in turns) {
      at.map = (at.map + turns[event.key] + maps) % maps;
    } else {
      return;
    }
    event.preventDefault();
    this.pick(at);
  }

  pick(at) {
    if (!this.size) return;
    this.at = this.inside(at);
    this.picked(this.at);
  }

  // The place, or the nearest one that is there: the numbers may be fewer than before.
  inside({ map, row, column }) {
    const { rows, columns, maps } = this.size, most = (value, size) => Math.min(value, size - 1);
    return { map: most(map, maps), row: most(row, rows), column: most(column, columns) };
  }
}

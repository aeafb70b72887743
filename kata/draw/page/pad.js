"use strict";
// The drawing area: mouse, finger, keyboard, or a pasted image. Ink is the alpha of the canvas, 280 x 280.

const PAPER = 280, PEN = 24, STEP = 10, SMALL_STEP = 3;

class Pad {
  // holder: the element around the canvas. changed: called after each change, with the time of what caused it.
  constructor(holder, changed) {
    this.holder = holder;
    this.changed = changed;
    this.context = holder.querySelector("canvas").getContext("2d", { willReadFrequently: true });
    this.mark = holder.querySelector(".pen");
    this.pen = { x: PAPER / 2, y: PAPER / 2, down: false };
    this.last = null;
    holder.addEventListener("pointerdown", (event) => this.start(event));
    holder.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) holder.addEventListener(name, () => { this.last = null; });
    holder.addEventListener("keydown", (event) => this.press(event));
    holder.addEventListener("focus", () => this.showPen());
    holder.addEventListener("blur", () => { this.pen.down = false; this.showPen(); });
    document.addEventListener("paste", (event) => this.paste(event));
  }

  // 280 * 280 numbers, 0 to 255.
  ink() {
    const pixels = this.context.getImageData(0, 0, PAPER, PAPER).data, ink = new Uint8Array(PAPER * PAPER);
    for (let at = 0; at < ink.length; at++) ink[at] = pixels[4 * at + 3];
    return ink;
  }

  clear() {
    this.context.clearRect(0, 0, PAPER, PAPER);
    this.pen.down = false;
    this.showPen();
    this.changed(performance.now());
  }

  line(from, to) {
    this.context.lineWidth = PEN;
    this.context.lineCap = this.context.lineJoin = "round";
    this.context.beginPath();
    this.context.moveTo(from.x, from.y);
    this.context.lineTo(to.x, to.y + (from.x === to.x && from.y === to.y ? 0.01 : 0));
    this.context.stroke();
  }

  place(event) {
    const frame = this.holder.querySelector("canvas").getBoundingClientRect();
    const along = (event.clientX - frame.left) / frame.width, down = (event.clientY - frame.top) / frame.height;
    return { x: along * PAPER, y: down * PAPER };
  }

  start(event) {
    if (event.button) return;
    this.holder.setPointerCapture(event.pointerId);
    this.last = this.place(event);
    this.line(this.last, this.last);
    this.changed(event.timeStamp);
  }

  move(event) {
    if (!this.last) return;
    const coalesced = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
    for (const each of coalesced.length ? coalesced : [event]) {
      const next = this.place(each);
      this.line(this.last, next);
      this.last = next;
    }
    this.changed(event.timeStamp);
  }

  press(event) {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ways) {
      const step = event.shiftKey ? SMALL_STEP : STEP, [along, down] = ways[event.key];
      this.step(along * step, down * step, event.timeStamp);
    } else if (event.key === " ") {
      this.pen.down = !this.pen.down;
      this.step(0, 0, event.timeStamp);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.clear();
    } else if (event.key === "Escape") {
      this.pen.down = false;
      this.showPen();
    } else {
      return;
    }
    event.preventDefault();
  }

  // Moves the keyboard's pen, which draws while it is down.
  step(along, down, time) {
    const inside = (value) => Math.min(PAPER - PEN / 2, Math.max(PEN / 2, value));
    const next = { ...this.pen, x: inside(this.pen.x + along), y: inside(this.pen.y + down) };
    if (this.pen.down) this.line(this.pen, next);
    this.pen = next;
    this.showPen();
    if (this.pen.down) this.changed(time);
  }

  showPen() {
    this.mark.hidden = !this.holder.matches(":focus-visible");
    this.mark.classList.toggle("down", this.pen.down);
    this.mark.style.left = `${100 * this.pen.x / PAPER}%`;
    this.mark.style.top = `${100 * this.pen.y / PAPER}%`;
  }

  async paste(event) {
    const files = [...(event.clipboardData?.files || [])].filter((file) => file.type.startsWith("image/"));
    if (!files.length) return;
    event.preventDefault();
    try {
      this.put(await createImageBitmap(files[0]));
    } catch {
      return;  // no image that this browser can read
    }
    this.changed(performance.now());
  }

  // An image as ink: bright on dark as in MNIST or, where its rim is bright, dark on bright as on paper.
  put(image) {
    const scale = PAPER / Math.max(image.width, image.height);
    const wide = image.width * scale, high = image.height * scale;
    this.context.clearRect(0, 0, PAPER, PAPER);
    this.context.imageSmoothingEnabled = scale < 2;
    this.context.drawImage(image, (PAPER - wide) / 2, (PAPER - high) / 2, wide, high);
    const data = this.context.getImageData(0, 0, PAPER, PAPER), pixels = data.data;
    const light = Float64Array.from({ length: PAPER * PAPER }, (_, at) =>
      (pixels[4 * at] + pixels[4 * at + 1] + pixels[4 * at + 2]) / 3);
    const x = Math.ceil((PAPER - wide) / 2), y = Math.ceil((PAPER - high) / 2);
    const rim = [[x, y], [PAPER - 1 - x, y], [x, PAPER - 1 - y], [PAPER - 1 - x, PAPER - 1 - y]];
    const paper = rim.reduce((sum, [column, row]) => sum + light[row * PAPER + column], 0) / 4 > 127;
    for (let at = 0; at < light.length; at++) {
      const ink = paper ? 255 - light[at] : light[at];
      pixels.set([0, 0, 0, Math.round(ink * pixels[4 * at + 3] / 255)], 4 * at);
    }
    this.context.putImageData(data, 0, 0);
  }
}

"use strict";
// Where a number comes from: the window and the kernel that made it, as tables of coloured squares.

const CLOSE = 1e-4;  // numbers of float32 and of the formula may differ by less

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

// A number, in few letters.
function short(number) {
  if (!Number.isFinite(number)) return String(number);
  if (Number.isInteger(number) && Math.abs(number) < 1000) return String(number);
  const size = Math.abs(number);
  return size !== 0 && (size < 0.005 || size >= 1000) ? number.toExponential(1) : number.toFixed(2);
}

// A table of numbers with a caption; the colours run from the smallest to the largest, or from low to high.
function table(caption, numbers, columns, [low, high] = [Math.min(...numbers), Math.max(...numbers)]) {
  const made = element("table"), body = element("tbody");
  made.append(element("caption", caption), body);
  for (let at = 0; at < numbers.length; at += columns) {
    const row = body.appendChild(element("tr"));
    for (const number of Array.from(numbers).slice(at, at + columns)) {
      const cell = row.appendChild(element("td", short(number)));
      const colour = cividis((number - low) / (high - low || 1));
      cell.style.backgroundColor = `rgb(${colour.map(Math.round).join()})`;
      cell.style.color = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2] > 125 ? "#000" : "#fff";
    }
  }
  return made;
}

function tables(...made) {
  const row = element("div", undefined, "tables");
  row.append(...made);
  return row;
}

// Says so where the code's number is not the formula's.
function verdict(got, wanted) {
  if (Math.abs(got - wanted) < CLOSE) return [];
  return [element("p", `This code gave ${short(got)}, and the formula of the lesson gives ${short(wanted)}.`, "differs")];
}

// at: {map, row, column}. got: the code's number there. Returns elements.
function explainMap(at, got, image, parameters) {
  const pixels = [];
  for (let y = 0; y < KERNEL; y++) {
    for (let x = 0; x < KERNEL; x++) pixels.push(image[(at.row + y) * SIDE + at.column + x]);
  }
  const kernel = parameters.kernels.subarray(at.map * KERNEL * KERNEL, (at.map + 1) * KERNEL * KERNEL);
  const sum = windowSum(image, parameters, at.row, at.column, at.map), wanted = sigmoid(sum);
  return [
    element("p", `Map ${at.map + 1}, row ${at.row}, column ${at.column}: ${short(got)}`, "number"),
    ...verdict(got, wanted),
    element("p", `Window times kernel, added up: ${short(sum)}. The sigmoid of that: ${short(wanted)}.`),
    tables(table("window", pixels, KERNEL, [0, 8]), table(`kernel ${at.map + 1}`, kernel, KERNEL)),
  ];
}

function explainPooled(at, got, maps) {
  const four = poolWindow(maps, at.row, at.column, at.map), wanted = Math.max(...four);
  return [
    element("p", `Pooled map ${at.map + 1}, row ${at.row}, column ${at.column}: ${short(got)}`, "number"),
    ...verdict(got, wanted),
    element("p", `The largest of four numbers of feature map ${at.map + 1}: ${short(wanted)}.`),
    tables(table("window", four, POOL, [0, 1])),
  ];
}

function explainClass(digit, got, pooled, parameters) {
  const shares = new Float64Array(KERNELS);
  const logits = parameters.b.slice();
  pooled.forEach((number, at) => {
    shares[at % KERNELS] += number * parameters.w[at * CLASSES + digit];
    for (let each = 0; each < CLASSES; each++) logits[each] += number * parameters.w[at * CLASSES + each];
  });
  const wanted = softmax(logits)[digit], bias = parameters.b[digit];
  return [
    element("p", `The probability of ${digit}: ${percent(got)}`, "number"),
    ...verdict(got, wanted),
    element("p", `What the eight pooled maps add, with their weights, and the bias ${short(bias)} are the logit ` +
      `${short(logits[digit])}. Softmax compares it with the other nine: ${percent(wanted)}.`),
    tables(table("maps 1 to 8", shares, 4), table("logits of 0 to 9", logits, 5)),
  ];
}

function explainPixel(at, pixel) {
  return [
    element("p", `Row ${at.row}, column ${at.column}: ${short(pixel)}`, "number"),
    element("p", `The brightness ${Math.round(pixel * BRIGHTNESS)} of 255, divided by ${BRIGHTNESS}.`),
  ];
}

function explainShape(name, got, wanted) {
  return [element("p", `The ${name} of this code have the shape (${got.join(", ")}), and the formula's ` +
    `(${wanted.join(", ")}): no window belongs to this number.`, "differs")];
}

function percent(share) {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)}\u00a0%` : String(share);
}

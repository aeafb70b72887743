"use strict";
// The forward pass of stages 02-04, by the formulas of their lessons.
// image (28, 28) --> maps (24, 24, 8) --> pooled (12, 12, 8) --> logits and probabilities (10)

const KERNEL = 5, KERNELS = 8, MAP = 24, POOL = 2, POOLED = 12, CLASSES = 10, BRIGHTNESS = 32;

// Numbers arrive as little-endian float32 in base64.
function numbersOf(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float64Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(4 * at, true));
}

// The parameters, one after the other: kernels (8, 5, 5), w (1152, 10), b (10).
function parametersOf(text) {
  const all = numbersOf(text);
  const first = KERNELS * KERNEL * KERNEL, second = first + POOLED * POOLED * KERNELS * CLASSES;
  return { kernels: all.subarray(0, first), w: all.subarray(first, second), b: all.subarray(second) };
}

function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}

// pixels: 784 numbers 0 to 255. Returns the numbers of each step, channels last as in the kata.
function forward(pixels, parameters) {
  const image = scaled(pixels);
  const maps = new Float64Array(MAP * MAP * KERNELS);
  for (let row = 0; row < MAP; row++) {
    for (let column = 0; column < MAP; column++) {
      for (let map = 0; map < KERNELS; map++) {
        maps[(row * MAP + column) * KERNELS + map] = sigmoid(windowSum(image, parameters, row, column, map));
      }
    }
  }
  const pooled = new Float64Array(POOLED * POOLED * KERNELS);
  for (let at = 0; at < pooled.length; at++) {
    const map = at % KERNELS, column = Math.floor(at / KERNELS) % POOLED, row = Math.floor(at / KERNELS / POOLED);
    pooled[at] = Math.max(...poolWindow(maps, row, column, map));
  }
  const logits = Float64Array.from({ length: CLASSES }, (_, digit) => {
    let sum = parameters.b[digit];
    for (let at = 0; at < pooled.length; at++) sum += pooled[at] * parameters.w[at * CLASSES + digit];
    return sum;
  });
  return { maps, pooled, logits, probabilities: softmax(logits) };
}

// Pixels as the network gets them, 0 to 8.
function scaled(pixels) {
  return Float64Array.from(pixels, (pixel) => pixel / BRIGHTNESS);
}

function windowSum(image, parameters, row, column, map) {
  let sum = 0;
  for (let y = 0; y < KERNEL; y++) {
    for (let x = 0; x < KERNEL; x++) {
      sum += image[(row + y) * SIDE + column + x] * parameters.kernels[(map * KERNEL + y) * KERNEL + x];
    }
  }
  return sum;
}

// The four numbers that one number of a pooled map is the largest of.
function poolWindow(maps, row, column, map) {
  const at = (y, x) => maps[((row * POOL + y) * MAP + column * POOL + x) * KERNELS + map];
  return [at(0, 0), at(0, 1), at(1, 0), at(1, 1)];
}

function softmax(logits) {
  const largest = Math.max(...logits);
  const exps = logits.map((logit) => Math.exp(logit - largest));
  const sum = exps.reduce((total, each) => total + each, 0);
  return exps.map((each) => each / sum);
}

"use strict";
// What happens when: a stroke changes the image, the image is read, and the answer is shown.

const parameters = parametersOf(SOURCE.parameters);
const SHAPES = { maps: "24,24,8", pooled: "12,12,8", probabilities: "1,10" };
const SLOW = 600;  // milliseconds after which the page says that it waits
const byId = (name) => document.getElementById(name);
const state = { changed: null, pixels: null, answer: null, asking: false, again: null, wrong: "", picked: null };

const pad = new Pad(byId("pad"), (time) => changed(time));
const grids = {
  seen: new Grid(byId("seen"), { label: "The digit", across: 1, colour: grey, picked: (at) => pick("seen", at) }),
  maps: new Grid(byId("maps"), { label: "Feature maps", across: 4, colour: cividis, picked: (at) => pick("maps", at) }),
  pooled: new Grid(byId("pooled"), { label: "Pooled maps", across: 4, colour: cividis, picked: (at) => pick("pooled", at) }),
};
const bars = Array.from({ length: CLASSES }, (_, digit) => {
  const button = element("button");
  button.type = "button";
  button.append(element("span", String(digit), "digit"), element("span", undefined, "track"), element("span", "", "share"));
  button.querySelector(".track").append(element("span", undefined, "fill"));
  for (const name of ["pointerenter", "focus", "click"]) button.addEventListener(name, () => pick("class", { digit }));
  byId("probabilities").appendChild(element("li")).append(button);
  return button;
});
byId("clear").addEventListener("click", () => pad.clear());

// The drawing has changed; time: of the event that changed it. What changes until the next frame is looked at once.
function changed(time) {
  if (state.changed === null) requestAnimationFrame(look);
  state.changed = time;
}

function look() {
  const time = state.changed;
  state.changed = null;
  state.pixels = asNetworkSees(pad.ink(), PAPER, PAPER);
  if (!state.pixels) return show(null);
  grids.seen.draw(Array.from(scaled(state.pixels)), [SIDE, SIDE, 1], 255 / BRIGHTNESS);
  read(time);
}

// Reads what is drawn now. One request is on its way at a time; what has changed by then is read next.
async function read(time) {
  if (state.asking) return void (state.again = time);
  state.asking = true;
  const waits = setTimeout(() => { byId("trouble").textContent = "Waiting for the code …"; }, SLOW);
  const pixels = state.pixels, answer = await (SOURCE.live ? ask(pixels, state.wrong) : compute(pixels));
  clearTimeout(waits);
  state.asking = false;
  const next = state.again;
  state.again = null;
  if (!state.pixels) return;
  show({ ...answer, pixels });
  requestAnimationFrame(() => setTimeout(() => {
    byId("latency").textContent = `From stroke to answer: ${Math.round(performance.now() - time)} ms`;
  }));
  if (next !== null) read(next);
}

function compute(pixels) {
  const { maps, pooled, probabilities } = forward(pixels, parameters);
  const numbers = { maps: { numbers: maps, shape: [MAP, MAP, KERNELS] },
    pooled: { numbers: pooled, shape: [POOLED, POOLED, KERNELS] },
    probabilities: { numbers: probabilities, shape: [1, CLASSES] } };
  return { numbers, whose: {}, trouble: "" };
}

async function ask(pixels, wrong) {
  const none = { numbers: {}, whose: {} };
  try {
    const body = JSON.stringify({ image: Array.from(pixels), wrong });
    const response = await fetch("read", { method: "POST", headers: { "content-type": "application/json" }, body });
    const answer = await response.json();
    if (!response.ok) return { ...none, trouble: answer.error };
    for (const each of Object.values(answer.numbers)) each.numbers = numbersOf(each.numbers);
    return answer;
  } catch {
    return { ...none, trouble: "The server does not answer: start kata draw again, and draw on." };
  }
}

// answer: the numbers of each step that was reached, whose code it was, and what went wrong; null for an empty paper.
function show(answer) {
  state.answer = answer;
  const numbers = answer ? answer.numbers : {};
  for (const step of ["maps", "pooled"]) {
    if (numbers[step]) grids[step].draw(numbers[step].numbers, numbers[step].shape, 1);
    else grids[step].blank();
  }
  if (!answer) {
    grids.seen.blank();
    byId("latency").textContent = "";
  }
  byId("trouble").textContent = answer ? answer.trouble : "";
  showProbabilities(numbers.probabilities && numbers.probabilities.numbers, answer);
  if (answer) byId("whose").textContent = whose(answer.whose);
  showMistake();
  if (state.picked) explain(explanation(...state.picked));
}

function showProbabilities(shares, answer) {
  const best = shares ? bestOf(shares) : -1;
  bars.forEach((bar, digit) => {
    const share = shares ? shares[digit] : 0;
    bar.querySelector(".fill").style.width = `${100 * Math.min(1, Math.max(0, Number(share) || 0))}%`;
    bar.querySelector(".share").textContent = shares ? percent(share) : "";
    bar.classList.toggle("best", digit === best);
  });
  const text = !answer ? "Nothing yet: draw a digit." : best < 0 ? "No answer." : `It reads a ${best}.`;
  if (byId("guess").textContent !== text) byId("guess").textContent = text;  // said aloud when it changes, and only then
}

// The first of the largest numbers, or -1 where one of them is no number.
function bestOf(shares) {
  return shares.every(Number.isFinite) ? shares.indexOf(Math.max(...shares)) : -1;
}

// stages: whose code answered, by the number of its stage; none where this page computed by itself.
function whose(stages) {
  const names = Object.entries(stages), target = SOURCE.target;
  if (!SOURCE.live) return "This page reads it, by the formulas of stages 02-04.";
  if (names.every(([, name]) => name === target)) return `The code of ${target} reads it.`;
  if (names.length === 3 && names.every(([, name]) => name === "solutions")) {
    return `The solutions read it, as stages 02-04 of ${target} are still to do.`;
  }
  const said = { solutions: target === "solutions" ? "solutions" : "the solution, as yours is still to do",
    misconception: "with the mistake below" };
  return names.map(([number, name]) =>
    `Stage ${number.padStart(2, "0")}, ${SOURCE.stages[number]}: ${said[name] || name}.`).join(" ");
}

// Somebody points at a number: shows where it comes from, and says it to those who hear the page.
function pick(step, at) {
  state.picked = [step, at];
  const elements = explanation(step, at);
  explain(elements);
  byId("said").textContent = elements.filter((each) => each.tagName === "P").map((each) => each.textContent).join(" ");
}

function explain(elements) {
  byId("inspector").replaceChildren(...elements);
}

// Where a number comes from, as elements; frames what made it.
function explanation(step, at) {
  for (const grid of Object.values(grids)) grid.frame.hidden = true;
  const numbers = state.answer && state.answer.numbers;
  if (!numbers) return [element("p", "Draw, then point at a number.", "help")];
  const image = scaled(state.answer.pixels);
  if (step === "seen") {
    grids.seen.mark(0, at.row, at.column, 1, 1);
    return explainPixel(at, image[at.row * SIDE + at.column]);
  }
  const needed = { maps: ["maps"], pooled: ["pooled", "maps"], class: ["probabilities", "pooled"] }[step];
  if (needed.some((name) => !numbers[name])) return [element("p", "The code gave no number here.")];
  if (step !== "class") {
    at = grids[step].inside(at);
    grids[step].mark(at.map, at.row, at.column, 1, 1);
  }
  const odd = needed.find((name) => String(numbers[name].shape) !== SHAPES[name]);
  if (odd) return explainShape(odd, numbers[odd].shape, SHAPES[odd].split(","));
  const own = numbers[step === "class" ? "probabilities" : step].numbers;
  if (step === "class") return explainClass(at.digit, own[at.digit], numbers.pooled.numbers, parameters);
  const { columns, maps } = grids[step].size, got = own[(at.row * columns + at.column) * maps + at.map];
  if (step === "maps") {
    grids.seen.mark(0, at.row, at.column, KERNEL, KERNEL);
    return explainMap(at, got, image, parameters);
  }
  grids.maps.mark(at.map, at.row * POOL, at.column * POOL, POOL, POOL);
  return explainPooled(at, got, numbers.maps.numbers);
}

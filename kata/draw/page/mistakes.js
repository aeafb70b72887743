"use strict";
// The same digit, read by a program with a named misconception in it; only where a server can run one.

const chosen = { select: null, button: null, says: null };

function buildMistakes() {
  const place = byId("mistakes");
  if (!SOURCE.live) {
    place.append(element("p", "The command kata draw serves this page on your own machine: there your own code reads the digit, " +
      "and you can try it with the usual mistakes."));
    return;
  }
  if (!SOURCE.mistakes.length) {
    place.append(element("p", "The usual mistakes are not a part of this copy of the course."));
    return;
  }
  const label = element("label", "A program that …");
  chosen.select = element("select");
  chosen.select.id = "mistake";
  label.htmlFor = "mistake";
  for (const [number, title] of Object.entries(SOURCE.stages)) {
    const group = chosen.select.appendChild(element("optgroup"));
    group.label = `stage ${number.padStart(2, "0")}: ${title}`;
    for (const each of SOURCE.mistakes.filter((mistake) => String(mistake.stage) === number)) {
      group.appendChild(element("option", each.says)).value = each.id;
    }
  }
  chosen.select.value = START;
  chosen.button = element("button", "Read it with this mistake");
  chosen.button.type = "button";
  chosen.button.id = "wrong";
  chosen.button.setAttribute("aria-pressed", "false");
  chosen.says = element("p");
  chosen.says.setAttribute("role", "status");
  chosen.says.id = "mistake-says";
  place.append(label, chosen.select, chosen.button, chosen.says);
  chosen.button.addEventListener("click", () => turn(!state.wrong));
  chosen.select.addEventListener("change", () => turn(Boolean(state.wrong)));
}

const START = "stage02_conv_slider/relu_for_sigmoid";

// Reads with the chosen mistake, or without one.
function turn(on) {
  state.wrong = on ? chosen.select.value : "";
  chosen.button.setAttribute("aria-pressed", String(on));
  document.body.classList.toggle("wrong", on);
  if (state.pixels) read(performance.now());
  else showMistake();
}

// What the mistake changed: compared with the formulas of the lessons.
function showMistake() {
  if (!chosen.says) return;
  const mistake = SOURCE.mistakes.find((each) => each.id === state.wrong);
  const parts = mistake && state.answer ? [`With the mistake: ${mistake.says}. ${changes(state.answer)} ${mistake.asks}`] : [];
  chosen.says.textContent = parts.join("");
}

function changes(answer) {
  const right = forward(answer.pixels, parameters), numbers = answer.numbers;
  const step = ["maps", "pooled", "probabilities"].find((name) => !numbers[name] || differing(numbers[name].numbers, right[name]));
  if (!step) return "No number of this digit changes: the mistake shows elsewhere.";
  const formula = `Without it this is read as a ${bestOf(right.probabilities)}.`;
  if (!numbers[step]) return `The code comes to no ${step}. ${formula}`;
  const count = differing(numbers[step].numbers, right[step]);
  const of = numbers[step].numbers.length === right[step].length ? `${count} of ${right[step].length}` : "All";
  return `${of} numbers of the ${step} are others than they should be. ${formula}`;
}

function differing(got, wanted) {
  if (got.length !== wanted.length) return got.length;
  return got.filter((number, at) => !(Math.abs(number - wanted[at]) < CLOSE)).length;
}

buildMistakes();
byId("back").hidden = SOURCE.live;
byId("whose").textContent = SOURCE.live ? "" : whose({});
byId("learned").textContent = `Parameters: ${SOURCE.learned}.`;

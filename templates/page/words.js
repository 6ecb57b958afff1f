// Messages of the catalogue, and small helpers that put text (never markup) on the page.
function message(code, figures = {}) {
  const [severity, said, fix] = ABOUT.messages[code];
  const fill = (text) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in figures ? String(figures[name]) : whole));
  return { code, severity, sheet: "", cell: "", message: fill(said), fix: fill(fix) };
}

/** What to do about a finding: here there is no command line and no variable to set. */
const toDo = (finding) => ABOUT.fixes[finding.code] ?? finding.fix;

const byId = (id) => document.getElementById(id);

/** An element with properties, classes in `class`, data in `data-…`, and children: text or elements. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

const severityClass = (severity) => severity.toLowerCase();
const placeOf = (finding) => [finding.sheet, finding.cell].filter(Boolean).join("!");

function figure(value, places = 2) {
  return value === null || value === undefined ? "" : Number(value).toFixed(places);
}

function scoreWords(outcome) {
  if (outcome.score !== null) return figure(outcome.score);
  const [low, high] = outcome.score_range ?? [null, null];
  return low === null || low === undefined ? "—" : `${figure(low)}～${figure(high)}`;
}

function gradeWords(outcome) {
  if (outcome.grade) return outcome.grade;
  const grades = [...new Set((outcome.grade_range ?? []).filter(Boolean))];
  return grades.length ? grades.join("～") : "—";
}

function rateWords(value) {
  return value === null || value === undefined ? "—" : `${(Number(value) * 100).toFixed(2)}%`;
}

// Runs the accessibility checker axe-core over pages in jsdom and tells what it found, as one line of JSON.
// Not asked for contrast: jsdom paints nothing.
const fs = require("fs");
const { createRequire } = require("module");

const [folder, ...pages] = process.argv.slice(2);
const load = createRequire(folder + "/");
const { JSDOM, VirtualConsole } = load("jsdom");
const axe = fs.readFileSync(load.resolve("axe-core"), "utf8");

async function found(page) {
  const quiet = new VirtualConsole(); // jsdom paints nothing and says so
  const { window } = new JSDOM(fs.readFileSync(page, "utf8"), { runScripts: "outside-only", virtualConsole: quiet });
  window.eval(axe);
  const result = await window.axe.run(window.document, { rules: { "color-contrast": { enabled: false } } });
  const violations = result.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`);
  return { passes: result.passes.length, violations };
}

(async () => {
  const all = {};
  for (const page of pages) all[page] = await found(page);
  console.log(JSON.stringify(all));
})();

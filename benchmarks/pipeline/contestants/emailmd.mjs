// Render each issue of a folder with emailmd: node emailmd.mjs MODULE ISSUES EMAILS

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [module, issues, emails] = process.argv.slice(2);
const { render } = await import(pathToFileURL(module).href);
mkdirSync(emails, { recursive: true });
for (const name of readdirSync(issues).filter((it) => it.endsWith(".md")).sort()) {
  const { html, text } = await render(readFileSync(join(issues, name), "utf-8"));
  writeFileSync(join(emails, name.replace(/md$/, "html")), html);
  writeFileSync(join(emails, name.replace(/md$/, "txt")), text);
}

// Evaluates expressions with Enketo's XPath evaluator: one JSON object per line in, one out.
// It knows no secondary instances and no forms; an expression it refuses fails.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(join(process.cwd(), 'here.js')));
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('<!DOCTYPE html>');
for (const name of ['Node', 'document', 'XPathResult', 'XPathEvaluator', 'XPathException', 'DOMParser']) {
  if (window[name] !== undefined) globalThis[name] = window[name];
}
globalThis.window = window;
const openRosaXPath = require('openrosa-xpath-evaluator');

async function worth(job) {
  const xml = await readFile(job.xform, 'utf8');
  const form = new window.DOMParser().parseFromString(xml, 'text/xml');
  const template = [...form.getElementsByTagName('*')].find((one) => one.hasAttribute('jr:template'));
  template?.remove();
  const instance = form.getElementsByTagName('instance')[0].firstElementChild;
  const plain = new window.DOMParser().parseFromString('<data/>', 'text/xml');
  const copy = (from, to) => {
    for (const child of from.childNodes) {
      if (child.nodeType === 3) to.appendChild(plain.createTextNode(child.data));
      else copy(child, to.appendChild(plain.createElement(child.localName)));
    }
  };
  copy(instance, plain.documentElement);
  const evaluator = openRosaXPath();
  const { expression } = job;
  return evaluator.evaluate(expression, plain.documentElement, null, window.XPathResult.STRING_TYPE, null).stringValue;
}

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line);
  let told;
  try {
    told = { id: job.id, steps: [{ nodes: { '/data/out': [1, await worth(job)] } }] };
  } catch (error) {
    told = { id: job.id, error: `${error?.name}: ${error?.message ?? error}` };
  }
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

// Fills forms in ODK Web Forms' engine as jobs tell it: one JSON object per line in, one out.
// Paths carry [i] on repeats only. Run beside a node_modules that holds the engine and jsdom.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(join(process.cwd(), 'here.js')));
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('<!DOCTYPE html>');
const BORROWED = [
  'DOMParser', 'XMLSerializer', 'Node', 'Document', 'Element', 'Attr', 'Text', 'XMLDocument', 'CDATASection',
  'Comment', 'ProcessingInstruction', 'HTMLElement', 'XPathResult', 'document',
];
globalThis.__dirname = '/';
for (const name of BORROWED) globalThis[name] = window[name];
console.log = console.warn = console.error = () => {};
const engine = await import(pathToFileURL(join(process.cwd(), 'node_modules/@getodk/xforms-engine/dist/index.js')));
const forms = new Map();

async function loaded(job) {
  if (!forms.has(job.xform)) {
    const xml = await readFile(job.xform, 'utf8');
    const fetchFormAttachment = async (url) => {
      try {
        return new Response(await readFile(join(job.folder, String(url).split('/').at(-1)), 'utf8'));
      } catch {
        return new Response('', { status: 404 });
      }
    };
    forms.set(job.xform, await engine.loadForm(xml, { fetchFormAttachment }));
  }
  return forms.get(job.xform);
}

function leaves(node, found = new Map(), ranges = new Map()) {
  for (const child of node.currentState.children ?? []) {
    if (child.nodeType.startsWith('repeat-range')) {
      ranges.set(child.currentState.reference, child);
      for (const row of child.currentState.children) leaves(row, found, ranges);
    } else if (child.currentState.children !== null) {
      leaves(child, found, ranges);
    } else {
      found.set(child.currentState.reference, child);
    }
  }
  return { found, ranges };
}

function seen(root, step = {}) {
  step.nodes = {};
  for (const [path, { currentState: now }] of leaves(root).found) {
    step.nodes[path] = [now.relevant ? 1 : 0, now.instanceValue ?? '', now.required ? 1 : 0, now.readonly ? 1 : 0];
  }
  return step;
}

function put(node, value) {
  switch (node.nodeType) {
    case 'select':
      if (node.selectType === 'select') node.selectValues(value === '' ? [] : value.split(' '));
      else node.selectValue(value === '' ? null : value);
      break;
    case 'rank':
      node.setValues(value === '' ? [] : value.split(' '));
      break;
    case 'trigger':
      node.setValue(value === 'OK');
      break;
    case 'upload':
      node.setValue(value === '' ? null : new File(['x'], value));
      break;
    default:
      node.setValue(value === '' && node.valueType !== 'string' ? null : value);
  }
}

function answer(node, value) {
  const before = node.currentState.instanceValue ?? '';
  put(node, value);
  const { violation } = node.validationState;
  if (violation?.condition === 'constraint') {
    put(node, before); // the engine keeps what it refuses; a conversation does not
    return 'constraint';
  }
  return violation ? 'required' : 'ok';
}

function taken(root, { op, path, value }) {
  const step = {};
  const { found, ranges } = leaves(root);
  try {
    const range = ranges.get(path.replace(/\[\d+\]$/, ''));
    const row = Number(/\[(\d+)\]$/.exec(path)?.[1] ?? 0) - 1;
    const node = found.get(path);
    if (op === 'add') range.addInstances();
    else if (op === 'delete') range.removeInstances(row);
    else if (node === undefined) throw new Error(`nothing at ${path}`);
    else if (op === 'set') step.verdict = answer(node, value);
    else {
      step.label = node.currentState.label?.asString ?? '';
      if (Array.isArray(node.currentState.valueOptions)) {
        step.choices = node.currentState.valueOptions.map((one) => [one.value, one.label?.asString ?? '']);
      }
    }
  } catch (error) {
    step.error = `${error.name}: ${error.message}`;
  }
  return seen(root, step);
}

async function sent(root) {
  const { data } = await root.prepareInstancePayload({ payloadType: 'monolithic' });
  return [...data][0].get('xml_submission_file').text();
}

async function outcome(job) {
  try {
    const form = await loaded(job);
    if (form.status === 'failure') return { id: job.id, error: String(form.error?.message ?? form.error) };
    const { root } = form.createInstance();
    const language = root.languages.find((one) => one.language === job.language);
    if (language) root.setLanguage(language);
    const steps = [seen(root), ...job.steps.map((step) => taken(root, step))];
    return { id: job.id, steps, xml: await sent(root) };
  } catch (error) {
    return { id: job.id, error: `${error.name}: ${error.message}` };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await outcome(JSON.parse(line)))}\n`);
}

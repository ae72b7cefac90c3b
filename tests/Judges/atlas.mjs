// Has a validating proxy (prism) judge exchanges with Atlas against MongoDB's API description: each request goes through the proxy, and a
// server behind it gives the answer that the Sandbox gave.
// usage: node atlas.mjs FOLDER_OF_THE_DESCRIPTIONS EXCHANGES VERDICT
// Writes one JSON object: { exchanges, operations: { id: count }, faults: [{ index, exchange, side, code, text }] }.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readExchanges } from './exchanges.mjs';

const [descriptions, file, out] = process.argv.slice(2);
const mark = 'x-exchange';
const hopByHop = new Set(['connection', 'content-length', 'date', 'host', 'keep-alive', 'transfer-encoding', 'accept-encoding', 'content-encoding']);
const prism = fileURLToPath(new URL('node_modules/@stoplight/prism-cli/dist/index.js', import.meta.url));

// The proxy takes no digest as RFC 7616 writes it (nc and qop without quotes). Who signs in how is judged elsewhere: here it matters whether.
const signedIn = headers => headers.authorization?.startsWith('Digest ') ? { ...headers, authorization: 'Bearer token' } : headers;

const endToEnd = headers => Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));

const exchanges = readExchanges(file);

const listen = server => new Promise(done => server.listen(0, '127.0.0.1', () => done(server.address().port)));

const sandbox = createServer((request, response) => {
  const exchange = exchanges[request.headers[mark]];
  request.resume().on('end', () => {
    response.writeHead(exchange.status, { ...endToEnd(exchange.responseHeaders), [mark]: request.headers[mark] });
    response.end(exchange.response === undefined ? exchange.responseBody : JSON.stringify(exchange.response));
  });
});

async function freePort() {
  const server = createServer();
  const port = await listen(server);
  await new Promise(done => server.close(done));
  return port;
}

function describedBy(name) {
  const description = JSON.parse(readFileSync(join(descriptions, name), 'utf8'));
  return { name, description, paths: pathsOf(description) };
}

// Reading a whole description takes a proxy seconds. It gets only the paths that the exchanges use, and their components.
function excerptFor({ name, description, paths }) {
  const used = new Set(exchanges.map(exchange => pathFor(paths, exchange)?.path));
  const excerpt = { ...description, paths: Object.fromEntries(Object.entries(description.paths).filter(([path]) => used.has(path))), components: {} };
  excerpt.components.securitySchemes = description.components.securitySchemes;
  copyReferences(excerpt.paths, description, excerpt);
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(excerpt));
  return file;
}

function copyReferences(value, from, to) {
  for (const [, kind, component] of JSON.stringify(value).matchAll(/"#\/components\/(\w+)\/([^"/]+)/g)) {
    const kept = to.components[kind] ??= {};
    if (!(component in kept)) {
      kept[component] = from.components[kind][component];
      copyReferences(kept[component], from, to);
    }
  }
}

async function proxyFor(described, upstream) {
  const { name, paths } = described;
  const port = await freePort();
  const child = spawn(process.execPath, [prism, 'proxy', excerptFor(described), `http://127.0.0.1:${upstream}`, '--host', '127.0.0.1', '--port', `${port}`], { stdio: 'ignore' });
  children.push(child);
  const ended = new Promise((_, fail) => child.once('exit', code => fail(new Error(`The proxy for ${name} ended with ${code}.`))));
  ended.catch(() => {});
  await Promise.race([ended, answers(port)]);
  return { port, paths };
}

async function answers(port) {
  for (;;) {
    const open = await new Promise(done => {
      const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true); }).on('error', () => done(false));
    });
    if (open) {
      return;
    }

    await delay(100);
  }
}

// The more a path says, the earlier it is tried: shardedClusters is no snapshot's id.
function pathsOf(description) {
  return Object.entries(description.paths)
    .map(([path, item]) => ({ path, item, holes: path.split('{').length, form: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) }))
    .sort((one, other) => one.holes - other.holes);
}

const pathFor = (paths, exchange) => paths.find(p => p.form.test(exchange.path.split('?')[0]) && p.item[exchange.method.toLowerCase()]);

const operationOf = ({ paths }, exchange) => pathFor(paths, exchange)?.item[exchange.method.toLowerCase()].operationId;

function pass(port, exchange, index) {
  return new Promise((done, fail) => {
    const request = send({ host: '127.0.0.1', port, method: exchange.method, path: exchange.path, headers: { ...endToEnd(signedIn(exchange.requestHeaders)), [mark]: index } }, response => {
      let body = '';
      response.setEncoding('utf8').on('data', some => { body += some; }).on('end', () => done({ headers: response.headers, status: response.statusCode, body }));
    });
    request.on('error', fail).end(exchange.requestBody || undefined);
  });
}

const children = [];
const folder = mkdtempSync(join(tmpdir(), 'atlascmk-judge-'));
try {
  const upstream = await listen(sandbox);
  const [main, ...others] = ['atlas-admin-api.json', 'atlas-admin-api-governance.json'].map(describedBy);
  const needed = [main, ...others.filter(described => exchanges.some(e => operationOf(described, e)))];
  const proxies = await Promise.all(needed.map(described => proxyFor(described, upstream)));
  const verdict = { exchanges: 0, operations: {}, faults: [] };
  for (const [index, exchange] of exchanges.entries()) {
    const proxy = proxies.find(p => operationOf(p, exchange)) ?? proxies[0];
    const operation = operationOf(proxy, exchange) ?? 'unknown';
    const answer = await pass(proxy.port, exchange, index);
    verdict.exchanges++;
    verdict.operations[operation] = (verdict.operations[operation] ?? 0) + 1;
    const violations = answer.headers[mark] === undefined
      ? [{ location: ['request'], code: 'refused', message: `${answer.status} ${answer.body}` }]
      : JSON.parse(answer.headers['sl-violations'] ?? '[]');
    for (const { location, code, message } of violations) {
      // A request that was refused is allowed to be wrong.
      if (location[0] === 'response' || exchange.status < 300) {
        verdict.faults.push({ index, exchange: exchange.name, side: location[0], code: `${code}`, text: `${location.join('.')}: ${message}` });
      }
    }
  }

  writeFileSync(out, JSON.stringify(verdict));
} finally {
  children.forEach(child => child.kill());
  sandbox.closeAllConnections();
  sandbox.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

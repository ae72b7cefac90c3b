// Exchanges with a Sandbox as it records them (--record FILE): one line of JSON each.
import { readFileSync } from 'node:fs';

export function readExchanges(file) {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => {
    const e = JSON.parse(line);
    return {
      ...e,
      requestHeaders: lowerCase(e.requestHeaders),
      responseHeaders: lowerCase(e.responseHeaders),
      response: withoutUnknownFields(parse(e.responseBody)),
      request: parse(e.requestBody),
      name: `${e.method} ${e.path} ${e.status}`,
    };
  });
}

const parse = text => text && /^\s*[[{]/.test(text) ? JSON.parse(text) : undefined;

const lowerCase = headers => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

// The Sandbox adds this field on purpose, so that a client learns to pass over what it does not know. It is no part of what is judged.
function withoutUnknownFields(value) {
  if (Array.isArray(value)) {
    return value.map(withoutUnknownFields);
  }

  return value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'sandboxUnknownField').map(([name, inner]) => [name, withoutUnknownFields(inner)]))
    : value;
}

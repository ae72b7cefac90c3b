// Has Microsoft's live validator (oav) judge exchanges with Resource Manager. It was made for that: of a vault's own face it cannot tell
// /keys/{name}/versions from a version of that name.
// usage: node azure.mjs FOLDER_OF_THE_DESCRIPTIONS EXCHANGES VERDICT
// Writes one JSON object: { exchanges, operations: { id: count }, faults: [{ index, exchange, side, code, text }] }.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import oav from 'oav';
import { readExchanges } from './exchanges.mjs';

const [descriptions, file, out] = process.argv.slice(2);
const host = 'https://management.azure.com';

// The validator finds a description by provider and version, from where it lies and from what it says of itself.
function lay(root, provider, version, concerns, change = path => path) {
  const description = JSON.parse(readFileSync(join(descriptions, 'azure-keyvault-arm.json'), 'utf8'));
  description.info.version = version;
  description.paths = Object.fromEntries(Object.entries(description.paths).filter(([path]) => concerns(path)).map(([path, item]) => [change(path), item]));
  for (const operation of Object.values(description.paths).flatMap(item => Object.values(item))) {
    operation.parameters = operation.parameters?.filter(p => p.name !== 'resourceProviderNamespace');
  }

  const folder = join(root, 'specification', 'keyvault', 'resource-manager', provider, 'stable', version);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'description.json'), JSON.stringify(description));
}

const root = mkdtempSync(join(tmpdir(), 'atlascmk-judge-'));
try {
  lay(root, 'Microsoft.KeyVault', '2026-02-01', path => path.includes('/Microsoft.KeyVault/'));
  lay(root, 'Microsoft.Authorization', '2022-04-01', path => path.includes('/Microsoft.Authorization/'));
  lay(root, 'Microsoft.Network', '2022-09-01', path => path.includes('{resourceProviderNamespace}'), path => path.replace('{resourceProviderNamespace}', 'Microsoft.Network'));
  const validator = new oav.LiveValidator({
    directory: root,
    git: { shouldClone: false },
    swaggerPaths: [],
    swaggerPathsPattern: ['specification/**/*.json'],
    excludedSwaggerPathsPattern: [],
    loadValidatorInBackground: false,
    loadValidatorInInitialize: true,
    enableRoundTripValidator: false,
  });
  await validator.initialize();

  const verdict = { exchanges: 0, operations: {}, faults: [] };
  for (const [index, exchange] of readExchanges(file).entries()) {
    const { requestValidationResult: request, responseValidationResult: response } = await validator.validateLiveRequestResponse({
      liveRequest: {
        method: exchange.method,
        url: host + exchange.path,
        headers: exchange.requestHeaders,
        body: exchange.request,
        query: Object.fromEntries(new URL(host + exchange.path).searchParams),
      },
      liveResponse: { statusCode: `${exchange.status}`, headers: exchange.responseHeaders, body: exchange.response },
    });
    const operation = request.operationInfo?.operationId ?? 'unknown';
    verdict.exchanges++;
    verdict.operations[operation] = (verdict.operations[operation] ?? 0) + 1;
    // A request that was refused is allowed to be wrong.
    for (const [side, result] of [...exchange.status < 300 ? [['request', request]] : [], ['response', response]]) {
      for (const fault of [...result.errors ?? [], ...result.runtimeException ? [result.runtimeException] : []]) {
        verdict.faults.push({ index, exchange: exchange.name, side, code: `${fault.code}`, text: `${fault.message} ${(fault.jsonPathsInPayload ?? []).join(' ')}` });
      }
    }
  }

  writeFileSync(out, JSON.stringify(verdict));
} finally {
  rmSync(root, { recursive: true });
}

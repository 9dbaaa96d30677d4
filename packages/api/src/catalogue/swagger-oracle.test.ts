import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseRuntimeConfig } from '../runtime-config/runtime-config.js';
import { effectiveVersion, supportedMinors } from '../versions/effective-version.js';
import { servedResources } from './served-resources.js';

/** Folder with `swagger-1.NN.json.gz`, the official documents of each release; without it nothing is compared. */
const folder = process.env['SKEWPLANE_SWAGGER'] ?? '';
const fileOf = (minor: number) => join(folder, `swagger-1.${String(minor)}.json.gz`);
const minors = supportedMinors.filter((minor) => folder !== '' && existsSync(fileOf(minor)));

interface Swagger {
  paths: Record<string, Record<string, { 'x-kubernetes-action'?: string } | undefined>>;
}

const verbOf: Readonly<Record<string, string>> = {
  delete: 'delete',
  deletecollection: 'deletecollection',
  get: 'get',
  list: 'list',
  patch: 'patch',
  post: 'create',
  put: 'update',
};

const itemPath =
  /^\/api(?:s\/([^/]+))?\/([^/]+)\/(?:namespaces\/\{namespace\}\/)?([a-z]+)(?:\/\{name\}(?:\/([a-z]+))?)?$/;

/** `group/version/resource[/subresource] verb` of every operation on a resource. */
function operationsOf(swagger: Swagger): Set<string> {
  const found = new Set<string>();
  for (const [path, operations] of Object.entries(swagger.paths)) {
    const [, group = '', version = '', resource = '', subresource] = itemPath.exec(path) ?? [];
    if (resource === '' || version === '') continue;
    const name = subresource === undefined ? resource : `${resource}/${subresource}`;
    for (const operation of Object.values(operations)) {
      const verb = verbOf[operation?.['x-kubernetes-action'] ?? ''];
      if (verb !== undefined) found.add(`${group}/${version}/${name} ${verb}`);
    }
  }
  return found;
}

function operationsOfCatalogue(minor: number): Set<string> {
  const served = servedResources({
    version: effectiveVersion(minor),
    runtimeConfig: parseRuntimeConfig('api/all=true'),
    gates: { enabled: () => true },
  });
  const lines = served.flatMap(({ gvr, verbs, subresources }) => {
    const path = `${gvr.group}/${gvr.version}/${gvr.resource}`;
    return [
      ...verbs.map((verb) => `${path} ${verb}`),
      ...subresources.flatMap((each) => each.verbs.map((verb) => `${path}/${each.name} ${verb}`)),
    ];
  });
  return new Set(lines.filter((line) => !line.endsWith(' watch')));
}

describe.skipIf(minors.length === 0)(
  'catalogue against kubernetes/kubernetes api/openapi-spec',
  () => {
    it.each(minors)('1.%i has the operations of its swagger document', (minor) => {
      const text = gunzipSync(readFileSync(fileOf(minor))).toString();
      const wanted = operationsOf(JSON.parse(text) as Swagger);
      // Connections have paths of their own, which discovery gives verbs and swagger gives none.
      const isConnect = (line: string) => /\/(attach|exec|portforward|proxy) /.test(line);
      const got = [...operationsOfCatalogue(minor)].filter((line) => !isConnect(line));
      expect(got.sort()).toEqual([...wanted].filter((line) => !isConnect(line)).sort());
    });
  },
);

import {
  compareKubeAwareVersions,
  type GroupVersion,
  type GroupVersionKind,
  type Schema,
} from '@skewplane/apimachinery';
import { customFieldPredicate } from '../registry/field-selectors/field-predicate.js';
import { customResourcePrinter } from '../registry/printers/custom-printer.js';
import type {
  ResourceScope,
  ScalePaths,
  SubresourceInfo,
  TablePrinter,
} from '../registry/resource-scope.js';
import {
  acceptedNamesOf,
  isTrue,
  storageVersionOf,
  type CustomResourceDefinition,
  type DefinitionSpec,
  type DefinitionVersion,
} from './custom-resource-definition.js';
import { customResourceConverter, customResourceReader } from './custom-resource-reader.js';
import { customResourceStrategy } from './custom-resource-strategy.js';
import { customResourceSchema, StructuralSchema } from './structural-schema.js';

const allVerbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
] as const;
const verbsWhileTerminating = ['delete', 'deletecollection', 'get', 'list', 'watch'] as const;
const partVerbs = ['get', 'patch', 'update'] as const;
const scaleKind: GroupVersionKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

export interface CustomScopeOptions {
  /** Type of `metadata`. */
  readonly objectMeta: Schema | undefined;
  /** Decides which formats are enforced: the minor of the binary. */
  readonly minor: number;
  /** Aborts when the definition changes or goes. */
  readonly retired?: AbortSignal | undefined;
}

/** Where the objects of a definition live, whatever their version. */
export const customStoragePrefix = ({ group, names }: DefinitionSpec): string =>
  `${group}/${names.plural}`;

/** A scope for every version that the definition serves. */
export function customScopes(
  definition: CustomResourceDefinition,
  options: CustomScopeOptions,
): ResourceScope[] {
  return definition.spec.versions
    .filter(({ served }) => served)
    .map((version) => customScope(definition, version, options));
}

/**
 * What is known of a custom resource in one version.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/customresource_handler.go`, `getOrCreateServingInfoFor`
 */
export function customScope(
  definition: CustomResourceDefinition,
  version: DefinitionVersion,
  { objectMeta, minor, retired }: CustomScopeOptions,
): ResourceScope {
  const { spec, metadata } = definition;
  const names = acceptedNamesOf(definition);
  const gv: GroupVersion = { group: spec.group, version: version.name };
  const gvr = { ...gv, resource: spec.names.plural };
  const gvk = { ...gv, kind: names.kind };
  const storageVersion = { ...gv, version: storageVersionOf(spec) ?? version.name };
  const structural = new StructuralSchema(schemaOf(spec, version));
  const namespaced = spec.scope === 'Namespaced';
  const scale = scalePaths(version);
  const terminating = isTrue(definition, 'Terminating');
  const { conversion } = spec;
  return {
    origin: 'custom',
    gvr,
    gvk,
    listKind: names.listKind ?? `${names.kind}List`,
    singular: names.singular ?? names.kind.toLowerCase(),
    namespaced,
    verbs: allVerbs,
    advertisedVerbs: terminating ? verbsWhileTerminating : undefined,
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    subresources: subresourcesOf(version, gvk),
    storagePrefix: customStoragePrefix(spec),
    storageVersion,
    strategy: customResourceStrategy({
      gvr,
      namespaced,
      hasStatus: version.subresources?.status !== undefined,
      structural,
      scale,
      terminating: terminating || metadata.deletionTimestamp !== undefined,
      minor,
    }),
    selectableFields: version.selectableFields?.map(({ jsonPath }) => jsonPath.replace(/^\./, '')),
    schema: customResourceSchema(structural, objectMeta),
    printer: printerOf(version),
    scale,
    deprecationWarning: deprecationWarning(spec, version, names.kind),
    readingKey: `${metadata.uid ?? ''}/${String(metadata.generation ?? 0)}`,
    retired,
    fieldPredicate: customFieldPredicate({
      namespaced,
      jsonPaths: (version.selectableFields ?? []).map(({ jsonPath }) => jsonPath),
    }),
    fromStorage: customResourceReader({ gvk, schema: structural, conversion }),
    toStorage: customResourceConverter({ ...storageVersion, kind: names.kind }, conversion),
  };
}

/** Definitions older than structural schemas keep everything. */
function schemaOf({ preserveUnknownFields }: DefinitionSpec, { schema }: DefinitionVersion) {
  const raw = schema?.openAPIV3Schema ?? { type: 'object' };
  return preserveUnknownFields === true
    ? { ...raw, 'x-kubernetes-preserve-unknown-fields': true }
    : raw;
}

function subresourcesOf(
  { subresources }: DefinitionVersion,
  gvk: GroupVersionKind,
): SubresourceInfo[] {
  const status = { name: 'status', kind: gvk, verbs: partVerbs };
  const scale = { name: 'scale', kind: scaleKind, verbs: partVerbs };
  return [
    ...(subresources?.status === undefined ? [] : [status]),
    ...(subresources?.scale === undefined ? [] : [scale]),
  ];
}

function scalePaths({ subresources }: DefinitionVersion): ScalePaths | undefined {
  const scale = subresources?.scale;
  if (scale === undefined) return undefined;
  const withoutDot = (path: string) => path.replace(/^\./, '');
  return {
    specReplicas: withoutDot(scale.specReplicasPath),
    statusReplicas: withoutDot(scale.statusReplicasPath),
    selector: scale.labelSelectorPath ? withoutDot(scale.labelSelectorPath) : undefined,
  };
}

/** Columns that cannot be read fall back to the usual ones, as upstream. */
function printerOf({ additionalPrinterColumns }: DefinitionVersion): TablePrinter {
  try {
    return customResourcePrinter(additionalPrinterColumns);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return customResourcePrinter(undefined);
  }
}

function deprecationWarning(
  { group, versions }: DefinitionSpec,
  { name, deprecated, deprecationWarning: own }: DefinitionVersion,
  kind: string,
): string | undefined {
  if (deprecated !== true) return undefined;
  if (own !== undefined) return own;
  const [best] = versions
    .filter((each) => each.served && each.deprecated !== true)
    .map((each) => each.name)
    .filter((each) => compareKubeAwareVersions(each, name) < 0) // newer ones come first
    .sort(compareKubeAwareVersions);
  const text = `${group}/${name} ${kind} is deprecated`;
  return best === undefined ? text : `${text}; use ${group}/${best} ${kind}`;
}

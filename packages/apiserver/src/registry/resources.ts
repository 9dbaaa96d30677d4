import type { BuiltInResource, SchemaSet } from '@skewplane/api';
import { customResourceDefinitionStrategy } from '../apiextensions/definition/strategy.js';
import { converterFor, toVersion } from './conversions/converter-for.js';
import { fieldPredicateFor } from './field-selectors/field-predicate.js';
import { foreignFieldDropper, type FieldDropper } from './foreign-fields.js';
import { builtInStrategy } from './kinds/base.js';
import { printerFor } from './printers/printer-for.js';
import type { ResourceScope, ScalePaths } from './resource-scope.js';
import type { StrategyContext } from './strategy.js';
import { strategyFor } from './strategies.js';

/** Kinds that can be scaled; all keep their numbers in the same places. */
const scalable: ScalePaths = {
  specReplicas: 'spec.replicas',
  statusReplicas: 'status.replicas',
  selector: 'spec.selector',
};

export interface BuiltInScopesOptions {
  readonly resources: readonly BuiltInResource[];
  readonly schemas: SchemaSet;
  /** Decides shapes and defaults: the minor of the binary. */
  readonly minor: number;
  readonly eventTtlSeconds: number;
  /** The feature gates of the server. */
  readonly isFeatureOn?: StrategyContext['isFeatureOn'];
}

/** Puts together what is known of every built-in resource. */
export function builtInScopes({
  resources,
  schemas,
  minor,
  eventTtlSeconds,
  isFeatureOn,
}: BuiltInScopesOptions): ResourceScope[] {
  return resources.map((info) => {
    const { group, version, resource } = info.gvr;
    const isDefinition = group === 'apiextensions.k8s.io';
    const strategy = isDefinition
      ? customResourceDefinitionStrategy(minor)
      : // What is never stored (reviews, bindings) has no rules of storing.
        info.storagePrefix === ''
        ? builtInStrategy(info.namespaced, { tracksGeneration: true })
        : strategyFor({ group, resource, minor, eventTtlSeconds, isFeatureOn });
    // Definitions are stored in their one version; discovery goes on naming the one upstream stores.
    const storedAs = isDefinition ? info.gvr : info.storageVersion;
    let schema: ReturnType<SchemaSet['forKind']>;
    let dropper: { readonly drop: FieldDropper | undefined } | undefined;
    const foreignFields = () => {
      dropper ??= {
        drop: foreignFieldDropper((schema ??= schemas.forKind(info.gvk)), schemas),
      };
      return dropper.drop;
    };
    const converted = toVersion({ resource, to: info.gvr, minor });
    return {
      origin: 'built-in',
      ...info,
      strategy,
      // Types are expanded on first use: most are never asked for.
      get schema() {
        return (schema ??= schemas.forKind(info.gvk));
      },
      printer: printerFor({ group, kind: info.gvk.kind, minor }),
      scale: info.subresources.some(({ name }) => name === 'scale') ? scalable : undefined,
      fieldPredicate: fieldPredicateFor({ group, resource, version, minor }),
      get readingKey() {
        return foreignFields() && 'own fields';
      },
      fromStorage: (object) => {
        const read = converted(object);
        return foreignFields()?.(read) ?? read;
      },
      toStorage: converterFor({ resource, from: info.gvr, to: storedAs, minor }),
    };
  });
}

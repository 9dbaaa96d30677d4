import {
  formatTime,
  type Immutable,
  type KubeObject,
  type ManagedFieldsEntry,
} from '@skewplane/apimachinery';
import type { AdditionalPrinterColumn } from '../registry/printers/custom-printer.js';
import type { JsonSchemaProps } from './json-schema-props.js';

export const definitionsResource = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  resource: 'customresourcedefinitions',
} as const;

/** Keeps a definition until its objects are gone. */
export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

export interface DefinitionNames {
  readonly plural: string;
  readonly singular?: string;
  readonly kind: string;
  readonly listKind?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
}

export interface ScaleSubresource {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}

export interface DefinitionVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly deprecationWarning?: string;
  readonly schema?: { readonly openAPIV3Schema?: JsonSchemaProps };
  readonly subresources?: { readonly status?: object; readonly scale?: ScaleSubresource };
  readonly additionalPrinterColumns?: readonly AdditionalPrinterColumn[];
  readonly selectableFields?: readonly { readonly jsonPath: string }[];
}

export interface DefinitionConversion {
  readonly strategy?: string;
  readonly webhook?: {
    readonly clientConfig?: {
      readonly url?: string;
      readonly service?: {
        readonly name?: string;
        readonly namespace?: string;
        readonly path?: string;
        readonly port?: number;
      };
      readonly caBundle?: string;
    };
    readonly conversionReviewVersions?: readonly string[];
  };
}

export interface DefinitionSpec {
  readonly group: string;
  readonly names: DefinitionNames;
  readonly scope: string;
  readonly versions: readonly DefinitionVersion[];
  readonly conversion?: DefinitionConversion;
  readonly preserveUnknownFields?: boolean;
}

export type ConditionType = 'NamesAccepted' | 'Established' | 'Terminating';

export interface DefinitionCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly lastTransitionTime?: string;
  readonly reason?: string;
  readonly message?: string;
}

export interface DefinitionStatus {
  readonly conditions?: readonly DefinitionCondition[] | null;
  readonly acceptedNames?: DefinitionNames;
  readonly storedVersions?: readonly string[];
}

/** @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/v1/types.go` */
export interface CustomResourceDefinition {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Immutable<KubeObject['metadata']> & {
    readonly managedFields?: readonly Immutable<ManagedFieldsEntry>[];
  };
  readonly spec: DefinitionSpec;
  readonly status?: DefinitionStatus;
}

const noNames: DefinitionNames = { plural: '', kind: '' };

/** Reads a stored or decoded object as a definition: decoding has checked the types of its fields. */
export function definitionOf(object: Immutable<KubeObject>): CustomResourceDefinition {
  const { spec, status } = object as unknown as Partial<CustomResourceDefinition>;
  const { group = '', names = noNames, scope = '', versions = [], ...rest } = spec ?? {};
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: object.metadata,
    spec: { group, names, scope, versions, ...rest },
    ...(status === undefined ? {} : { status }),
  };
}

export const acceptedNamesOf = ({ status }: CustomResourceDefinition): DefinitionNames =>
  status?.acceptedNames ?? noNames;

export const storageVersionOf = ({ versions }: DefinitionSpec): string | undefined =>
  versions.find(({ storage }) => storage)?.name;

export function findCondition(
  { status }: Pick<CustomResourceDefinition, 'status'>,
  type: string,
): DefinitionCondition | undefined {
  return status?.conditions?.find((each) => each.type === type);
}

export const isTrue = (
  definition: Pick<CustomResourceDefinition, 'status'>,
  type: ConditionType,
): boolean => findCondition(definition, type)?.status === 'True';

export type NewCondition = Pick<DefinitionCondition, 'type' | 'status' | 'reason' | 'message'>;

/** Conditions with one set; its time moves only when its status does. */
export function withCondition(
  conditions: DefinitionStatus['conditions'],
  condition: NewCondition,
  nowMs: number,
): readonly DefinitionCondition[] {
  const before = conditions ?? [];
  const old = before.find(({ type }) => type === condition.type);
  const { type, status, reason, message } = condition;
  const lastTransitionTime =
    old?.status === status ? (old.lastTransitionTime ?? formatTime(nowMs)) : formatTime(nowMs);
  const next: DefinitionCondition = {
    type,
    status,
    lastTransitionTime,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  };
  return old === undefined ? [...before, next] : before.map((each) => (each === old ? next : each));
}

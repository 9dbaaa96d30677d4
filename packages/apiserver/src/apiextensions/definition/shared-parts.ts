import { isDeepStrictEqual } from 'node:util';
import type { DefinitionSpec, DefinitionVersion } from '../custom-resource-definition.js';

type Part = 'schema' | 'subresources' | 'additionalPrinterColumns' | 'selectableFields';

/** What all versions have in common; upstream validates that once, under names of its own. */
export interface SharedParts {
  readonly isShared: (part: Part) => boolean;
  /** The first version, which stands for all. */
  readonly first: DefinitionVersion | undefined;
}

/**
 * Upstream's internal form keeps what is the same in all versions beside them, and error paths tell:
 * `spec.validation.openAPIV3Schema`, `spec.additionalPrinterColumns[0]`.
 * @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/v1/conversion.go`
 */
export function sharedParts({ versions }: DefinitionSpec): SharedParts {
  const [first] = versions;
  const isShared = (part: Part): boolean =>
    versions.every((each) => isDeepStrictEqual(each[part], first?.[part]));
  return { isShared, first };
}

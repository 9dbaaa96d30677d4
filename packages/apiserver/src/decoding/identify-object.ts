import { formatGroupVersion, type GroupVersionKind, type Schema } from '@skewplane/apimachinery';
import type { SchemaSet } from '@skewplane/api';
import { undecodable, type UndecodableBody } from './decode-error.js';
import { internalPackage } from './go-types.js';
import { interpretKind, withDefaultKind } from './object-kind.js';

/** What the path says a body must be. `ResourceScope` fits, and so does the kind of a subresource. */
export interface ExpectedKind {
  readonly origin: 'built-in' | 'custom';
  readonly gvk: GroupVersionKind;
  readonly schema: Schema | undefined;
}

/**
 * What the object is, which must be something that its path takes.
 * @throws {StatusError} 400
 */
export function identifyObject(
  value: unknown,
  { expected, schemas }: { readonly expected: ExpectedKind; readonly schemas: SchemaSet },
  context: UndecodableBody,
): GroupVersionKind {
  const said = interpretOrRefuse(value, context);
  if (expected.origin === 'custom') {
    if (said.kind !== '') return said;
    throw undecodable(`Object 'Kind' is missing in '${context.body.toString('utf8')}'`, context);
  }
  const actual = withDefaultKind(said, expected.gvk);
  const { gvk } = expected;
  if (actual.kind === gvk.kind && actual.group === gvk.group) {
    if (actual.version === gvk.version) return actual;
    // Another version of the kind converts, and is then refused for its version.
    if (schemas.forKind(actual) !== undefined) return actual;
  }
  throw undecodable(conversionProblem(actual, { gvk, schemas }), { ...context, actual });
}

function interpretOrRefuse(value: unknown, context: UndecodableBody): GroupVersionKind {
  try {
    return interpretKind(value);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw undecodable(error.message, { ...context, cause: error });
    throw error;
  }
}

/** @see kubernetes/apimachinery `pkg/runtime/error.go`, `pkg/conversion/converter.go` */
function conversionProblem(
  actual: GroupVersionKind,
  { gvk, schemas }: { gvk: GroupVersionKind; schemas: SchemaSet },
): string {
  if (schemas.forKind(actual) === undefined) {
    const version = JSON.stringify(formatGroupVersion(actual));
    return `no kind ${JSON.stringify(actual.kind)} is registered for version ${version} in scheme "pkg/api/legacyscheme/scheme.go:30"`;
  }
  const target = `${internalPackage(gvk.group)}.${gvk.kind}`;
  return `converting (${actual.version}.${actual.kind}) to (${target}): unknown conversion`;
}

import { formatMinor, newestMinor, oldestMinor } from '@skewplane/api';
/** A piece of JSON schema. */
export type Schema = Readonly<Record<string, unknown>>;

export function object(
  description: string,
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): Schema {
  return {
    description,
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
  };
}

/**
 * One type of value, or an object with fields. Written as one schema: `properties` says nothing of strings, and
 * `pattern` nothing of objects, so that errors stay those of what was written.
 */
export function orObject(scalar: 'string' | readonly string[], rest: Schema): Schema {
  return { ...rest, type: [...(typeof scalar === 'string' ? [scalar] : scalar), 'object'] };
}

export function text(description: string, more: Schema = {}): Schema {
  return { description, type: 'string', minLength: 1, ...more };
}

export function flag(description: string, byDefault: boolean): Schema {
  return { description, type: 'boolean', default: byDefault };
}

export function count(description: string, more: Schema = {}): Schema {
  return { description, type: 'integer', minimum: 0, ...more };
}

export function listOf(description: string, items: Schema, more: Schema = {}): Schema {
  return { description, type: 'array', items, ...more };
}

export function mapOf(description: string, values: Schema): Schema {
  return { description, type: 'object', additionalProperties: values };
}

export const durationPattern = '^(\\d+(\\.\\d+)?(ms|s|m|h))+$';

export function duration(description: string, byDefault?: string): Schema {
  return text(`${description} As in 250ms, 2s, 1m30s.`, {
    pattern: durationPattern,
    ...(byDefault === undefined ? {} : { default: byDefault }),
  });
}

export const version = text(
  `A Kubernetes minor, ${formatMinor(oldestMinor)} to ${formatMinor(newestMinor)}. Quotes are not needed.`,
  {
    pattern: '^1\\.\\d+$',
  },
);

export const instance = text('An instance: `apiserver-a`, or its letter `a`.');

export const via = text(
  'Where to send it: an instance, or `balanced` for the address before all.',
  {
    default: 'balanced',
  },
);

export const featureGates = mapOf('Feature gates by name, as in --feature-gates.', {
  type: 'boolean',
});

export const args = listOf('Flags of kube-apiserver, after all others.', text('A flag.'));

export const user: Schema = orObject('string', {
  ...object(
    'Who sends it: a name, or a name and groups. Given a client certificate of their own. `admin` may do anything.',
    {
      name: text('User name.'),
      groups: listOf('Groups, such as system:masters.', text('A group.')),
    },
    ['name'],
  ),
  minLength: 1,
  default: 'admin',
});

export const clients = listOf('Only of these clients; of all when absent.', text('A client.'), {
  minItems: 1,
});

export const cel = (variables: string): Schema =>
  text(`A CEL expression that gives true or false. It may use ${variables}.`);

export const anObject: Schema = {
  description: 'A Kubernetes object.',
  type: 'object',
};

import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, numberAt, textAt, textsAt, type Fields } from '../object-fields.js';
import { checkEnum, checkNotNegative, checkPort, checkPortOrName } from './checks.js';

const counters = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;
const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateProbe` and its callers */
export function checkProbes(container: Fields, path: string): FieldError[] {
  const startup = (name: string): FieldError[] => {
    if (!has(container, name)) return [];
    const threshold = numberAt(container, `${name}.successThreshold`);
    return [
      ...checkProbe(container, name, path),
      ...(threshold === 1
        ? []
        : [fieldInvalid(`${path}.${name}.successThreshold`, threshold ?? 0, 'must be 1')]),
    ];
  };
  return [
    ...startup('livenessProbe'),
    ...checkReadinessProbe(container, path),
    ...startup('startupProbe'),
  ];
}

function checkReadinessProbe(container: Fields, path: string): FieldError[] {
  if (!has(container, 'readinessProbe')) return [];
  const grace = numberAt(container, 'readinessProbe.terminationGracePeriodSeconds');
  return [
    ...checkProbe(container, 'readinessProbe', path),
    ...(grace === undefined
      ? []
      : [
          fieldInvalid(
            `${path}.readinessProbe.terminationGracePeriodSeconds`,
            grace,
            'must not be set for readinessProbes',
          ),
        ]),
  ];
}

function checkProbe(container: Fields, name: string, path: string): FieldError[] {
  const probe = container[name];
  const at = `${path}.${name}`;
  const grace = numberAt(probe, 'terminationGracePeriodSeconds');
  return [
    ...checkHandler(probe, at),
    ...counters.flatMap((field) => checkNotNegative(numberAt(probe, field), `${at}.${field}`)),
    ...(grace !== undefined && grace <= 0
      ? [fieldInvalid(`${at}.terminationGracePeriodSeconds`, grace, 'must be greater than 0')]
      : []),
  ];
}

/** What a probe or a lifecycle hook does. */
export function checkHandler(handler: unknown, path: string): FieldError[] {
  const [first, ...more] = handlers.filter((each) => has(handler, each));
  if (first === undefined) return [fieldRequired(path, 'must specify a handler type')];
  return [
    ...checkAction(first, handler, `${path}.${first}`),
    ...more.map((each) =>
      fieldForbidden(`${path}.${each}`, 'may not specify more than 1 handler type'),
    ),
  ];
}

function checkAction(
  kind: (typeof handlers)[number],
  handler: unknown,
  path: string,
): FieldError[] {
  const port = (handler as Readonly<Record<string, Fields>>)[kind]?.['port'];
  switch (kind) {
    case 'exec':
      return textsAt(handler, 'exec.command').length > 0 ? [] : [fieldRequired(`${path}.command`)];
    case 'httpGet':
      return [
        ...(textAt(handler, 'httpGet.path') === '' ? [fieldRequired(`${path}.path`)] : []),
        ...checkPortOrName(port, `${path}.port`),
        ...checkEnum(textAt(handler, 'httpGet.scheme'), `${path}.scheme`, ['HTTP', 'HTTPS']),
      ];
    case 'tcpSocket':
      return checkPortOrName(port, `${path}.port`);
    case 'grpc':
      return checkPort(port ?? 0, `${path}.port`);
    case 'sleep':
      return [];
  }
}

import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  type FieldError,
  type NameRule,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, numberAt, textAt, textsAt, type Fields } from '../object-fields.js';
import { checkNotNegative, checkPort, checkPortOrName, checkText } from './checks.js';

const counters = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;
type Handler = 'exec' | 'httpGet' | 'tcpSocket' | 'grpc' | 'sleep';
const probeHandlers: readonly Handler[] = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const hookHandlers: readonly Handler[] = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

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
  const probe = fieldsAt(container, name);
  const at = `${path}.${name}`;
  const grace = numberAt(probe, 'terminationGracePeriodSeconds');
  return [
    ...checkHandler(probe, at, probeHandlers, () => []),
    ...counters.flatMap((field) => checkNotNegative(numberAt(probe, field), `${at}.${field}`)),
    ...(grace !== undefined && grace <= 0
      ? [fieldInvalid(`${at}.terminationGracePeriodSeconds`, grace, 'must be greater than 0')]
      : []),
  ];
}

/** The rest of what a lifecycle hook must fit. */
export interface HookRules {
  readonly gracePeriod: number | undefined;
  readonly sleepMayBeZero: boolean;
  readonly minor: number;
  readonly os: string | undefined;
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateLifecycle` */
export function checkLifecycle(container: Fields, path: string, rules: HookRules): FieldError[] {
  const lifecycle = container['lifecycle'];
  if (lifecycle === undefined || lifecycle === null) return [];
  return [
    ...['postStart', 'preStop']
      .filter((hook) => has(lifecycle, hook))
      .flatMap((hook) => checkHook(fieldsAt(lifecycle, hook), `${path}.lifecycle.${hook}`, rules)),
    ...(has(lifecycle, 'stopSignal')
      ? checkStopSignal(textAt(lifecycle, 'stopSignal'), `${path}.lifecycle.stopSignal`, rules.os)
      : []),
  ];
}

const checkHook = (hook: Fields, path: string, rules: HookRules): FieldError[] =>
  checkHandler(hook, path, hookHandlers, (sleep, at) => checkSleep(sleep, at, rules));

function checkSleep(sleep: Fields, path: string, rules: HookRules): FieldError[] {
  const seconds = numberAt(sleep, 'seconds') ?? 0;
  const { gracePeriod } = rules;
  if (gracePeriod === undefined) return [];
  const tooShort = rules.sleepMayBeZero ? seconds < 0 : seconds <= 0;
  if (!tooShort && seconds <= gracePeriod) return [];
  const message = rules.sleepMayBeZero
    ? `must be non-negative and less than terminationGracePeriodSeconds (${String(gracePeriod)})`
    : `must be greater than 0 and less than terminationGracePeriodSeconds (${String(gracePeriod)})${zeroHint(rules.minor)}`;
  return [fieldInvalid(path, seconds, message)];
}

/** Only 1.32 knows the gate and has it off by default. */
const zeroHint = (minor: number): string =>
  minor === 32 ? '. Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.' : '';

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateStopSignal` */
function checkStopSignal(signal: string, path: string, os: string | undefined): FieldError[] {
  if (os === undefined)
    return [fieldForbidden(path, 'may not be set for containers with empty `spec.os.name`')];
  const supported = os === 'windows' ? windowsSignals : os === 'linux' ? linuxSignals : [signal];
  return supported.includes(signal) ? [] : [fieldNotSupported(path, signal, supported)];
}

const windowsSignals = ['SIGKILL', 'SIGTERM'];
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const linuxSignals = [
  ...'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
    .split(' ')
    .map((name) => `SIG${name}`),
  ...upTo(15).map((number) => `SIGRTMIN+${String(number)}`),
  ...upTo(14).map((number) => `SIGRTMAX-${String(number)}`),
].sort();

/** What a probe or a lifecycle hook does. */
function checkHandler(
  handler: Fields,
  path: string,
  kinds: readonly Handler[],
  sleepCheck: (sleep: Fields, path: string) => FieldError[],
): FieldError[] {
  const [first, ...more] = kinds.filter((each) => has(handler, each));
  if (first === undefined) return [fieldRequired(path, 'must specify a handler type')];
  return [
    ...checkAction(first, fieldsAt(handler, first), `${path}.${first}`, sleepCheck),
    ...more.map((each) =>
      fieldForbidden(`${path}.${each}`, 'may not specify more than 1 handler type'),
    ),
  ];
}

function checkAction(
  kind: Handler,
  action: Fields,
  path: string,
  sleepCheck: (sleep: Fields, path: string) => FieldError[],
): FieldError[] {
  switch (kind) {
    case 'exec':
      return textsAt(action, 'command').length > 0 ? [] : [fieldRequired(`${path}.command`)];
    case 'httpGet':
      return checkHttpGet(action, path);
    case 'tcpSocket':
      return checkPortOrName(action['port'], `${path}.port`);
    case 'grpc':
      return checkPort(action['port'] ?? 0, `${path}.port`);
    case 'sleep':
      return sleepCheck(action, path);
  }
}

function checkHttpGet(action: Fields, path: string): FieldError[] {
  const scheme = textAt(action, 'scheme');
  return [
    ...(textAt(action, 'path') === '' ? [fieldRequired(`${path}.path`)] : []),
    ...checkPortOrName(action['port'], `${path}.port`),
    ...(scheme === 'HTTP' || scheme === 'HTTPS'
      ? []
      : [fieldNotSupported(`${path}.scheme`, scheme, ['HTTP', 'HTTPS'])]),
    // Upstream leaves the index of the header out.
    ...listAt(action, 'httpHeaders').flatMap((header) =>
      checkText(textAt(header, 'name'), `${path}.httpHeaders`, headerName),
    ),
  ];
}

/** @see kubernetes/apimachinery `pkg/util/validation/validation.go`, `IsHTTPHeaderName` */
const headerName: NameRule = (name) =>
  /^[-A-Za-z0-9]+$/.test(name)
    ? []
    : [
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
      ];

import { expectationSchema } from './expectation-schema.js';
import {
  anObject,
  args,
  cel,
  count,
  duration,
  featureGates,
  flag,
  instance,
  listOf,
  object,
  orObject,
  text,
  version,
  via,
  type Schema,
} from './schema-parts.js';
import { faultTypes } from './words.js';

const change = (description: string): Schema =>
  object(
    description,
    {
      instance,
      version,
      featureGates: {
        ...featureGates,
        description: 'Its own gates from now on; as before when absent.',
      },
      args: { ...args, description: 'Its own flags from now on; as before when absent.' },
    },
    ['instance', 'version'],
  );

const restart: Schema = orObject('string', {
  ...object('Stop it in order and start it again.', { instance, featureGates, args }, ['instance']),
  minLength: 1,
});

const oneOf = (description: string, values: readonly string[]): Schema => ({
  description,
  enum: values,
});

const faultName = text('To heal it by: `heal: <name>`.');

const match = object('Which requests; all that is given must hold.', {
  userAgent: text('A part of the User-Agent.'),
  user: text('User name.'),
  verbs: listOf('get, list, watch, create, update, patch, delete…', text('A verb.')),
  resources: listOf('pods, jobs.batch…', text('A resource.')),
  namespace: text('A namespace.'),
});

const fault = object(
  'Break something, until it is healed or the run ends.',
  {
    name: faultName,
    type: oneOf('What kind of fault; the other fields depend on it.', faultTypes),
    instance,
    from: text('The instance that opens the connections.'),
    to: text('The instance, or `etcd`, that they go to.'),
    bothWays: flag('The same in the other direction.', false),
    mode: oneOf('Connections are refused, or bytes vanish.', ['refuse', 'drop']),
    delayMs: count('Added to each chunk, or answer of etcd.'),
    jitterMs: count('Up to so much more.'),
    bytesPerSecond: count('Bandwidth.', { minimum: 1 }),
    bytes: count('A connection is reset once so many have passed.', { minimum: 1 }),
    which: oneOf('Which certificate.', ['serving', 'proxy-client']),
    problem: oneOf('What is wrong with it.', ['expired', 'wrong-ca', 'wrong-name']),
    resources: listOf('Caches of these; all when absent.', text('A resource.')),
    effect: oneOf('What watches get, or what becomes of etcd.', [
      ...['drop', 'stall', 'duplicate', 'reorder', 'gone-at-connect', 'gone-in-stream'],
      ...['bookmarks-only', 'slow', 'stop', 'restart', 'compact', 'lose-lease'],
    ]),
    answer: oneOf('What requests are answered.', [
      ...['too-many-requests', 'internal-error', 'unavailable', 'reset'],
    ]),
    retryAfterSeconds: count('For too-many-requests.'),
    probability: {
      description: 'Chance of each to be hit.',
      type: 'number',
      minimum: 0,
      maximum: 1,
    },
    everyNth: count('Only every n-th matching request.', { minimum: 1 }),
    match,
  },
  ['type'],
);

const wait: Schema = orObject('string', {
  ...object('A time, or until something holds.', {
    requests: count('Until the traffic has sent so many more.', { minimum: 1 }),
    ready: listOf('Until these instances are ready.', instance, { minItems: 1 }),
    until: cel('instances, requests and metric()'),
  }),
  minProperties: 1,
  maxProperties: 1,
  pattern: String(duration('')['pattern']),
});

const command: Schema = {
  description: 'A line for the shell, or program and arguments.',
  type: ['string', 'array'],
  minLength: 1,
  minItems: 1,
  items: text('An argument.'),
};

const run: Schema = {
  ...object(
    'Run a command in the directory of this file, with KUBECONFIG set.',
    {
      command,
      via,
      exitCode: count('The one that is right.', { default: 0, maximum: 255 }),
    },
    ['command'],
  ),
  type: ['string', 'array', 'object'],
  minLength: 1,
  minItems: 1,
  items: text('An argument.'),
};

const apply: Schema = orObject('string', {
  ...object('Server-side apply of a file of objects, or of one object.', {
    file: text('Path of a YAML file, from the directory of this one.'),
    object: anObject,
    via,
  }),
  minLength: 1,
});

/** One step. What it does is the key; at most one of them. */
export const stepSchema: Schema = object('What it does, and what holds after it.', {
  name: text('For the report; made of what it does when absent.'),
  timeout: duration('It has failed when it takes longer.', '90s'),
  upgrade: change('Stop the instance in order and start it as a newer minor.'),
  downgrade: change('Stop the instance in order and start it as an older minor.'),
  restart,
  start: { ...instance, description: 'Start an instance that was stopped or killed.' },
  stop: { ...instance, description: 'Stop an instance in order.' },
  kill: { ...instance, description: 'Kill an instance: no clean-up, leases stay.' },
  pause: { ...instance, description: 'Freeze the process; `heal` lets it go on.' },
  partition: object(
    'Cut a link.',
    {
      name: faultName,
      from: text('The instance that opens the connections.'),
      to: text('The instance, or `etcd`, that they go to.'),
      bothWays: flag('The other direction, too.', false),
      mode: oneOf('Connections are refused, or bytes vanish.', ['refuse', 'drop']),
    },
    ['from', 'to'],
  ),
  fault,
  heal: text('Name of a fault, or `all`.'),
  wait,
  run,
  apply,
  advanceClock: duration('Put the clocks of all running instances forward.'),
  traffic: object('Start or stop clients.', {
    start: listOf('Clients that begin to send.', text('A client.')),
    stop: listOf('Clients that cease to.', text('A client.')),
  }),
  expect: listOf('What holds once that is done.', expectationSchema),
  eventually: listOf('What holds before the step times out.', expectationSchema),
});

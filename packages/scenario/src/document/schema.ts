import {
  anObject,
  args,
  cel,
  clients,
  count,
  duration,
  featureGates,
  flag,
  listOf,
  mapOf,
  object,
  orObject,
  text,
  user,
  version,
  via,
  type Schema,
} from './schema-parts.js';
import { stepSchema } from './step-schema.js';

const instanceSchema = orObject('string', {
  ...object(
    'An instance: its minor, or its minor and more. The first is apiserver-a.',
    { version, featureGates, args },
    ['version'],
  ),
  pattern: version['pattern'],
});

const cluster = object(
  'The plane before the first step.',
  {
    instances: listOf('One apiserver each.', instanceSchema, { minItems: 1, maxItems: 26 }),
    peerProxy: flag('Do instances pass on what only a peer serves?', true),
    controllers: flag('Namespaces, service accounts and garbage collection.', true),
    featureGates,
    args,
    timers: mapOf(
      'Timers of the instances by name, as in --skewplane-timer.',
      duration('How long.'),
    ),
  },
  ['instances'],
);

const weight = (verb: string): Schema => ({
  description: `How often to ${verb}, relative to the other verbs.`,
  type: 'number',
  minimum: 0,
});

const resource = orObject('string', {
  ...object(
    'A resource: `configmaps`, `jobs.batch`, or with its version `jobs.v1.batch`. Or that and what to create.',
    {
      resource: text('As above.'),
      kind: text('Kind of a custom resource.'),
      namespaced: flag('Of a custom resource: is it in namespaces?', true),
      object: { ...anObject, description: 'What to create, without a name.' },
    },
    ['resource'],
  ),
  minLength: 1,
});

const traffic = object(
  'A client that sends requests while the steps run. What it does follows from the seed alone.',
  {
    name: text('Unique; objects are named after it.', { pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$' }),
    user,
    via,
    rate: {
      description: 'Requests a second.',
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 1000,
      default: 10,
    },
    verbs: object('The mix. All verbs alike when absent.', {
      create: weight('create'),
      update: weight('replace by PUT'),
      patch: weight('merge-patch'),
      delete: weight('delete'),
      get: weight('get'),
      list: weight('list'),
    }),
    resources: listOf('What it works on.', resource, { minItems: 1 }),
    namespace: text('Must exist.', { default: 'default' }),
    watch: flag('Also hold one watch of each resource, which is checked event by event.', false),
    maxObjects: count('Live objects per resource; beyond that the oldest is deleted.', {
      minimum: 1,
      maximum: 1000,
      default: 50,
    }),
    requestTimeout: duration('An answer that takes longer is none.', '10s'),
    autoStart: flag('Send from the beginning; else from a step `traffic: {start: […]}` on.', true),
  },
  ['name', 'resources'],
);

const invariants = [
  'servedResourcesAnswer',
  'noLostWrites',
  'watchesComplete',
  'noUnexplainedDeletes',
];

const always: Schema = {
  ...orObject('string', {
    ...object(
      'What holds at every moment. servedResourcesAnswer: no 404 on a resource that a ready instance serves. ' +
        'noLostWrites: what was acknowledged is read through every instance. watchesComplete: streams see every event ' +
        'once and in order. noUnexplainedDeletes: nothing is gone that nobody deleted.',
      {
        servedResourcesAnswer: object('No 404 on a resource that a ready instance serves.', {
          settle: duration(
            'How long an instance is ready before it counts: peers have to learn of it.',
            '3s',
          ),
        }),
        p99: object(
          'The slowest answer but one in a hundred.',
          {
            name: text('For the report.'),
            below: duration('The bound.'),
            window: duration('Over the requests of so long.', '5s'),
            minRequests: count('Fewer say nothing.', { minimum: 1, default: 20 }),
            clients,
          },
          ['below'],
        ),
        everyRequest: object(
          'An expression over each request of the traffic.',
          { name: text('For the report.'), cel: cel('request and response'), clients },
          ['cel'],
        ),
      },
    ),
    minProperties: 1,
    maxProperties: 1,
  }),
  // Completion for the short form; `orObject` cannot hold an enum, which would forbid objects.
  examples: invariants,
};

/** Editors complete and check scenario files with it; the loader too. */
export const scenarioSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://skewplane.dev/schema/scenario.v1alpha1.json',
  title: 'Skewplane scenario',
  ...object(
    'A rolling upgrade, or anything else that happens to a skewed control plane, as data.',
    {
      apiVersion: { description: 'Version of this format.', const: 'skewplane.dev/v1alpha1' },
      kind: { description: 'What this is.', const: 'Scenario' },
      metadata: object(
        'Names it.',
        { name: text('Short.'), description: { description: 'For people.', type: 'string' } },
        ['name'],
      ),
      spec: object(
        'What happens.',
        {
          seed: count('Everything random is drawn from it; 1 when nobody gives one.', {
            maximum: 4294967295,
          }),
          timeout: duration('The run is ended after that.', '5m'),
          keepGoing: flag('Go on after a broken assertion.', false),
          cluster,
          objects: listOf(
            'Objects to create first: in place, or the path of a YAML file beside this one.',
            orObject('string', { ...anObject, minLength: 1 }),
          ),
          traffic: listOf('Who sends requests meanwhile.', traffic),
          always: listOf('What holds at every moment.', always),
          steps: listOf('What happens, one after the other.', stepSchema, { minItems: 1 }),
        },
        ['cluster', 'steps'],
      ),
    },
    ['apiVersion', 'kind', 'metadata', 'spec'],
  ),
};

export { invariants };

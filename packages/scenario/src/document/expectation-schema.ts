import {
  cel,
  count,
  instance,
  mapOf,
  object,
  text,
  user,
  via,
  type Schema,
} from './schema-parts.js';
import { outcomes } from './words.js';

const request = object(
  'A request to send; its answer is what the other fields look at.',
  {
    path: text('With its query.', { pattern: '^/' }),
    method: {
      description: 'HTTP method.',
      enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      default: 'GET',
    },
    via,
    user,
    headers: mapOf('Further headers.', { type: 'string' }),
    body: { description: 'Sent as JSON.' },
  },
  ['path'],
);

const jsonPath = object(
  'A JSONPath as kubectl has them, and what it must find.',
  {
    path: text('{.items[*].metadata.name}'),
    in: {
      description: 'What to look in.',
      enum: ['body', 'headers', 'response'],
      default: 'body',
    },
    equals: { description: 'The first value found.' },
    exists: {
      description: 'Whether anything is found; true when nothing else is asked.',
      type: 'boolean',
    },
    count: count('How many values are found.'),
  },
  ['path'],
);

const bound = (description: string): Schema => ({ description, type: 'number' });

/** One assertion of a step. All that is given must hold. */
export const expectationSchema: Schema = {
  ...object('An assertion. All that is given must hold.', {
    name: text('For the report; made of the expression when absent.'),
    request,
    status: count('HTTP status of the answer.', { minimum: 100, maximum: 599 }),
    cel: cel('response (with a request), instances, requests and metric(instance, name, {labels})'),
    jsonPath,
    metric: object(
      'The value of a metric, all matching series added up.',
      {
        instance,
        name: text('Such as apiserver_rerouted_request_total.'),
        labels: mapOf('Labels that series must have.', { type: 'string' }),
      },
      ['instance', 'name'],
    ),
    requests: object(
      'How many requests of a client since the step began.',
      {
        client: text('A client of the traffic.'),
        outcome: { description: 'Only these; all when absent.', enum: outcomes },
      },
      ['client'],
    ),
    equals: bound('What metric or requests must be.'),
    atLeast: bound('The least that metric or requests must be.'),
    atMost: bound('The most that metric or requests may be.'),
  }),
  minProperties: 1,
};

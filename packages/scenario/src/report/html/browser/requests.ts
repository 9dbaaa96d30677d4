import { outcomeLabels, requestOutcomes } from '../../request-outcomes.js';

/** Script of the page: requests as they were packed, and which of them a reader wants to see. Pure functions. */
export const requestsScript: string = String.raw`
const outcomes = ${JSON.stringify(requestOutcomes)};
const outcomeLabels = ${JSON.stringify(outcomeLabels)};

function unpackRequests(run) {
  const text = (place) => (place < 0 ? undefined : run.texts[place]);
  return run.requests.map((packed) => {
    const [number, atMs, durationMs, status, outcome, ...places] = packed;
    const [client, user, method, path, via, auditId, error, ...servedBy] = places.map(text);
    return {
      number, atMs, durationMs, status, outcome: outcomes[outcome],
      client, user, method, path, via, auditId, error, servedBy,
    };
  });
}

/** Everything is wanted to begin with. */
function newFilter() {
  return { client: '', text: '', hidden: new Set() };
}

function isWanted(request, filter) {
  if (filter.hidden.has(request.outcome)) return false;
  if (filter.client !== '' && filter.client !== request.client) return false;
  if (filter.text === '') return true;
  const { method, path, user, auditId = '', status } = request;
  return [method, path, user, auditId, status].join(' ').toLowerCase().includes(filter.text.toLowerCase());
}

function clientsOf(requests) {
  return [...new Set(requests.map((request) => request.client))].sort();
}

/** Who answered, and who passed it on. */
function describeServers(servedBy) {
  if (servedBy.length === 0) return 'nobody';
  const answered = servedBy[servedBy.length - 1];
  return servedBy.length === 1 ? answered : answered + ', passed on by ' + servedBy.slice(0, -1).join(', ');
}
`;

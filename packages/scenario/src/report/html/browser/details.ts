/** Script of the page: what is known of one request, and the list of those in view. */
export const detailsScript: string = String.raw`
const listedRequests = 200;

function requestDetails(request) {
  if (request === undefined) return [element('p', { class: 'hint' }, 'Point at a mark, or press N, to see a request.')];
  const { number, method, path, client, user, via, atMs, durationMs, status, outcome, servedBy, auditId, error } = request;
  return [
    element(
      'dl',
      { class: 'facts' },
      ...fact('Request', '#' + number + ' ', element('code', {}, method + ' ' + path)),
      ...fact('Client', client + ' (' + user + '), through ' + via),
      ...fact('Sent', seconds(atMs) + ', took ' + Math.round(durationMs * 10) / 10 + ' ms'),
      ...fact('Answer', markIcon(outcome), ' ' + (status === 0 ? 'none' : status + ' (' + outcomeLabels[outcome] + ')')),
      ...fact('Served by', describeServers(servedBy)),
      ...fact('Audit id', auditId === undefined ? undefined : element('code', {}, auditId)),
      ...fact(status === 0 ? 'Why' : 'Message', error),
    ),
  ];
}

/** A table that people who see no canvas can read, too; its rows choose a request. */
function requestTable(requests, choose) {
  const rows = requests.slice(0, listedRequests).map((request) =>
    element(
      'tr',
      {},
      element('td', {}, button('#' + request.number, { class: 'link' }, () => choose(request))),
      element('td', { class: 'number' }, seconds(request.atMs)),
      element('td', {}, request.client),
      element('td', {}, element('code', {}, request.method + ' ' + request.path)),
      element('td', {}, markIcon(request.outcome), ' ' + (request.status === 0 ? 'no answer' : String(request.status))),
      element('td', {}, describeServers(request.servedBy)),
      element('td', { class: 'number' }, Math.round(request.durationMs) + ' ms'),
    ),
  );
  const headings = ['Request', 'Sent', 'Client', 'What', 'Answer', 'Served by', 'Took'];
  const note = requests.length > listedRequests ? 'The first ' + listedRequests + ' of ' + requests.length + '. Zoom in to see others.' : '';
  return [
    element('p', { class: 'hint' }, note),
    element(
      'div',
      { class: 'wide' },
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, ...headings.map((text) => element('th', { scope: 'col' }, text)))),
        element('tbody', {}, ...rows),
      ),
    ),
  ];
}
`;

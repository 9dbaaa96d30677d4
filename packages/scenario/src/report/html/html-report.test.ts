import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import type { RequestTrace } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../record/run-record.js';
import { FakeNode, fakePage } from '../testing/fake-dom.js';
import { failedRecord, sampleRecord, sampleRequest } from '../testing/sample-record.js';
import { htmlReport } from './html-report.js';
import type { PageData } from './page-data.js';

const hostile = `</script><img src=x onerror="alert('1')">\u2028&amp;\0`;

function partOf(page: string, pattern: RegExp): string {
  const found = pattern.exec(page)?.[1];
  if (found === undefined) throw new Error(`no ${pattern.source}`);
  return found;
}

const dataOf = (page: string) =>
  partOf(page, /<script type="application\/json" id="page-data">(.*?)<\/script>/s);
const scriptOf = (page: string) => partOf(page, /<script>(.*?)<\/script>/s);

/** Runs the script of a page as a browser would, and answers what it put into the page. */
function open(page: string) {
  const places = (className: string) =>
    [...page.matchAll(new RegExp(`class="${className}" data-run="(\\d+)"`, 'g'))].map(([, run]) => {
      const place = new FakeNode(className);
      place.dataset['run'] = run ?? '';
      return place;
    });
  const timelines = places('timeline');
  const traces = places('traces');
  const globals = fakePage(dataOf(page), { '.timeline': timelines, '.traces': traces });
  runInNewContext(scriptOf(page), globals);
  const none = new FakeNode('none');
  return { timeline: timelines[0] ?? none, trace: traces[0] ?? none };
}

describe('htmlReport', () => {
  it('may run nothing but its own script, and load nothing', () => {
    const page = htmlReport([failedRecord()]);
    const hash = (text: string) => createHash('sha256').update(text).digest('base64');
    const policy = partOf(page, /Content-Security-Policy" content="([^"]*)"/);
    expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hash(partOf(page, /<style>(.*?)<\/style>/s))}'`,
      `script-src 'sha256-${hash(scriptOf(page))}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).not.toMatch(/<link|<img|@import|url\((?!#)|\son\w+=|\sstyle=/);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(scriptOf(page)).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval/);
  });

  it('is readable without its script', () => {
    const page = htmlReport([failedRecord()]).replace(/<script.*?<\/script>/gs, '');
    for (const text of [
      'upgrade: failed',
      'upgrade b to 1.36',
      'partition a → b',
      'request.status &lt; 500',
      '503 from apiserver-b',
      '{&quot;level&quot;:30,&quot;msg&quot;:&quot;Stopped&quot;}',
      '1 503',
    ]) {
      expect(page).toContain(text);
    }
  });

  it.each<{ name: string; changes: (text: string) => Partial<RunRecord> }>([
    {
      name: 'scenario',
      changes: (text) => ({ scenario: { name: text, description: text, file: text } }),
    },
    { name: 'message', changes: (message) => ({ message }) },
    {
      name: 'request',
      changes: (text) => ({
        requests: [
          sampleRequest({ path: text, client: text, user: text, via: text, servedBy: [text] }),
        ],
      }),
    },
    { name: 'instance', changes: (name) => ({ lanes: [{ name, bands: [] }] }) },
    {
      name: 'fault',
      changes: (text) => ({
        faults: [{ id: text, description: text, instances: [text], fromMs: 0 }],
      }),
    },
    {
      name: 'trace and log',
      changes: (text) => ({
        firstFailure: {
          assertion: { title: text, scope: 'always', line: 1, outcome: 'failed' },
          traces: [{ [text]: text, diff: [`+${text}`] }],
          logs: [{ instance: text, lines: [text] }],
        },
      }),
    },
  ])('takes no markup from a run: $name', ({ changes }) => {
    const page = htmlReport([failedRecord(changes(hostile))]);
    expect(page).not.toContain('<img');
    expect(dataOf(page)).not.toMatch(/[<>&\u2028]/);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(JSON.parse(dataOf(page))).toMatchObject({ runs: [{ durationMs: 6_000 }] });
    expect(() => open(page)).not.toThrow();
  });

  it('draws lanes, steps, faults, and the request that broke it', () => {
    const { timeline } = open(htmlReport([failedRecord()]));
    const drawn = timeline.all('svg').map((svg) => svg.textContent);
    expect(drawn.join(' ')).toContain('apiserver-b');
    const [lanes] = timeline.all('svg').filter((svg) => svg.attributes.get('class') === 'lanes');
    expect(lanes?.all('g').map((group) => group.attributes.get('class'))).toEqual([
      'step passed',
      'step failed',
      'band ready minor-3',
      'fault',
      'band ready minor-3',
      'band starting minor-0',
      'band ready minor-0',
      'fault',
    ]);
    expect(lanes?.textContent).toContain('broke first');
    expect(timeline.textContent).toContain('GET /api/v1/namespaces/default/pods?limit=500');
    expect(timeline.textContent).toContain('apiserver is shutting down');
    expect(timeline.textContent).toContain('5d1c9a2e-0000-4000-8000-000000000001');
  });

  it('goes from request to request by keys, and lists those in view', () => {
    const { timeline } = open(htmlReport([sampleRecord()]));
    const stage = timeline.all('div').find((node) => node.attributes.get('class') === 'stage');
    const press = (key: string) => stage?.listeners.get('keydown')?.({ key, preventDefault() {} });
    const details = () =>
      timeline.all('div').find((node) => node.attributes.get('class') === 'details')?.textContent;
    press('n');
    expect(details()).toContain('#1 GET');
    press('n');
    expect(details()).toContain('apiserver-b, passed on by apiserver-a');
    press('p');
    expect(details()).toContain('#1 GET');
    expect(timeline.all('tr')).toHaveLength(4);
  });

  it('hides an outcome when its legend is pressed', () => {
    const { timeline } = open(htmlReport([sampleRecord()]));
    const proxied = timeline.all('button').find((node) => node.textContent === ' proxied 1');
    proxied?.listeners.get('click')?.({});
    expect(proxied?.attributes.get('aria-pressed')).toBe('false');
    expect(timeline.all('tr')).toHaveLength(3);
  });

  function traceShown(...traces: unknown[]): FakeNode {
    const record = failedRecord();
    const firstFailure = record.firstFailure && { ...record.firstFailure, traces };
    return open(htmlReport([{ ...record, ...(firstFailure && { firstFailure }) }])).trace;
  }

  it('shows the steps of a trace with their decisions, and what changed', () => {
    const changes = [
      { op: 'replace', path: '/spec/replicas', from: 1, to: 3 },
      { op: 'add', path: '/metadata/labels', to: { app: 'web' } },
    ];
    const trace: RequestTrace = {
      auditId: 'id-1',
      instance: 'apiserver-a',
      version: 'v1.36.0',
      receivedAt: '2026-01-02T03:04:05.000000Z',
      method: 'PUT',
      path: '/apis/apps/v1/namespaces/default/deployments/web',
      user: 'alice',
      fromPeer: false,
      status: 200,
      durationMs: 12.5,
      complete: true,
      steps: [
        { name: 'authentication', startMs: 0.1, durationMs: 0.4, decision: 'alice' },
        {
          name: 'update',
          startMs: 1,
          durationMs: 11,
          decision: '2 changes',
          steps: [
            {
              name: 'defaulting',
              startMs: 2,
              durationMs: 1.25,
              decision: 'set',
              detail: { changes },
            },
          ],
        },
      ],
    };
    const shown = traceShown(trace);
    expect(shown.textContent).toContain('Audit idid-1');
    const rows = shown.all('tr').map((row) => row.all('td').map((cell) => cell.textContent));
    expect(rows.slice(1, 4)).toEqual([
      ['authentication', '', '0.4 ms', 'alice'],
      ['update', '', '11 ms', '2 changes'],
      ['defaulting', '', '1.25 ms', 'set'],
    ]);
    expect(shown.all('span').map((node) => node.textContent)).toEqual([
      '- /spec/replicas: 1\n',
      '+ /spec/replicas: 3\n',
      '+ /metadata/labels: {"app":"web"}\n',
    ]);
  });

  it('shows a trace whatever is in it', () => {
    const shown = traceShown('no trace', null, {
      rows: [
        { name: 'a', count: 2 },
        { name: 'b', more: { deep: [[1]] } },
      ],
      objectDiff: ' a: 1\n-b: 2\n+b: 3',
    });
    expect(shown.all('th').map((node) => node.textContent)).toEqual(['Name', 'Count']);
    expect(shown.all('span').map((node) => node.attributes.get('class'))).toEqual(
      expect.arrayContaining(['same', 'removed', 'added']),
    );
  });
});

describe('the size of a report', () => {
  const many = Array.from({ length: 30_000 }, (_, index) => sampleRequest({ number: index + 1 }));

  it('is bounded in requests, of which the newest are kept', () => {
    const totals = { ...sampleRecord().requestTotals, local: 90_000 };
    const page = htmlReport([
      sampleRecord({ requests: many, requestTotals: totals }),
      sampleRecord({ requests: many, requestTotals: totals }),
    ]);
    const { runs } = JSON.parse(dataOf(page)) as PageData;
    expect(runs.map(({ requests }) => requests.length)).toEqual([10_000, 10_000]);
    expect(runs[0]?.requests.at(-1)?.[0]).toBe(30_000);
    expect(open(page).timeline.textContent).toContain('The newest 10000 of 90002 requests.');
    expect(page.length).toBeLessThan(3_000_000);
  });

  it('is bounded in texts, log lines and traces', () => {
    const long = 'x'.repeat(1_000_000);
    const record = failedRecord({ message: long });
    const page = htmlReport([
      {
        ...record,
        firstFailure: {
          assertion: { title: long, scope: 'always', line: 1, outcome: 'failed' },
          request: sampleRequest({ path: long, error: long }),
          traces: [{ long }],
          logs: [{ instance: 'apiserver-a', lines: Array<string>(600).fill(long.slice(0, 2_500)) }],
        },
      },
    ]);
    expect(page.length).toBeLessThan(1_200_000);
    expect(page).toContain('the last 500 of 600 lines');
    expect(open(page).trace.textContent).toContain('left out: 1000011 characters of JSON');
  });
});

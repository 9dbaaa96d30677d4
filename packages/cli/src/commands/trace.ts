import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { RequestToTrace, TracedAnswer, TracedPlane } from '@skewplane/cluster';
import type { CliHost } from '../cli-host.js';
import { dataDirectory, dataDirectoryOption } from '../data-directory.js';
import type { DataDirectoryFlags } from '../data-directory.js';
import { examples } from '../examples.js';
import { formatJson } from '../output.js';

interface TraceFlags extends DataDirectoryFlags {
  readonly output: 'text' | 'json';
  readonly via: string;
  readonly data?: string;
  readonly contentType?: string;
  readonly as?: string;
  readonly asGroup?: readonly string[];
  readonly auditId?: string;
  readonly last?: number | true;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const withBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);
const maxLast = 50;

export function traceCommand(host: CliHost): Command {
  return new Command('trace')
    .description('send a request and tell what happened to it on every instance it touched')
    .argument('[method]', methods.join(', '))
    .argument('[path]', 'path of the API with its query: /api/v1/namespaces/default/pods')
    .option('--data <file>', 'body to send; - reads it from standard input')
    .option('--content-type <type>', 'of the body (default: JSON or YAML by its name, merge patch)')
    .option('--via <instance>', 'where to send it: an instance by name or letter', 'balanced')
    .option('--as <user>', 'act as this user')
    .option('--as-group <group...>', 'and as a member of these groups')
    .option('--audit-id <id>', 'show the trace of an earlier request instead')
    .option('--last [count]', 'show the newest traced requests instead', lastCount)
    .addOption(
      new Option('-o, --output <format>', 'how to print it')
        .choices(['text', 'json'])
        .default('text'),
    )
    .addOption(dataDirectoryOption())
    .addHelpText(
      'after',
      examples(
        'skewplane trace get /api/v1/namespaces/default/pods --via a',
        'skewplane trace post /api/v1/namespaces/default/pods --data pod.yaml --via apiserver-a',
        'skewplane trace delete /api/v1/namespaces/default/pods/web --as alice',
        "skewplane trace --last 3 -o json | jq '.requests[].traces[].instance'",
      ),
    )
    .action(async (method: string | undefined, path: string | undefined, flags: TraceFlags) => {
      const { findTracedPlane } = await import('@skewplane/cluster');
      await checkArguments(method, path, flags);
      const plane = await findTracedPlane(dataDirectory(flags, host));
      if (flags.auditId !== undefined) await showOne(plane, flags.auditId, flags, host);
      else if (flags.last !== undefined) await showLast(plane, flags, host);
      else
        await sendAndShow(
          plane,
          await requestOf(method ?? '', path ?? '', flags, host),
          flags,
          host,
        );
    });
}

/** @throws {ClusterError} saying what is missing or does not go together */
async function checkArguments(
  method: string | undefined,
  path: string | undefined,
  { auditId, last, data, asGroup, as }: TraceFlags,
): Promise<void> {
  const { ClusterError } = await import('@skewplane/cluster');
  const ways = [method, auditId, last].filter((each) => each !== undefined).length;
  if (ways === 0) {
    throw new ClusterError(
      'nothing to trace: give a method and a path (get /api/v1/pods), --audit-id or --last',
    );
  }
  if (ways > 1) throw new ClusterError('give a request, --audit-id or --last, not several of them');
  if (method === undefined) return;
  const upper = method.toUpperCase();
  if (!methods.some((each) => each.toUpperCase() === upper)) {
    throw new ClusterError(`there is no method ${method}: use ${methods.join(', ')}`);
  }
  if (path === undefined)
    throw new ClusterError(`${method} what? A path such as /api/v1/pods is missing`);
  if (withBody.has(upper) && data === undefined) {
    throw new ClusterError(`${method} needs a body: --data <file>, or --data - for standard input`);
  }
  if (asGroup !== undefined && as === undefined) throw new ClusterError('--as-group needs --as');
}

function lastCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= maxLast) return count;
  throw new InvalidArgumentError(`It is not a number from 1 to ${String(maxLast)}.`);
}

async function requestOf(
  method: string,
  path: string,
  { via, data, contentType, as, asGroup }: TraceFlags,
  host: CliHost,
): Promise<RequestToTrace> {
  const upper = method.toUpperCase() as RequestToTrace['method']; // checked before
  const body = data === undefined ? undefined : await bodyOf(data, host);
  return {
    method: upper,
    path,
    via,
    body,
    contentType: body === undefined ? undefined : (contentType ?? defaultType(upper, data ?? '')),
    as: as === undefined ? undefined : { user: as, groups: asGroup ?? [] },
    signal: host.signal,
  };
}

async function bodyOf(file: string, { cwd, input }: CliHost): Promise<Buffer> {
  if (file !== '-') return readFile(resolve(cwd, file));
  const { ClusterError } = await import('@skewplane/cluster');
  if (input === undefined) throw new ClusterError('there is no standard input to read');
  return buffer(input);
}

function defaultType(method: string, file: string): string {
  if (method === 'PATCH') return 'application/merge-patch+json';
  return /\.ya?ml$/.test(file) ? 'application/yaml' : 'application/json';
}

async function sendAndShow(
  plane: TracedPlane,
  request: RequestToTrace,
  { output }: TraceFlags,
  host: CliHost,
): Promise<void> {
  const { formatTraces, traceRequest } = await import('@skewplane/cluster');
  const answer = await traceRequest(plane, request);
  host.out.write(
    output === 'json'
      ? formatJson({ ...answer, body: parsed(answer.body) })
      : `${describe(answer)}\n${formatTraces(answer.traces)}`,
  );
}

function describe({ status, servedBy, body }: TracedAnswer): string {
  const { message } = (parsed(body) ?? {}) as { message?: unknown };
  const why = status >= 400 && typeof message === 'string' ? ` (${message})` : '';
  return `answered ${String(status)} by ${servedBy.join(', then ')}${why}`;
}

/** The text itself when it is no JSON: a list of watch events, or what a proxy says. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

async function showOne(
  plane: TracedPlane,
  auditId: string,
  { output }: TraceFlags,
  host: CliHost,
): Promise<void> {
  const { collectTraces, formatTraces } = await import('@skewplane/cluster');
  const found = await collectTraces(plane, auditId);
  host.out.write(output === 'json' ? formatJson(found) : formatTraces(found.traces));
}

async function showLast(
  plane: TracedPlane,
  { last, output }: TraceFlags,
  host: CliHost,
): Promise<void> {
  const { ClusterError, formatTraces, newestTraces } = await import('@skewplane/cluster');
  const requests = await newestTraces(plane, typeof last === 'number' ? last : 1);
  if (requests.length === 0) throw new ClusterError('no request has been traced yet');
  host.out.write(
    output === 'json'
      ? formatJson({ requests })
      : requests.map(({ traces }) => formatTraces(traces)).join('\n'),
  );
}

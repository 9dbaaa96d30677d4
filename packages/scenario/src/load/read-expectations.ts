import type { Bounds, Expectation, ScenarioRequest } from '../document/scenario.js';
import type { ExpectationDocument, RequestDocument } from '../document/scenario-document.js';
import type { Path } from '../document/source-file.js';
import { boundsCheck, celCheck, jsonPathCheck, statusCheck } from '../expressions/checks.js';
import type { CompiledCheck } from '../expressions/compiled.js';
import type { Loading } from './loading.js';

export function readExpectations(
  documents: readonly ExpectationDocument[] | undefined,
  path: Path,
  loading: Loading,
): Expectation[] {
  return (documents ?? []).map((document, index) =>
    new ExpectationReader(document, [...path, index], loading).read(),
  );
}

class ExpectationReader {
  readonly #document: ExpectationDocument;
  readonly #path: Path;
  readonly #loading: Loading;
  readonly #checks: CompiledCheck[] = [];

  constructor(document: ExpectationDocument, path: Path, loading: Loading) {
    this.#document = document;
    this.#path = path;
    this.#loading = loading;
  }

  read(): Expectation {
    const { name, request: asked } = this.#document;
    const request = asked === undefined ? undefined : this.#request(asked);
    this.#answerChecks(request !== undefined);
    this.#numberChecks();
    const checks = this.#checks;
    if (checks.length === 0 && !this.#loading.source.hasProblems) {
      this.#problem('asserts nothing: give status, cel, jsonPath, metric or requests');
    }
    const expression = checks.map(({ source }) => source).join('; ');
    const about = request === undefined ? '' : `${request.method} ${request.path}: `;
    return {
      title: name ?? `${about}${expression}`,
      line: this.#loading.line(this.#path),
      expression: expression === '' ? undefined : expression,
      request,
      checks,
    };
  }

  #answerChecks(hasRequest: boolean): void {
    const { status, cel, jsonPath } = this.#document;
    if (!hasRequest && (status !== undefined || jsonPath !== undefined)) {
      this.#problem('status and jsonPath look at an answer: give a request');
    }
    if (status !== undefined) this.#checks.push(statusCheck(status));
    if (cel !== undefined) this.#add(['cel'], () => celCheck(cel, hasRequest));
    if (jsonPath !== undefined) this.#add(['jsonPath', 'path'], () => jsonPathCheck(jsonPath));
  }

  #numberChecks(): void {
    const { metric, requests, equals, atLeast, atMost } = this.#document;
    const bounds: Bounds = {
      ...(equals === undefined ? {} : { equals }),
      ...(atLeast === undefined ? {} : { atLeast }),
      ...(atMost === undefined ? {} : { atMost }),
    };
    const isBounded = Object.keys(bounds).length > 0;
    if ((metric !== undefined || requests !== undefined) !== isBounded) {
      this.#problem('metric and requests go with equals, atLeast or atMost');
      return;
    }
    if (metric !== undefined) {
      const instance = this.#loading.instance(metric.instance, [
        ...this.#path,
        'metric',
        'instance',
      ]);
      const { name, labels = {} } = metric;
      const read = `${name} of ${instance}`;
      this.#checks.push(boundsCheck(read, bounds, ({ metric: at }) => at(instance, name, labels)));
    }
    if (requests !== undefined) {
      const client = this.#loading.client(requests.client, [...this.#path, 'requests', 'client']);
      const outcome = requests.outcome ?? 'sent';
      const read = `requests of ${client}${outcome === 'sent' ? '' : ` (${outcome})`}`;
      this.#checks.push(
        boundsCheck(read, bounds, async (scope) => scope.requests[client]?.[outcome] ?? 0),
      );
    }
  }

  #request(document: RequestDocument): ScenarioRequest {
    return {
      method: document.method ?? 'GET',
      path: document.path,
      via: this.#loading.via(document.via, [...this.#path, 'request', 'via']),
      user: this.#loading.user(document.user),
      headers: document.headers ?? {},
      body: document.body,
    };
  }

  #add(place: Path, make: () => CompiledCheck): void {
    const check = this.#loading.compile([...this.#path, ...place], make);
    if (check !== undefined) this.#checks.push(check);
  }

  #problem(message: string): void {
    this.#loading.source.problem(this.#path, message);
  }
}

import { request } from 'node:http';
import { ClusterError } from '../cluster-error.js';
import type { ActiveFault, FaultSpec } from '../faults/fault.js';
import type { InstanceChanges } from '../instance/apiserver-instance.js';
import { readPlaneState } from '../plane-state.js';
import type { ControlFailure, ControlledInstance } from './control-protocol.js';

/** A plane that runs in another process, by way of the socket of its launcher. */
export class PlaneControl {
  readonly #socketPath: string;

  private constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  /** @throws {ClusterError} when no plane runs on this data */
  static async of(dataDirectory: string): Promise<PlaneControl> {
    const state = await readPlaneState(dataDirectory);
    if (state === undefined) throw new ClusterError('no plane is running on this data');
    if (state.controlSocket === undefined) {
      throw new ClusterError('the plane runs an older program: start it again');
    }
    return new PlaneControl(state.controlSocket);
  }

  faults(): Promise<readonly ActiveFault[]> {
    return this.#ask('GET', 'faults') as Promise<readonly ActiveFault[]>;
  }

  /** @throws {ClusterError} with what the launcher says of it */
  inject(spec: FaultSpec): Promise<ActiveFault> {
    return this.#ask('POST', 'faults', spec) as Promise<ActiveFault>;
  }

  async heal(id: string): Promise<void> {
    await this.#ask('DELETE', `faults/${encodeURIComponent(id)}`);
  }

  async healAll(): Promise<void> {
    await this.#ask('DELETE', 'faults');
  }

  instances(): Promise<readonly ControlledInstance[]> {
    return this.#ask('GET', 'instances') as Promise<readonly ControlledInstance[]>;
  }

  /** Resolves when it is ready. */
  start(instance: string, changes: InstanceChanges = {}): Promise<ControlledInstance> {
    return this.#operate(instance, 'start', changes);
  }

  stop(instance: string): Promise<ControlledInstance> {
    return this.#operate(instance, 'stop', {});
  }

  /** Resolves when it is ready again. */
  restart(instance: string, changes: InstanceChanges = {}): Promise<ControlledInstance> {
    return this.#operate(instance, 'restart', changes);
  }

  /** Restarts it as another version. */
  upgrade(
    instance: string,
    changes: InstanceChanges & { readonly version: string },
  ): Promise<ControlledInstance> {
    return this.#operate(instance, 'upgrade', changes);
  }

  #operate(
    instance: string,
    operation: string,
    changes: InstanceChanges,
  ): Promise<ControlledInstance> {
    const path = `instances/${encodeURIComponent(instance)}/${operation}`;
    return this.#ask('POST', path, changes) as Promise<ControlledInstance>;
  }

  #ask(method: string, path: string, body?: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { socketPath: this.#socketPath, method, path: `/v1alpha1/${path}`, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const answer: unknown = JSON.parse(Buffer.concat(chunks).toString());
            if (response.statusCode === 200) resolve(answer);
            else reject(new ClusterError((answer as ControlFailure).error));
          });
        },
      );
      outgoing.once('error', (cause) => {
        reject(new ClusterError(`the plane does not answer: ${cause.message}`, { cause }));
      });
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

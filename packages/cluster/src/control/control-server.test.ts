import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identifyProcess } from '../child/process-identity.js';
import { ClusterError } from '../cluster-error.js';
import type { ActiveFault, FaultSpec, Faults } from '../faults/fault.js';
import type { Instance, InstanceChanges } from '../instance/apiserver-instance.js';
import { writePlaneState } from '../plane-state.js';
import { ControlServer } from './control-server.js';
import { PlaneControl } from './plane-control.js';

let directory: string;
let done: string[];
let server: ControlServer;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-control-'));
  done = [];
  server = new ControlServer({
    instances: [instance],
    faults,
    instance: (name) => {
      if (name !== 'a') throw new ClusterError(`there is no instance ${name}`);
      return instance;
    },
  });
});
afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

const fault: ActiveFault = {
  id: 'f1',
  spec: { type: 'kill', instance: 'apiserver-a' },
  description: 'apiserver-a is killed',
  since: 0,
};

const faults: Faults = {
  inject: async (spec: FaultSpec) => {
    done.push(`inject ${spec.type}`);
    return fault;
  },
  heal: async (id) => {
    if (id !== 'f1') throw new ClusterError(`there is no fault ${id}`);
    done.push(`heal ${id}`);
  },
  healAll: async () => {
    done.push('heal all');
  },
  list: () => [fault],
};

const act = (what: string) => async (changes?: InstanceChanges) => {
  done.push(`${what} ${JSON.stringify(changes ?? {})}`);
};
const instance: Instance = {
  name: 'apiserver-a',
  version: '1.36',
  url: 'https://127.0.0.1:1',
  pid: 7,
  running: true,
  logs: [],
  start: act('start'),
  restart: act('restart'),
  stop: act('stop'),
  kill: act('kill'),
  ready: async () => undefined,
  isReady: async () => true,
};

async function connect(): Promise<PlaneControl> {
  await server.listen(directory);
  const owner = await identifyProcess(process.pid);
  if (owner === undefined) throw new Error('this process has no identity');
  await writePlaneState(directory, {
    owner,
    url: '',
    kubeconfigPath: '',
    etcd: { servers: [] },
    controllers: {},
    instances: [],
    controlSocket: server.path,
  });
  return PlaneControl.of(directory);
}

function raw(method: string, path: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath: server.path, method, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

describe('ControlServer', () => {
  it('does what another process asks for', async () => {
    const control = await connect();
    expect(await control.faults()).toEqual([fault]);
    expect(await control.inject({ type: 'kill', instance: 'a' })).toEqual(fault);
    await control.heal('f1');
    await control.healAll();
    expect(await control.instances()).toMatchObject([{ name: 'apiserver-a', pid: 7 }]);
    await control.stop('a');
    await control.start('a');
    await control.restart('a', { extraArgs: ['--v=4'] });
    await control.upgrade('a', { version: '1.36' });
    expect(done).toEqual([
      'inject kill',
      'heal f1',
      'heal all',
      'stop {}',
      'start {}',
      'restart {"extraArgs":["--v=4"]}',
      'restart {"version":"1.36"}',
    ]);
  });

  it('says what cannot be done', async () => {
    const control = await connect();
    await expect(control.heal('f9')).rejects.toThrow(new ClusterError('there is no fault f9'));
    await expect(control.stop('z')).rejects.toThrow('there is no instance z');
    await expect(control.upgrade('a', { version: 'new' })).rejects.toThrow('of the form 1.36');
  });

  it.each([
    { method: 'POST', path: '/v1alpha1/faults', body: 'no json', status: 400 },
    { method: 'POST', path: '/v1alpha1/faults', body: '[]', status: 400 },
    { method: 'PUT', path: '/v1alpha1/faults', body: '', status: 404 },
    { method: 'GET', path: '/other', body: '', status: 404 },
    { method: 'POST', path: '/v1alpha1/instances/a/explode', body: '', status: 404 },
    { method: 'POST', path: '/v1alpha1/instances/a/upgrade', body: '{}', status: 400 },
  ])('$method $path $body → $status', async ({ method, path, body, status }) => {
    await connect();
    expect(await raw(method, path, body)).toBe(status);
    expect(done).toEqual([]);
  });

  it('is for its owner alone', async () => {
    await connect();
    expect((await stat(server.path)).mode & 0o777).toBe(0o600);
  });

  it('takes the place of a socket left by a crash', async () => {
    await connect();
    const next = new ControlServer({ instances: [], faults, instance: () => instance });
    await next.listen(directory);
    expect(await (await PlaneControl.of(directory)).instances()).toEqual([]);
    await next.close();
  });

  it('goes elsewhere when the path is too long, and leaves nothing there', async () => {
    const deep = join(directory, 'x'.repeat(100));
    await mkdir(deep);
    await server.listen(deep);
    expect(Buffer.byteLength(server.path)).toBeLessThanOrEqual(100);
    expect(await readdir(deep)).toEqual([]);
    await server.close();
    await expect(stat(dirname(server.path))).rejects.toThrow('ENOENT');
  });

  it('tells that no plane runs', async () => {
    await expect(PlaneControl.of(directory)).rejects.toThrow('no plane is running on this data');
  });
});

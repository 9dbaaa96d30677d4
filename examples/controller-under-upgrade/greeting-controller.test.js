import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  ApiextensionsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
} from '@kubernetes/client-node';
import { startControlPlane, waitFor } from '@skewplane/testing';
import { greetingDefinition, startGreetingController } from './greeting-controller.js';

const where = { group: 'example.com', version: 'v1', namespace: 'default', plural: 'greetings' };

describe('the greeting controller', () => {
  /** @type {import('@skewplane/testing').ControlPlane} */
  let plane;
  /** @type {CoreV1Api} */
  let core;
  /** @type {CustomObjectsApi} */
  let custom;
  /** @type {KubeConfig} */
  let kubeconfig;

  before(async () => {
    plane = await startControlPlane({ instances: ['1.35', '1.35'] });
    kubeconfig = new KubeConfig();
    kubeconfig.loadFromString(await plane.kubeconfig());
    core = kubeconfig.makeApiClient(CoreV1Api);
    custom = kubeconfig.makeApiClient(CustomObjectsApi);
  });
  after(() => plane.stop());
  beforeEach(async () => {
    await plane.reset();
    await kubeconfig.makeApiClient(ApiextensionsV1Api).createCustomResourceDefinition({
      body: greetingDefinition,
    });
    await waitFor(() => custom.listCustomObjectForAllNamespaces(where), {
      what: 'greetings to be served',
    });
  });

  /** @param {string} name @param {string} text */
  const greet = (name, text) =>
    waitFor(
      () =>
        custom.createNamespacedCustomObject({
          ...where,
          body: {
            apiVersion: 'example.com/v1',
            kind: 'Greeting',
            metadata: { name },
            spec: { text },
          },
        }),
      { what: `greeting ${name}` },
    );
  /** @param {string} name */
  const textOf = async (name) =>
    (await core.readNamespacedConfigMap({ name, namespace: 'default' })).data?.text;

  it('writes a ConfigMap for each Greeting', async () => {
    const stop = await startGreetingController(kubeconfig, () => undefined);
    await greet('hello', 'Hello');
    await waitFor(async () => (await textOf('hello')) === 'Hello', { what: 'the ConfigMap' });
    await stop();
  });

  it('keeps working in every mix of an upgrade to 1.36 and back', async () => {
    const stop = await startGreetingController(kubeconfig, () => undefined);
    /** @type {string[]} */
    const greeted = [];
    /** @param {import('@skewplane/testing').Mix} mix */
    const atEachMix = async ({ versions }) => {
      const name = `mix-${greeted.length}`;
      const text = Object.values(versions).join(' and ');
      await greet(name, text);
      greeted.push(name);
      await waitFor(async () => (await textOf(name)) === text, { what: `${name}: ${text}` });
    };
    await plane.roll('1.36', { atEachMix });
    await plane.roll('1.35', { atEachMix });
    for (const name of greeted) assert.ok(await textOf(name), `${name} survived`);
    await stop();
  });

  it('starts with nothing of the tests before it', async () => {
    const { items } = await core.listNamespacedConfigMap({ namespace: 'default' });
    assert.deepEqual(
      items.map(({ metadata }) => metadata?.name).filter((name) => name !== 'kube-root-ca.crt'),
      [],
    );
  });
});

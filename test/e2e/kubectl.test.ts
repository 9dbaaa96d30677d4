import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Kubectl, findKubectls } from './kubectl.js';
import type { KubectlBinary } from './kubectl.js';
import { startPlane } from './plane.js';
import type { TestPlane } from './plane.js';
import { until } from './until.js';

const versions = ['1.34', '1.35', '1.36'];
const contexts = ['skew-a', 'skew-b', 'skew-c', 'skew'];
const binaries = await findKubectls(process.env);
/** Before 1.28 `auth whoami` asks for a version that is gone, and answers read otherwise. */
const modern = binaries.filter(({ version }) => Number(version.split('.')[1]) >= 28);

const deployment = (replicas: number, extra = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: main, image: "example.com/web:1"}
${extra}`;
const configMap = (value: string) => `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {key: "${value}"}
`;
const apply = ['apply', '-f', '-'];

describe.skipIf(binaries.length === 0)('kubectl', () => {
  let plane: TestPlane;
  beforeAll(async () => {
    plane = await startPlane({ versions });
  });
  afterAll(() => plane.close());

  function kubectl(binary: KubectlBinary, context: string, namespace: string): Kubectl {
    return new Kubectl(binary, {
      kubeconfig: plane.cluster.kubeconfigPath,
      context,
      cacheDirectory: join(plane.dataDirectory, 'cache', `${binary.version}-${context}`),
      namespace,
    });
  }

  /** A namespace of its own for one kubectl. */
  async function inNamespace(binary: KubectlBinary, context: string): Promise<Kubectl> {
    const namespace = `k${binary.version.replace('.', '-')}-${context}`;
    const found = kubectl(binary, context, namespace);
    await found.ok(['create', 'namespace', namespace]);
    return found;
  }

  describe.each(binaries)('$version', (binary) => {
    it.each(contexts)('creates, gets and deletes through %s', async (context) => {
      const k = await inNamespace(binary, context);
      expect(await k.ok(apply, { input: configMap('one') })).toBe('configmap/settings created\n');
      expect(await k.ok(['get', 'cm', 'settings', '-o', 'jsonpath={.data.key}'])).toBe('one');
      expect(await k.ok(['get', 'cm,sa', '-o', 'name'])).toContain('configmap/settings\n');
      expect(await k.ok(['delete', 'cm', 'settings'])).toMatch(/^configmap "settings" deleted/);
    });
  });

  // The whole flow for each, on another instance each.
  describe.each(modern.map((binary, index) => ({ ...binary, context: contexts[index % 4] ?? '' })))(
    '$version through $context',
    (binary) => {
      let k: Kubectl;
      beforeAll(async () => {
        k = kubectl(binary, binary.context, `flow-${binary.version.replace('.', '-')}`);
        await k.ok(['create', 'namespace', `flow-${binary.version.replace('.', '-')}`]);
      });

      it('applies on the client side and on the server side', async () => {
        expect(await k.ok(apply, { input: configMap('one') })).toBe('configmap/settings created\n');
        expect(await k.ok(apply, { input: configMap('one') })).toBe(
          'configmap/settings unchanged\n',
        );
        expect(await k.ok(apply, { input: configMap('two') })).toBe(
          'configmap/settings configured\n',
        );
        const server = [...apply, '--server-side', '--field-manager=other'];
        const conflict = await k.run(server, { input: configMap('three') });
        expect(conflict).toMatchObject({ code: 1 });
        expect(conflict.errOut).toContain(
          'Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using v1: .data.key',
        );
        expect(await k.ok([...server, '--force-conflicts'], { input: configMap('three') })).toBe(
          'configmap/settings serverside-applied\n',
        );
        const managers = 'jsonpath={.metadata.managedFields[*].manager}';
        expect(await k.ok(['get', 'cm', 'settings', '-o', managers])).toContain('other');
      });

      it('shows what would change', async () => {
        expect(await k.run(['diff', '-f', '-'], { input: configMap('three') })).toMatchObject({
          code: 0,
        });
        const diff = await k.run(['diff', '-f', '-'], { input: configMap('four') });
        expect(diff.code).toBe(1);
        expect(diff.out).toMatch(/^-  key: three$/m);
        expect(diff.out).toMatch(/^\+  key: four$/m);
        expect(await k.ok([...apply, '--dry-run=server'], { input: configMap('four') })).toBe(
          'configmap/settings configured (server dry run)\n',
        );
        expect(await k.ok(['get', 'cm', 'settings', '-o', 'jsonpath={.data.key}'])).toBe('three');
      });

      it('gets in every form, and describes', async () => {
        await k.ok(['create', '-f', '-'], { input: deployment(2) });
        const wide = (await k.ok(['get', 'deploy', '-o', 'wide'])).split('\n');
        expect(wide[0]).toMatch(
          /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE +CONTAINERS +IMAGES +SELECTOR *$/,
        );
        expect(wide[1]).toMatch(/^web +0\/2 +0 +0 +\d+s +main +example\.com\/web:1 +app=web *$/);
        const object = JSON.parse(await k.ok(['get', 'deploy', 'web', '-o', 'json'])) as object;
        expect(object).toMatchObject({ spec: { replicas: 2, revisionHistoryLimit: 10 } });
        expect(await k.ok(['get', 'deploy', 'web', '-o', 'yaml'])).toContain(
          'terminationGracePeriodSeconds: 30',
        );
        expect(await k.ok(['get', 'deploy', '-o', 'name'])).toBe('deployment.apps/web\n');
        expect(await k.ok(['get', 'deploy', '-l', 'app=web', '--no-headers'])).toMatch(/^web /);
        expect(await k.ok(['get', 'deploy', '-l', 'app=none', '-o', 'name'])).toBe('');
        expect(await k.ok(['describe', 'deploy', 'web'])).toMatch(
          /^StrategyType: +RollingUpdate$/m,
        );
        expect(await k.run(['get', 'deploy', 'none'])).toMatchObject({
          code: 1,
          errOut: 'Error from server (NotFound): deployments.apps "none" not found\n',
        });
      });

      it('patches, labels, annotates, scales and edits', async () => {
        const replicas = () => k.ok(['get', 'deploy', 'web', '-o', 'jsonpath={.spec.replicas}']);
        const patch = (type: string, body: unknown) =>
          k.ok(['patch', 'deploy', 'web', `--type=${type}`, '-p', JSON.stringify(body)]);
        await patch('strategic', {
          spec: { template: { spec: { containers: [{ name: 'side', image: 'i' }] } } },
        });
        const names = 'jsonpath={.spec.template.spec.containers[*].name}';
        expect((await k.ok(['get', 'deploy', 'web', '-o', names])).split(' ').sort()).toEqual([
          'main',
          'side',
        ]);
        await patch('merge', { spec: { replicas: 3 } });
        expect(await replicas()).toBe('3');
        await patch('json', [{ op: 'replace', path: '/spec/replicas', value: 4 }]);
        expect(await replicas()).toBe('4');
        expect(await patch('merge', { spec: { replicas: 4 } })).toBe(
          'deployment.apps/web patched (no change)\n',
        );

        expect(await k.ok(['label', 'deploy', 'web', 'tier=front'])).toBe(
          'deployment.apps/web labeled\n',
        );
        expect(await k.ok(['annotate', 'deploy', 'web', 'note=yes'])).toBe(
          'deployment.apps/web annotated\n',
        );
        expect(await k.ok(['label', 'deploy', 'web', 'tier-'])).toBe(
          'deployment.apps/web unlabeled\n',
        );
        expect(await k.ok(['scale', 'deploy', 'web', '--replicas=5'])).toBe(
          'deployment.apps/web scaled\n',
        );
        expect(await replicas()).toBe('5');

        const editor = join(plane.dataDirectory, 'editor.sh');
        await writeFile(
          editor,
          '#!/bin/sh\nsed "s/replicas: 5/replicas: 6/" "$1" > "$1.new" && mv "$1.new" "$1"\n',
        );
        await chmod(editor, 0o755);
        expect(await k.ok(['edit', 'deploy', 'web'], { env: { KUBE_EDITOR: editor } })).toBe(
          'deployment.apps/web edited\n',
        );
        expect(await replicas()).toBe('6');
      });

      it('refuses unknown fields as the server does', async () => {
        const wrong = deployment(1, '  strategie: {}\n').replaceAll('web', 'wrong');
        const refused = await k.run(['create', '-f', '-'], { input: wrong });
        expect(refused.code).toBe(1);
        expect(refused.errOut).toContain('strict decoding error: unknown field "spec.strategie"');
        const warned = await k.run(['create', '-f', '-', '--validate=warn'], { input: wrong });
        expect(warned).toMatchObject({ code: 0, out: 'deployment.apps/wrong created\n' });
        expect(warned.errOut).toBe('Warning: unknown field "spec.strategie"\n');
        expect(
          await k.run(['create', '-f', '-', '--validate=ignore', '--dry-run=server'], {
            input: wrong.replaceAll('wrong', 'other'),
          }),
        ).toMatchObject({ code: 0, errOut: '' });
      });

      it('waits and watches', async () => {
        await k.ok(['wait', '--for=jsonpath={.spec.replicas}=6', 'deploy/web', '--timeout=10s']);
        const seen: string[] = [];
        const watch = k.follow(
          ['get', 'cm', 'settings', '--watch', '-o', 'jsonpath={.data.key}{"\\n"}'],
          (line) => seen.push(line),
        );
        await until('the watch has begun', () => seen.includes('three'));
        const change = '{"data":{"key":"five"}}';
        await k.ok(['patch', 'cm', 'settings', '--type=merge', '-p', change]);
        await until('the watch sees the change', () => seen.includes('five'));
        await watch.end();
        expect(seen).toEqual(['three', 'five']);
        const gone = k.ok(['wait', '--for=delete', 'cm/settings', '--timeout=20s']);
        await k.ok(['delete', 'cm', 'settings']);
        await gone;
      });

      it('explains, lists resources and versions, and tells who one is', async () => {
        const explained = await k.ok(['explain', 'deploy.spec.strategy']);
        expect(explained).toMatch(/^KIND: +Deployment$/m);
        expect(explained).toMatch(/rollingUpdate\s+<RollingUpdateDeployment>/);
        expect(await k.ok(['api-versions'])).toContain('apps/v1\n');
        expect(await k.ok(['api-resources', '--namespaced=false', '-o', 'name'])).toContain(
          'namespaces\n',
        );
        expect(await k.ok(['auth', 'can-i', 'create', 'pods'])).toBe('yes\n');
        const denied = await k.run(['auth', 'can-i', 'create', 'pods', '--as=bob']);
        expect(denied).toMatchObject({ code: 1, out: 'no\n' });
        expect(await k.ok(['auth', 'whoami'])).toMatch(/^Groups +\[?system:masters/m);
      });

      it('deletes an owner and with it what it owns', async () => {
        const uid = await k.ok(['get', 'deploy', 'web', '-o', 'jsonpath={.metadata.uid}']);
        const owner = `{apiVersion: apps/v1, kind: Deployment, name: web, uid: ${uid}}`;
        await k.ok(apply, {
          input: configMap('x').replace(
            '{name: settings}',
            `{name: owned, ownerReferences: [${owner}]}`,
          ),
        });
        expect(await k.ok(['delete', 'deploy', 'web'])).toMatch(/^deployment\.apps "web" deleted/);
        await k.ok(['wait', '--for=delete', 'cm/owned', '--timeout=20s']);
      });
    },
  );
});

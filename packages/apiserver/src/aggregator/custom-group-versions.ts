import { customGroupPriority, customVersionPriority } from '@skewplane/api';
import type { GroupVersion, Immutable, KubeObject } from '@skewplane/apimachinery';
import { listAt, textAt } from '../registry/object-fields.js';
import type { LiveView } from '../storage/live-view.js';
import type { AutoregisterController } from './autoregister-controller.js';

/**
 * Wants an APIService for each served group-version of the CRDs, as long as there is one. The answer ends that.
 * @see kubernetes/kubernetes `pkg/controlplane/controller/crdregistration/crdregistration_controller.go`
 */
export function registerCustomGroupVersions(
  crds: LiveView,
  autoregister: Pick<AutoregisterController, 'want' | 'unwant'>,
): () => void {
  const decide = (groupVersion: GroupVersion) => {
    if (isServed(crds, groupVersion)) {
      const priorities = {
        groupPriority: customGroupPriority,
        versionPriority: customVersionPriority,
      };
      autoregister.want({ ...groupVersion, ...priorities }, 'true');
    } else {
      autoregister.unwant(groupVersion);
    }
  };
  for (const { object } of crds.list()) groupVersionsOf(object).forEach(decide);
  return crds.onChange(({ object, previous }) => {
    if (previous !== undefined) groupVersionsOf(previous.object).forEach(decide);
    groupVersionsOf(object.object).forEach(decide);
  });
}

const groupVersionsOf = (crd: Immutable<KubeObject>): GroupVersion[] =>
  listAt(crd, 'spec.versions').map((version) => ({
    group: textAt(crd, 'spec.group'),
    version: textAt(version, 'name'),
  }));

function isServed(crds: LiveView, { group, version }: GroupVersion): boolean {
  return [...crds.list()].some(
    ({ object }) =>
      textAt(object, 'spec.group') === group &&
      listAt(object, 'spec.versions').some(
        (each) => textAt(each, 'name') === version && each['served'] === true,
      ),
  );
}

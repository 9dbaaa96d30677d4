/**
 * A commented scenario to begin with.
 * @param schema where editors find the schema, from the file's own directory
 */
export function starterScenario(schema: string): string {
  return `# yaml-language-server: $schema=${schema}
apiVersion: skewplane.dev/v1alpha1
kind: Scenario
metadata:
  name: my-upgrade
  # What there is to learn from it; \`skewplane scenario list\` and the reports show it.
  description: One instance after the other goes from 1.35 to 1.36 while a client works on ConfigMaps.
spec:
  # Everything random is drawn from it: the same file and seed make the same decisions.
  seed: 1

  # The plane before the first step: one apiserver per version, apiserver-a and so on.
  cluster:
    instances: ['1.35', '1.35']

  # Clients that send requests while the steps run.
  traffic:
    - name: writer
      rate: 10
      resources: [configmaps]
      watch: true

  # What must hold at every moment.
  always:
    - noLostWrites
    - watchesComplete

  # What happens, one after the other. \`expect\` must hold after a step, \`eventually\` before it times out.
  steps:
    - upgrade: { instance: a, version: '1.36' }
    - name: the new API answers through the instance that does not know it
      eventually:
        - request: { path: /apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies, via: b }
          status: 200
    - wait: { requests: 20 }
    - upgrade: { instance: b, version: '1.36' }
    - wait: { requests: 20 }
`;
}

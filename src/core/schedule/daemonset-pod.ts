/**
 * The DaemonSet that looks and never changes anything. As little as a look needs: root, for the files are root's alone, without a
 * single capability; the node's files read-only; and its /proc read-only in place of hostPID or the runtime's socket, with either
 * of which a Pod could end what runs on the node.
 */
export function daemonSet(image: string): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: perennial
  namespace: perennial-system
  labels:
    app.kubernetes.io/name: perennial
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: perennial
  template:
    metadata:
      labels:
        app.kubernetes.io/name: perennial
    spec:
      serviceAccountName: perennial
      # What the components serve is looked at where they serve it: most of their ports listen on 127.0.0.1 alone.
      hostNetwork: true
      dnsPolicy: ClusterFirstWithHostNet
      enableServiceLinks: false
      priorityClassName: system-node-critical
      terminationGracePeriodSeconds: 30
      nodeSelector:
        kubernetes.io/os: linux
        node-role.kubernetes.io/control-plane: ""
      tolerations:
        - key: node-role.kubernetes.io/control-plane
          operator: Exists
        # That of clusters made before Kubernetes 1.24.
        - key: node-role.kubernetes.io/master
          operator: Exists
${container(image)}${mountsAndVolumes}`;
}

function container(image: string): string {
  return `      containers:
        - name: perennial
          image: ${JSON.stringify(image)}
          imagePullPolicy: IfNotPresent
          args: [agent, --read-only, --format, json]
          env:
            - name: PERENNIAL_PROC
              value: /host/proc
            # Asked with this instead of admin.conf: it may do what rbac.yaml says.
            - name: PERENNIAL_SERVICE_ACCOUNT
              value: /var/run/secrets/kubernetes.io/serviceaccount
          securityContext:
            runAsUser: 0
            runAsGroup: 0
            privileged: false
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
            seccompProfile:
              type: RuntimeDefault
          resources:
            requests:
              cpu: 10m
              memory: 96Mi
            limits:
              memory: 256Mi
`;
}

/** The node's folders, each mounted where the node has it, but for /proc. */
const mountsAndVolumes = `          volumeMounts:
            - name: kubernetes
              mountPath: /etc/kubernetes
              readOnly: true
            - name: kubelet-pki
              mountPath: /var/lib/kubelet/pki
              readOnly: true
            - name: kubelet-config
              mountPath: /var/lib/kubelet/config.yaml
              readOnly: true
            - name: proc
              mountPath: /host/proc
              readOnly: true
            - name: config
              mountPath: /etc/perennial
              readOnly: true
            # What people were told, so that they are not told it at each look. It is the Pod's, and gone with it.
            - name: state
              mountPath: /var/lib/perennial
      volumes:
        - name: kubernetes
          hostPath:
            path: /etc/kubernetes
            type: Directory
        - name: kubelet-pki
          hostPath:
            path: /var/lib/kubelet/pki
            type: Directory
        - name: kubelet-config
          hostPath:
            path: /var/lib/kubelet/config.yaml
            type: File
        - name: proc
          hostPath:
            path: /proc
            type: Directory
        - name: config
          configMap:
            name: perennial
        - name: state
          emptyDir:
            sizeLimit: 64Mi
`;

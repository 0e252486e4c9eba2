{{/* What of the node a look reads, each where the node has it, but for /proc. Of a list: the chart, and whether it may be written. */}}
{{- define "perennial.mounts" -}}
{{- $readOnly := not (index . 1) -}}
- name: kubernetes
  mountPath: /etc/kubernetes
  readOnly: {{ $readOnly }}
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
{{- range $index, $folder := (index . 0).Values.extraFolders }}
- name: extra-{{ $index }}
  mountPath: {{ $folder }}
  readOnly: {{ $readOnly }}
{{- end }}
{{- end -}}

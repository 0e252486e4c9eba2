{{- define "perennial.page" -}}
- name: page
  image: {{ include "perennial.image" . | quote }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  args: [serve, --listen, "0.0.0.0:{{ .Values.serve.port }}"]
  ports:
    - name: page
      containerPort: {{ .Values.serve.port }}
  readinessProbe:
    httpGet: { path: /readyz, port: page, scheme: HTTPS }
    periodSeconds: 30
  env:
    - name: PERENNIAL_PROC
      value: /host/proc
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
  {{- with .Values.serve.resources }}
  resources:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  volumeMounts:
    {{- include "perennial.mounts" (list . false) | nindent 4 }}
    - name: page
      mountPath: /etc/perennial-page
      readOnly: true
{{- end -}}

{{- define "perennial.config" -}}
{{- .Values.config -}}
{{- if .Values.serve.enabled -}}
{{- if regexMatch "(?m)^serve:" .Values.config -}}
{{- fail "config has a serve of its own: the chart writes it where serve.enabled is true" -}}
{{- end }}
{{- if not (hasSuffix "\n" .Values.config) }}{{ "\n" }}{{ end -}}
serve:
  tls: {certificate: /etc/perennial-page/tls.crt, key: /etc/perennial-page/tls.key}
  tokenFile: /etc/perennial-page/token
{{ end -}}
{{- end -}}

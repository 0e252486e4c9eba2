{{- define "perennial.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end -}}
{{- end -}}

{{- define "perennial.labels" -}}
app.kubernetes.io/name: perennial
{{- end -}}

import { join } from 'node:path';
import { cached } from './cache.ts';
import { buildGo } from './go-build.ts';
import { assertGo } from './packages.ts';

/** The real kustomize. */
export async function builtKustomize(): Promise<string> {
  const recipe = { goMod: kustomizeModule };
  const folder = await cached({ name: 'kustomize', recipe }, async (building) => {
    await assertGo();
    await buildGo(building, { goMod: kustomizeModule, packages: ['sigs.k8s.io/kustomize/kustomize/v5'] });
  });
  return join(folder, 'kustomize');
}

/** Helm's own engine and its check of values, as `helm template` calls them: the chart's folder, and a file of values if any. */
export async function builtHelmTemplate(): Promise<string> {
  const recipe = { goMod: helmModule, source: helmTemplate };
  const folder = await cached({ name: 'helm-template', recipe }, async (building) => {
    await assertGo();
    await buildGo(building, { goMod: helmModule, source: helmTemplate, packages: ['.'] });
  });
  return join(folder, 'helm-template');
}

const kustomizeModule = `module lab/kustomize

go 1.26

require sigs.k8s.io/kustomize/kustomize/v5 v5.7.1
`;

const helmModule = `module lab/helm-template

go 1.26

require helm.sh/helm/v3 v3.19.0
`;

const helmTemplate = `package main

import (
	"fmt"
	"os"
	"sort"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/lint"
	"helm.sh/helm/v3/pkg/lint/support"
)

func main() {
	chart, err := loader.Load(os.Args[1])
	check(err)
	values := chartutil.Values{}
	if len(os.Args) > 2 {
		values, err = chartutil.ReadValuesFile(os.Args[2])
		check(err)
	}
	release := chartutil.ReleaseOptions{Name: "perennial", Namespace: "perennial-system", Revision: 1, IsInstall: true}
	all, err := chartutil.ToRenderValues(chart, values, release, nil)
	check(err)
	files, err := engine.Render(chart, all)
	check(err)
	for _, message := range lint.All(os.Args[1], values, release.Namespace, true).Messages {
		if message.Severity >= support.WarningSev {
			check(message.Err)
		}
	}
	names := []string{}
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Printf("---\\n# Source: %s\\n%s\\n", name, files[name])
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
`;

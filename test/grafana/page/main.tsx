import { createTheme, ThemeContext } from '@grafana/data';
import { GlobalStyles } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { MemoryRouter } from 'react-router-dom';
import type { DashboardModel } from './dashboard-model.ts';
import { panelKinds } from './panels/kinds.ts';
import { sceneOf } from './scene.ts';
import { giveSurroundings } from './surroundings.ts';

giveSurroundings(panelKinds);
const dashboard = (await (await fetch('/dashboard.json')).json()) as DashboardModel;
const scene = sceneOf(dashboard);
const mode = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';

const place = document.getElementById('page');
if (place === null) throw new Error('there is no place to draw in');
createRoot(place).render(
  <ThemeContext.Provider value={createTheme({ colors: { mode } })}>
    <GlobalStyles />
    <MemoryRouter>
      <h1>{dashboard.title}</h1>
      <scene.Component model={scene} />
    </MemoryRouter>
  </ThemeContext.Provider>,
);

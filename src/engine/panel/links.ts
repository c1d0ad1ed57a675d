import type { Request } from '../../model/request.ts';
import { codeOf } from '../../settings/panel/code.ts';

/** A button on the panel's first page that leads to something else than settings. */
export interface PanelLink {
  /** Its words. */
  key: string;
  request: Request;
  code: string;
}

const link = (key: string, request: Request): PanelLink => ({ key, request, code: codeOf(key) });

/** In the order in which they are shown. Each request is decided as if its own button had been pressed. */
export const LINKS: readonly PanelLink[] = [
  link('panel.button_presets', { ask: 'preset', preset: null }),
  link('panel.button_history', { ask: 'history', from: null }),
];

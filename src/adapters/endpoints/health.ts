import * as http from 'node:http';
import * as https from 'node:https';
import type { HealthCheck } from '../../core/plan/plan.ts';
import { wordsOf } from './unreadable.ts';

const MOST_CHARACTERS = 4096;

/** GET of a health path, as the kubelet's probe does it: the certificate is not verified, 200 is healthy. */
export async function health(
  check: HealthCheck,
  timeoutMilliseconds: number,
): Promise<{ readonly ok: boolean; readonly detail: string }> {
  try {
    const { status, text } = await answerOf(check, timeoutMilliseconds);
    return { ok: status === 200, detail: status === 200 ? 'status 200' : `status ${status}${failedChecksIn(text)}` };
  } catch (thrown) {
    return { ok: false, detail: wordsOf(thrown) };
  }
}

function answerOf(check: HealthCheck, timeoutMilliseconds: number): Promise<{ status: number; text: string }> {
  const { scheme, host, port, path } = check;
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const options = { host, port, path, agent: false, rejectUnauthorized: false, signal };
  return new Promise((resolve, reject) => {
    const fail = (thrown: Error) => reject(signal.aborted ? new Error('no answer in time') : thrown);
    const request = (scheme === 'https' ? https : http).get(options, (response) => {
      const status = response.statusCode ?? 0;
      let text = '';
      response.setEncoding('utf8').on('error', fail);
      response.on('data', (piece: string) => {
        text += piece;
        if (text.length < MOST_CHARACTERS) return;
        resolve({ status, text });
        request.destroy();
      });
      response.on('end', () => resolve({ status, text }));
    });
    request.on('error', fail);
  });
}

/** Kubernetes lists its checks, one a line, those that failed with `[-]`. What is not plain text is not passed on. */
function failedChecksIn(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/[^\x20-\x7e]/g, '').trim())
    .filter(Boolean);
  const failed = lines.filter((line) => line.startsWith('[-]'));
  const shown = (failed.length > 0 ? failed : lines.slice(0, 1)).join(', ').slice(0, 200);
  return shown === '' ? '' : `: ${shown}`;
}

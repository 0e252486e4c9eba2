/** The first two or three numbers of a version or image tag (`v1.36.3`, `3.5.15-0`); undefined when there are none. */
export function versionNumbers(
  version: string,
): { readonly major: number; readonly minor: number; readonly patch: number } | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return { major: Number(major), minor: Number(minor), patch: Number(patch ?? 0) };
}

/** Whether a version is at least `wanted` (`1.19`, `3.4.4`); undefined when it says no numbers. */
export function isAtLeast(version: string, wanted: string): boolean | undefined {
  const have = versionNumbers(version);
  const want = versionNumbers(wanted);
  if (have === undefined || want === undefined) return undefined;
  if (have.major !== want.major) return have.major > want.major;
  if (have.minor !== want.minor) return have.minor > want.minor;
  return have.patch >= want.patch;
}

/** Of a PNG: the first chunk is the header (RFC 2083, 4.1.1). */
export const sizeOf = (png: Buffer): { readonly width: number; readonly height: number } => ({
  width: png.readUInt32BE(16),
  height: png.readUInt32BE(20),
});

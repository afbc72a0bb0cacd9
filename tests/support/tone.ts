/** A WAV file of a tone that swells and fades, as speech does: 16 bits, mono, 16 kHz. */
export function tone(seconds: number, loud = 0.3): Buffer {
  const rate = 16_000;
  const samples = Math.round(seconds * rate);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples * 2, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples * 2, 40);
  const body = Buffer.alloc(samples * 2);
  for (let n = 0; n < samples; n += 1) {
    const t = n / rate;
    const swell = 0.5 + 0.5 * Math.sin(2 * Math.PI * 3 * t);
    body.writeInt16LE(Math.round(32_000 * loud * swell * Math.sin(2 * Math.PI * 220 * t)), n * 2);
  }
  return Buffer.concat([head, body]);
}

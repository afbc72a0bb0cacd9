/** Sound as a WAV: 16 bits, mono. @param parts -1..1 each, one after the other */
export function wav(parts: readonly Float32Array[], rate = 16_000): Buffer {
  const samples = parts.reduce((sum, part) => sum + part.length, 0);
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  let at = 44;
  for (const part of parts)
    for (const sample of part)
      at = file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), at);
  return file;
}

/** A WAV of one tone. */
export function tone(seconds: number, { rate = 16_000, hertz = 440 } = {}): Buffer {
  const samples = Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, i) => 0.25 * Math.sin((2 * Math.PI * hertz * i) / rate),
  );
  return wav([samples], rate);
}

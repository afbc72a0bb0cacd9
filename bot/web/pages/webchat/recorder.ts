/** Why nothing can be recorded. */
export type Refusal = 'refused' | 'none' | 'insecure' | 'busy' | 'unable';

export interface Recorded {
  sound: Blob;
  seconds: number;
}

/** What browsers record: Chromium and Firefox the first, Safari the second. */
const forms = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** What is being recorded. The microphone is let go as soon as it ends. */
export class Recorder {
  readonly #parts: Blob[] = [];
  readonly #began = performance.now();
  readonly #context: AudioContext;
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;

  private constructor(
    private readonly stream: MediaStream,
    private readonly recorder: MediaRecorder,
  ) {
    recorder.addEventListener('dataavailable', ({ data }) => this.#parts.push(data));
    // In parts, so that what was said is there when the device is pulled out.
    recorder.start(1000);
    // Only now: where nothing can be recorded nobody would close it, and a browser gives a page few.
    this.#context = new AudioContext();
    this.#analyser = this.#context.createAnalyser();
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#samples = new Float32Array(this.#analyser.fftSize);
  }

  /** Asks for the microphone, and only now. */
  static async begin(): Promise<Recorder | Refusal> {
    // Without https the browser hides it altogether.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!isSecureContext || !devices) return 'insecure';
    if (typeof MediaRecorder === 'undefined' || typeof AudioContext === 'undefined') return 'unable';
    let stream: MediaStream;
    try {
      // Echo is what speakers play, and nothing plays: taking it away takes sounds of speech too.
      stream = await devices.getUserMedia({ audio: { channelCount: 1, echoCancellation: false } });
    } catch (error) {
      return refusal(error);
    }
    try {
      const mimeType = forms.find((form) => MediaRecorder.isTypeSupported(form));
      const options = { audioBitsPerSecond: 48_000, ...(mimeType !== undefined && { mimeType }) };
      return new Recorder(stream, new MediaRecorder(stream, options));
    } catch {
      for (const track of stream.getTracks()) track.stop();
      return 'unable';
    }
  }

  get seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  /** How loud it is now, 0 to 1, on a scale of decibels: -60 is 0. */
  level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, one) => sum + one * one, 0) / this.#samples.length;
    return Math.min(1, Math.max(0, 1 + (10 * Math.log10(power + 1e-12)) / 60));
  }

  /** The device was pulled out, or taken away. */
  onLost(lost: () => void): void {
    for (const track of this.stream.getTracks()) track.addEventListener('ended', lost);
  }

  async stop(): Promise<Recorded> {
    const { seconds } = this;
    if (this.recorder.state !== 'inactive') {
      const stopped = new Promise((resolve) => this.recorder.addEventListener('stop', resolve));
      this.recorder.stop();
      await stopped;
    }
    this.#letGo();
    return { sound: new Blob(this.#parts, { type: this.recorder.mimeType }), seconds };
  }

  cancel(): void {
    if (this.recorder.state !== 'inactive') this.recorder.stop();
    this.#letGo();
  }

  #letGo(): void {
    for (const track of this.stream.getTracks()) track.stop();
    if (this.#context.state !== 'closed') void this.#context.close();
  }
}

function refusal(error: unknown): Refusal {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'unable';
  }
}

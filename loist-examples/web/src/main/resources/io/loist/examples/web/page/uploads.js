import {byId, element, say, send} from './dom.js';

const CHUNK = 4 * 1024 * 1024; // a multiple of 256 KiB, as the protocol asks
const AT_ONCE = 3;
const MAX_PAUSE_MS = 30_000;
const AUDIO = /\.(mp3|m4a|m4b|mp4|aac|flac|ogg|oga|opus|wav|aiff?|aifc|wma|ape|wv|mka|webm)$/i;

const waiting = [];
let running = 0;
let done = () => {};

/** Calls back after each file that has become a track. */
export function whenAdded(callback) {
  done = callback;
}

export function add(files) {
  const audio = [...files].filter(file => AUDIO.test(file.name) || file.type.startsWith('audio/'));
  if (audio.length === 0) say('There is no audio file among these');
  byId('uploads').hidden = false;
  waiting.push(...audio.map(file => new Upload(file)));
  next();
}

function next() {
  while (running < AT_ONCE && waiting.length > 0) {
    running++;
    waiting.shift().run().finally(() => { running--; next(); });
  }
}

/** One file: it goes to the store in chunks, and continues from what has arrived when the connection is lost. */
class Upload {

  constructor(file) {
    this.file = file;
    this.stopped = new AbortController();
    this.bar = element('progress', {max: file.size, value: 0, 'aria-label': `Upload of ${file.name}`});
    this.text = element('span', {class: 'state'}, 'waits');
    this.button = element('button', {type: 'button', 'aria-label': `Cancel ${file.name}`, onclick: () => this.cancel()}, '✕');
    byId('uploads').append(element('div', {class: 'upload'}, element('span', {}, file.name), this.bar, this.text, this.button));
  }

  async run() {
    if (this.stopped.signal.aborted) return;
    if (this.file.size === 0) return this.end("is empty");
    try {
      this.text.textContent = 'uploads';
      const {session, object} = await send('uploads', {name: this.file.name});
      await this.sendAll(session);
      this.text.textContent = 'is being read';
      const track = await send('uploaded', {object});
      this.end(`is there: ${track.title}`);
      done(track);
    } catch (problem) {
      this.end(this.stopped.signal.aborted ? 'cancelled' : problem.message);
    }
  }

  async sendAll(session) {
    let from = 0;
    let pause = 500;
    while (true) {
      try {
        const to = Math.min(from + CHUNK, this.file.size);
        const response = await this.put(session, this.file.slice(from, to), `bytes ${from}-${to - 1}/${this.file.size}`);
        if (response.ok) return;
        if (response.status !== 308 && response.status < 500) throw new Error(`the store refused it (${response.status})`);
        if (response.status === 308) from = arrived(response);
        pause = 500;
      } catch (problem) {
        if (this.stopped.signal.aborted || !(problem instanceof TypeError)) throw problem;
        this.text.textContent = 'waits for the connection';
        await new Promise(resolve => setTimeout(resolve, pause));
        pause = Math.min(2 * pause, MAX_PAUSE_MS);
        const asked = await this.put(session, null, `bytes */${this.file.size}`).catch(() => null);
        if (asked?.ok) return;
        if (asked?.status === 308) from = arrived(asked);
      }
      this.bar.value = from;
      this.text.textContent = 'uploads';
    }
  }

  put(session, body, range) {
    return fetch(session, {method: 'PUT', body, headers: {'Content-Range': range}, signal: this.stopped.signal});
  }

  cancel() {
    this.stopped.abort();
    this.end('cancelled');
  }

  end(text) {
    this.bar.value = this.file.size;
    this.text.textContent = text;
    this.button.remove();
    say(`${this.file.name} ${text}`);
  }
}

/** Returns how many bytes the store has, as it says in an answer to a part of them. */
function arrived(response) {
  return Number(/-(\d+)$/.exec(response.headers.get('Range') ?? '')?.[1] ?? -1) + 1;
}

/** Returns the files of what was dropped, those in folders, too. */
async function dropped(items) {
  const files = [];
  const walk = async entry => {
    if (entry.isFile) files.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
    else {
      const reader = entry.createReader();
      for (let some; (some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))).length > 0;) {
        for (const each of some) await walk(each);
      }
    }
  };
  for (const entry of [...items].map(item => item.webkitGetAsEntry()).filter(entry => entry)) await walk(entry);
  return files;
}

for (const id of ['files', 'folder']) {
  byId(id).addEventListener('change', event => { add(event.target.files); event.target.value = ''; });
}
document.addEventListener('dragover', event => { event.preventDefault(); document.body.classList.add('drop'); });
document.addEventListener('dragleave', event => { if (!event.relatedTarget) document.body.classList.remove('drop'); });
document.addEventListener('drop', async event => {
  event.preventDefault();
  document.body.classList.remove('drop');
  add(await dropped(event.dataTransfer.items));
});

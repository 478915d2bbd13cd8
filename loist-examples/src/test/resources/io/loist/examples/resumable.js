const bytes = new Uint8Array(Number(input.size)).map((unused, i) => i % 251);
const step = 256 * 1024;
const started = await fetch(input.url, {
  method: 'POST',
  headers: { 'x-goog-resumable': 'start', 'Content-Type': 'audio/flac' },
});
say('started', started.status);
const session = started.headers.get('Location');
const put = (body, range) => fetch(session, { method: 'PUT', headers: { 'Content-Range': range }, body });

const first = await put(bytes.slice(0, step), `bytes 0-${step - 1}/${bytes.length}`);
say('first', first.status + ' ' + first.headers.get('Range'));

// The connection is lost in the midst of a chunk, as when a train enters a tunnel.
const lost = await new Promise((resolve) => {
  const request = new XMLHttpRequest();
  request.open('PUT', session);
  request.setRequestHeader('Content-Range', `bytes ${step}-${bytes.length - 1}/${bytes.length}`);
  request.upload.onprogress = () => request.abort();
  request.onabort = () => resolve('aborted');
  request.onload = () => resolve(request.status);
  request.send(bytes.slice(step));
});
say('lost', lost);

// The page asks how far it came, and goes on from there.
const status = await put(null, `bytes */${bytes.length}`);
say('asked', status.status);
const next = Number(status.headers.get('Range').split('-')[1]) + 1;
say('kept', next >= step && next < bytes.length && next % step === 0);

const last = await put(bytes.slice(next), `bytes ${next}-${bytes.length - 1}/${bytes.length}`);
say('last', last.status);

const bytes = new Uint8Array(Number(input.size)).map((unused, i) => i % 251);
const step = 256 * 1024;
const whole = bytes.length;
const put = (session, body, range) => fetch(session, { method: 'PUT', headers: { 'Content-Range': range }, body });

/** Starts an upload, loses the connection some milliseconds after its second chunk began, and asks how far it came. */
const lose = async (delay) => {
  const started = await fetch(input.url, {
    method: 'POST',
    headers: { 'x-goog-resumable': 'start', 'Content-Type': 'audio/flac' },
  });
  const session = started.headers.get('Location');
  const first = await put(session, bytes.slice(0, step), `bytes 0-${step - 1}/${whole}`);
  const lost = await new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', session);
    request.setRequestHeader('Content-Range', `bytes ${step}-${whole - 1}/${whole}`);
    request.onabort = () => resolve('aborted');
    request.onload = () => resolve(request.status);
    request.send(bytes.slice(step));
    setTimeout(() => request.abort(), delay);
  });
  const asked = await put(session, null, `bytes */${whole}`);
  return { started, session, first, lost, asked };
};

// How long the bytes take is the machine's affair: if all have gone out already, another upload is lost earlier.
let delay = 40;
let upload = await lose(delay);
while (upload.asked.status === 200 && delay > 0) upload = await lose(delay -= 4);
const { started, session, first, lost, asked } = upload;
say('started', started.status);
say('first', first.status + ' ' + first.headers.get('Range'));
say('lost', lost);
say('asked', asked.status);

// It goes on from there.
const next = Number(asked.headers.get('Range').split('-')[1]) + 1;
say('kept', next >= step && next < whole && next % step === 0);
const last = await put(session, bytes.slice(next), `bytes ${next}-${whole - 1}/${whole}`);
say('last', last.status);

const file = new File([new Uint8Array(300000).fill(7)], 'song.mp3', { type: 'audio/mpeg' });
const put = () => fetch(input.url, {
  method: 'PUT',
  headers: {
    'x-goog-content-length-range': '1,1000000',
    'x-goog-if-generation-match': '0',
  },
  body: file,
});

const stored = await put();
say('status', stored.status);
say('generation', stored.headers.get('x-goog-generation') !== null);

const again = await put();
say('again', again.status + ' ' + (await again.text()).includes('PreconditionFailed'));

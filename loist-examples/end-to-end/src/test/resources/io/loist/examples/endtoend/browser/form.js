const file = new File([new Uint8Array(200000).fill(9)], 'song.ogg', { type: 'audio/ogg' });
const fields = JSON.parse(input.fields);

const data = new FormData();
for (const [name, value] of Object.entries(fields)) data.append(name, value);
data.append('content-type', file.type);
data.append('file', file);
const stored = await fetch(input.url, { method: 'POST', body: data });
say('fetch', stored.status + ' ' + (await stored.text()).includes('<PostResponse>'));

data.set('content-type', 'text/html');
const refused = await fetch(input.url, { method: 'POST', body: data });
say('refused', refused.status + ' ' + (await refused.text()).includes('InvalidPolicyDocument'));

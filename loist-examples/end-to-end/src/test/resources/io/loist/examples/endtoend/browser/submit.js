// A form without a script's help: the browser sends it, and shows the page that the answer names.
const frame = document.createElement('iframe');
frame.name = 'target';
document.body.append(frame);
const form = document.createElement('form');
Object.assign(form, { action: input.url, method: 'POST', enctype: 'multipart/form-data', target: frame.name });
for (const [name, value] of Object.entries(JSON.parse(input.fields))) {
  form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
}
const chosen = new DataTransfer();
chosen.items.add(new File([new Uint8Array(200000).fill(9)], 'Größe "1".ogg'));
const picker = Object.assign(document.createElement('input'), { type: 'file', name: 'file' });
picker.files = chosen.files;
form.append(picker);
document.body.append(form);

const shown = new Promise((resolve) => { window.onmessage = (message) => resolve(message.data); });
form.submit();
const query = new URLSearchParams(await shown);
say('bucket', query.get('bucket'));
say('key', query.get('key'));
say('etag', query.has('etag'));

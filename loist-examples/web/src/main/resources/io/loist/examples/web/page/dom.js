/** Makes an element. What begins with "on" is a listener; children that are null are left out. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.flat(Infinity).filter(child => child != null));
  return made;
}

export const byId = id => document.getElementById(id);

/** Tells people who cannot see the page what has happened. */
export function say(text) {
  byId('status').textContent = text;
}

export function time(seconds) {
  const whole = Math.floor(seconds || 0);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, '0');
  return whole < 3600 ? `${minutes}:${rest}` : `${Math.floor(whole / 3600)}:${String(minutes).padStart(2, '0')}:${rest}`;
}

/** Asks the server. Throws what the server says if it does not answer with success. */
export async function ask(path, parameters = {}, signal) {
  const given = Object.entries(parameters).filter(([, value]) => value != null && value !== '');
  return read(await fetch(`/api/${path}?${new URLSearchParams(given)}`, {signal}));
}

export async function send(path, parameters) {
  return read(await fetch(`/api/${path}?${new URLSearchParams(parameters)}`, {method: 'POST'}));
}

async function read(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

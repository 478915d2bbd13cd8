import {ask, byId, element, say, time} from './dom.js';
import {addToQueue, playList} from './player.js';
import {whenAdded} from './uploads.js';

const TYPING_MS = 120;
const quoted = value => `"${value.replaceAll('"', ' ')}"`;
const FACETS = {
  ARTIST: ['Artist', value => `artist:${quoted(value)}`],
  GENRE: ['Genre', value => `genre:${quoted(value)}`],
  DECADE: ['Decade', value => `year:${value}..${Number(value) + 9}`],
  FORMAT: ['Format', value => `format:${value}`]
};

let shown = new AbortController();

/** What each address shows: #/ and a word, perhaps with an argument. */
const pages = {'': home, search};

async function show() {
  const [, name = '', ...rest] = location.hash.split('/').map(decodeURIComponent);
  shown.abort();
  shown = new AbortController();
  const mine = shown;
  const main = byId('main');
  main.setAttribute('aria-busy', 'true');
  try {
    const content = await (pages[name] ?? home)(...rest);
    if (mine === shown) main.replaceChildren(...[content].flat(Infinity).filter(each => each));
  } catch (problem) {
    if (mine !== shown || problem.name === 'AbortError') return;
    main.replaceChildren(element('h1', {}, 'This did not work'), element('p', {}, problem.message),
      element('button', {type: 'button', onclick: show}, 'Try again'));
  }
  main.removeAttribute('aria-busy');
}

const get = (path, parameters) => ask(path, parameters, shown.signal);

async function home() {
  const recent = await get('home');
  return recent.items.length === 0
    ? [element('h1', {}, 'No music yet'), element('p', {}, 'Drag files or a folder into this window, or choose “Add files”.')]
    : [element('h1', {}, 'Your music'), element('h2', {}, 'Recently added'),
      growing(recent, next => get('home', {after: next}), tracks)];
}

/** Links that narrow a search down by one value of a facet. */
function narrowing(text, facets) {
  return element('div', {class: 'facets'}, Object.entries(FACETS).filter(([facet]) => facets[facet]?.length).map(([facet, [label, condition]]) =>
    element('details', {}, element('summary', {}, label), element('ul', {}, facets[facet].map(count =>
      element('li', {}, searchLink(`${text} ${condition(count.value)}`.trim(), count.value), ` ${count.hits}`))))));
}

function searchLink(text, ...content) {
  return element('a', {href: `#/search/${encodeURIComponent(text)}`}, content);
}

async function search(text = '') {
  if (byId('query') !== document.activeElement) byId('query').value = text;
  const found = await get('search', {q: text});
  const {count, exact} = found.page.total;
  const number = `${exact ? '' : 'more than '}${count} ${count === 1 && exact ? 'track' : 'tracks'}`;
  say(number);
  return [
    element('h1', {}, 'Search'),
    element('p', {}, number),
    found.didYouMean ? element('p', {id: 'did-you-mean'}, 'Did you mean ', searchLink(found.didYouMean, found.didYouMean), '?') : null,
    narrowing(text, found.facets),
    growing(found.page, async next => (await get('search', {q: text, after: next})).page, tracks)];
}

/** A list of tracks; playing one continues with those after it. */
function tracks(all) {
  return element('ol', {class: 'tracks'}, all.map(track => element('li', {},
    element('button', {type: 'button', class: 'track', 'aria-label': `Play ${track.title}${track.artist ? ` by ${track.artist}` : ''}`,
      onclick: () => playList(all, all.indexOf(track))}, '▶'),
    element('span', {}, marked(track, 'TITLE', track.title)),
    element('span', {}, track.artist ? searchLink(`artist:${quoted(track.artist)}`, marked(track, 'ARTIST', track.artist)) : null),
    element('span', {}, track.album ? searchLink(`album:${quoted(track.album)}`, marked(track, 'ALBUM', track.album)) : null),
    element('span', {class: 'time'}, time(track.duration)),
    element('button', {type: 'button', 'aria-label': `Add ${track.title} to the queue`, onclick: () => addToQueue(track)}, '+'))));
}

/** Returns a name with the parts that a search found. */
function marked(track, field, name) {
  const parts = [];
  let end = 0;
  for (const {from, to} of track.highlights.filter(highlight => highlight.field === field)) {
    parts.push(name.slice(end, from), element('mark', {}, name.slice(from, to)));
    end = to;
  }
  return [...parts, name?.slice(end)].filter(part => part);
}

/** A list with a button that appends the next page. */
function growing(first, load, draw) {
  const all = first.items.slice();
  const area = element('div', {}, draw(all));
  let {next} = first;
  const more = element('button', {type: 'button', onclick: async () => {
    const page = await load(next);
    all.push(...page.items);
    ({next} = page);
    area.replaceChildren(draw(all));
    more.hidden = !next;
  }}, 'More');
  more.hidden = !next;
  return element('div', {}, area, more);
}

let typing;
byId('query').addEventListener('input', event => {
  clearTimeout(typing);
  typing = setTimeout(async () => {
    const text = event.target.value;
    history.replaceState(null, '', text ? `#/search/${encodeURIComponent(text)}` : '#/');
    show();
    const names = text ? await ask('suggest', {q: text}).catch(() => []) : [];
    byId('suggestions').replaceChildren(...names.map(name => element('option', {value: name})));
  }, TYPING_MS);
});
document.querySelector('form').addEventListener('submit', event => event.preventDefault());
document.addEventListener('keydown', event => {
  if (event.key === '/' && event.target.tagName !== 'INPUT') {
    event.preventDefault();
    byId('query').focus();
  }
});
window.addEventListener('hashchange', () => show().then(() => byId('main').focus()));
whenAdded(() => { if (!location.hash.startsWith('#/search')) show(); });
show();

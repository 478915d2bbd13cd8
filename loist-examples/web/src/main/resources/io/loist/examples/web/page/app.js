import {ask, byId, element, say, time} from './dom.js';
import {addToQueue, playList} from './player.js';
import {whenAdded} from './uploads.js';

const TYPING_MS = 120;
const PARTS = {OWN: 'Albums', SINGLE: 'Singles', COMPILATION: 'Compilations', APPEARS_ON: 'Appears on'};
const quoted = value => `"${value.replaceAll('"', ' ')}"`;
const FACETS = {
  ARTIST: ['Artist', value => `artist:${quoted(value)}`],
  GENRE: ['Genre', value => `genre:${quoted(value)}`],
  DECADE: ['Decade', value => `year:${value}..${Number(value) + 9}`],
  FORMAT: ['Format', value => `format:${value}`]
};
const LISTS = {artists: ['Artists', 'album_artist', 'artist'], genres: ['Genres', 'genre', 'genre'],
  decades: ['Decades', 'decade', 'decade']};

let shown = new AbortController();

/** What each address shows: #/ and a word, perhaps with an argument. */
const pages = {
  '': home, search, artists: () => list('artists'), genres: () => list('genres'), decades: () => list('decades'),
  artist, album, albums: () => albums('Albums', {}),
  genre: (id, name) => albums(name, {genre: id}),
  decade: (id, name) => albums(`${name}s`, {decade: name, order: 'released'})
};

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
  const few = {limit: 12};
  const [added, released, random, recent] = await Promise.all([get('albums', {...few, order: 'added'}), get('albums', {...few, order: 'released'}),
    get('random', {...few, seed: Math.floor(Math.random() * 1e9)}), get('recent')]);
  return recent.items.length === 0
    ? [element('h1', {}, 'No music yet'), element('p', {}, 'Drag files or a folder into this window, or choose “Add files”.')]
    : [element('h1', {}, 'Your music'), shelf('Recently added', added), shelf('New releases', released), shelf('By chance', random),
      section('Tracks added last', growing(recent, next => get('recent', {after: next}), tracks))];
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

/** Links that narrow a search down by one value of a facet. */
function narrowing(text, facets) {
  return element('div', {class: 'facets'}, Object.entries(FACETS).filter(([facet]) => facets[facet]?.length).map(([facet, [label, condition]]) =>
    element('details', {}, element('summary', {}, label), element('ul', {}, facets[facet].map(count =>
      element('li', {}, searchLink(`${text} ${condition(count.value)}`.trim(), count.value), ` ${count.hits}`))))));
}

function searchLink(text, ...content) {
  return element('a', {href: `#/search/${encodeURIComponent(text)}`}, content);
}

async function list(name) {
  const [label, kind, page] = LISTS[name];
  const first = await get('entries', {kind});
  const results = element('div', {});
  const fill = (found, filter) => results.replaceChildren(growing(found.page, async next => (await get('entries', {kind, ...filter, after: next})).page,
    entries => element('ul', {class: 'names'}, entries.map(entry => element('li', {},
      element('a', {href: `#/${page}/${entry.id}/${encodeURIComponent(entry.name)}`}, entry.name), ` ${entry.tracks}`)))));
  fill(first, {});
  const choose = async filter => fill(await get('entries', {kind, ...filter}), filter);
  return [element('h1', {}, label), filter(label, containing => choose({containing})),
    element('div', {class: 'letters', role: 'group', 'aria-label': 'Letters'}, first.headings.map(heading =>
      element('button', {type: 'button', onclick: () => choose({heading: heading.letter}), 'aria-label': `${heading.letter}, ${heading.count}`},
        heading.letter))),
    results];
}

async function albums(label, condition) {
  const results = element('div', {});
  const choose = async more => {
    const wish = {...condition, ...more};
    results.replaceChildren(growing(await get('albums', wish), next => get('albums', {...wish, after: next}), tiles));
  };
  await choose({});
  return [element('h1', {}, label), filter(label, containing => choose({containing})), results];
}

async function artist(id) {
  const [found, songs, ...albums] = await Promise.all([get('artist', {id}), get('tracks', {artist: id}),
    ...Object.keys(PARTS).map(part => get('albums', {artist: id, part: part.toLowerCase(), order: 'released'}))]);
  return [element('h1', {}, found.name),
    Object.values(PARTS).map((label, index) => shelf(label, albums[index])),
    section('Tracks', growing(songs, next => get('tracks', {artist: id, after: next}), tracks))];
}

async function album(id) {
  const {album, formats, discs} = await get('album', {id});
  const all = discs.flat();
  return [
    element('div', {class: 'album'}, cover(album, 256),
      element('div', {}, element('h1', {}, album.title),
        element('p', {}, album.artist ? element('a', {href: `#/artist/${album.artist.id}`}, album.artist.name) : null),
        element('p', {}, [album.year, `${all.length} tracks`, time(album.duration), formats.join(', ')].filter(each => each).join(' · ')),
        element('button', {type: 'button', onclick: () => playList(all, 0)}, 'Play the album'))),
    discs.map((disc, index) => [discs.length > 1 ? element('h2', {}, `Disc ${index + 1}`) : null, tracks(disc, all)])];
}

const section = (label, content) => element('section', {}, element('h2', {}, label), content);

const shelf = (label, albums) => albums.items.length > 0 ? section(label, tiles(albums.items)) : null;

const cover = (album, size) => album.artworkTrack
  ? element('img', {src: `/cover?id=${album.artworkTrack}&size=${size}`, alt: '', width: size, height: size, loading: 'lazy'})
  : element('span', {class: 'no-cover', 'aria-hidden': 'true'}, '♪');

const tiles = albums => element('ul', {class: 'tiles'}, albums.map(album => element('li', {},
  element('a', {href: `#/album/${album.id}`}, cover(album, 160), element('strong', {}, album.title)),
  element('span', {}, [album.artist?.name, album.year].filter(each => each).join(' · ')))));

/** A list of tracks; playing one continues with those after it. */
function tracks(some, all = some) {
  return element('ol', {class: 'tracks'}, some.map(track => element('li', {},
    element('button', {type: 'button', class: 'track', 'aria-label': `Play ${track.title}${track.artist ? ` by ${track.artist}` : ''}`,
      onclick: () => playList(all, all.indexOf(track))}, '▶'),
    element('span', {}, marked(track, 'TITLE', track.title)),
    element('span', {}, linked(track, 'MAIN_ARTIST', 'artist', marked(track, 'ARTIST', track.artist))),
    element('span', {}, linked(track, 'ALBUM', 'album', marked(track, 'ALBUM', track.album))),
    element('span', {class: 'time'}, time(track.duration)),
    element('button', {type: 'button', 'aria-label': `Add ${track.title} to the queue`, onclick: () => addToQueue(track)}, '+'))));
}

/** Returns a name as a link to the page of its first entry of a kind, if there is one. */
function linked(track, kind, page, name) {
  const link = track.links.find(each => each.kind === kind);
  return link ? element('a', {href: `#/${page}/${link.id}`}, name) : name;
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

function filter(label, choose) {
  let timer;
  return element('input', {type: 'search', class: 'filter', 'aria-label': `Filter ${label}`, placeholder: 'Filter', oninput: event => {
    clearTimeout(timer);
    timer = setTimeout(() => choose(event.target.value), TYPING_MS);
  }});
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

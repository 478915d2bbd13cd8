import {ask, byId, element, say, time} from './dom.js';

const KEPT = 'loist.player';
const RENEW_BEFORE_MS = 20_000;
const STALLED_MS = 8_000;

const audio = byId('audio');
const tabs = new BroadcastChannel('loist.player');
let queue = [];
let at = -1;
let expiresAt = 0;
let resumeAt = 0;
let renewals = 0;
let stalled;

/** Plays the tracks of a list, beginning with one of them. */
export function playList(tracks, from) {
  queue = tracks.slice();
  start(from);
}

export function addToQueue(track) {
  queue.push(track);
  if (at < 0) start(0);
  else keep();
  say(`${track.title} is in the queue`);
}

function start(index) {
  if (index < 0 || index >= queue.length) return;
  at = index;
  resumeAt = 0;
  renewals = 0;
  show();
  load(true);
}

/** Fetches a URL of the track, and goes on where it was. */
async function load(play) {
  const track = queue[at];
  try {
    const signed = await ask('play', {id: track.id});
    if (track !== queue[at]) return;
    expiresAt = Date.now() + signed.remaining * 1000;
    audio.src = signed.url;
    if (resumeAt > 0) audio.currentTime = resumeAt;
    setVolume();
    if (play) await audio.play();
  } catch (problem) {
    if (problem.name !== 'AbortError') say(`${track.title} does not play: ${problem.message}`);
    buttons();
  }
}

/** A URL expires: a new one is fetched when the old one is refused or brings nothing, at most thrice for a place. */
function renew() {
  resumeAt = audio.currentTime || resumeAt;
  if (++renewals <= 3) load(!audio.paused);
  else {
    audio.pause();
    say(`${queue[at].title} does not play`);
  }
}

/** Returns whether there is no URL, or one that expires soon. */
function expires() {
  return !audio.src || Date.now() > expiresAt - RENEW_BEFORE_MS;
}

function toggle() {
  if (at < 0) return;
  if (!audio.paused && !audio.error) audio.pause();
  else if (expires()) {
    resumeAt = audio.currentTime || resumeAt;
    load(true);
  } else audio.play();
}

function seek(seconds) {
  const target = Math.min(Math.max(0, seconds), queue[at]?.duration || audio.duration || 0);
  resumeAt = target;
  if (audio.src && expires()) load(!audio.paused);
  else if (audio.src) audio.currentTime = target;
  progress();
}

/** The quietest of two wishes: the listener's volume, lowered by the track's ReplayGain. */
function setVolume() {
  const gain = queue[at]?.gain ?? 0;
  audio.volume = Math.min(1, byId('volume').value / 100 * 10 ** (gain / 20));
}

function buttons() {
  const stopped = audio.paused || audio.error;
  byId('play').textContent = stopped ? '▶' : '⏸';
  byId('play').setAttribute('aria-label', stopped ? 'Play' : 'Pause');
}

function progress() {
  const place = audio.src ? audio.currentTime : resumeAt;
  byId('position').value = place;
  byId('position').setAttribute('aria-valuetext', `${time(place)} of ${time(queue[at]?.duration)}`);
  byId('elapsed').textContent = time(place);
}

function show() {
  const track = queue[at];
  byId('title').textContent = track.title;
  byId('artist').textContent = track.artist ?? '';
  byId('length').textContent = time(track.duration);
  byId('position').max = Math.max(1, track.duration ?? 1);
  byId('cover').hidden = !track.cover;
  if (track.cover) byId('cover').src = `/cover?id=${track.id}&size=128`;
  document.title = `${track.title} – loist`;
  byId('queue').replaceChildren(...queue.map((each, index) => element('li', {'aria-current': index === at ? 'true' : null},
    element('button', {type: 'button', onclick: () => start(index)}, each.title, each.artist ? ` – ${each.artist}` : ''),
    element('button', {type: 'button', 'aria-label': `Remove ${each.title} from the queue`, onclick: () => remove(index)}, '✕'))));
  if ('mediaSession' in navigator) {
    navigator.mediaSession.metadata = new MediaMetadata({title: track.title, artist: track.artist ?? '', album: track.album ?? '',
      artwork: track.cover ? [{src: `${location.origin}/cover?id=${track.id}&size=512`}] : []});
  }
  buttons();
  keep();
}

function remove(index) {
  if (index === at) return;
  queue.splice(index, 1);
  if (index < at) at--;
  show();
}

function keep() {
  localStorage.setItem(KEPT, JSON.stringify({queue, at, position: audio.src ? audio.currentTime : resumeAt, volume: byId('volume').value}));
}

function restore() {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
  if (!kept) return;
  byId('volume').value = kept.volume;
  if (!(kept.at >= 0)) return;
  ({queue, at} = kept);
  resumeAt = kept.position;
  show();
  progress();
}

audio.addEventListener('error', renew);
audio.addEventListener('waiting', () => { stalled = setTimeout(() => { if (audio.src && !audio.paused) renew(); }, expires() ? 0 : STALLED_MS); });
audio.addEventListener('ended', () => start(at + 1));
audio.addEventListener('timeupdate', progress);
audio.addEventListener('pause', () => { clearTimeout(stalled); buttons(); keep(); });
audio.addEventListener('playing', () => { clearTimeout(stalled); renewals = 0; buttons(); keep(); tabs.postMessage('plays'); say(`${queue[at].title} plays`); });
tabs.addEventListener('message', () => audio.pause());
window.addEventListener('pagehide', keep);

byId('play').addEventListener('click', toggle);
byId('previous').addEventListener('click', () => start(at - 1));
byId('next').addEventListener('click', () => start(at + 1));
byId('position').addEventListener('input', event => seek(Number(event.target.value)));
byId('volume').addEventListener('input', () => { setVolume(); keep(); });
byId('show-queue').addEventListener('click', event => {
  const hidden = byId('queue').toggleAttribute('hidden');
  event.target.setAttribute('aria-expanded', String(!hidden));
});

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|BUTTON|A)$/.test(event.target.tagName)) return;
  const keys = {
    ' ': toggle,
    ArrowLeft: () => seek(audio.currentTime - 5),
    ArrowRight: () => seek(audio.currentTime + 5),
    n: () => start(at + 1),
    p: () => start(at - 1)
  };
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

if ('mediaSession' in navigator) {
  const actions = {play: toggle, pause: toggle, previoustrack: () => start(at - 1), nexttrack: () => start(at + 1),
    seekto: details => seek(details.seekTime)};
  for (const [action, does] of Object.entries(actions)) navigator.mediaSession.setActionHandler(action, does);
}

restore();

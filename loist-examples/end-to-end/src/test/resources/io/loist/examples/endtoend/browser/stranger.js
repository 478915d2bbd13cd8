say('fetch', await outcome(fetch(input.get).then((response) => response.status)));
say('audio', await outcome(load(input.get, true)));
say('put', await outcome(fetch(input.put, { method: 'PUT', body: 'x' }).then((response) => response.status)));
// Without crossorigin no permission is needed: the element plays, but the page cannot read the bytes.
say('opaque', await outcome(load(input.get, false).then((audio) => audio.duration > 0.5)));

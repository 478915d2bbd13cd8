const lasting = await load(input.lasting, true);
say('before', await outcome(load(input.song, true).then((audio) => audio.duration > 0.5)));
await ask('/later');
say('after', await outcome(load(input.other, true)));
lasting.currentTime = lasting.duration - 1;
say('seeking', await outcome(event(lasting, 'seeked')));
const response = await fetch(input.song);
say('fetch', response.status + ' ' + (await response.text()).includes('ExpiredToken'));

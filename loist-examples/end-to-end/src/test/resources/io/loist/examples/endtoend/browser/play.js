const audio = await load(input.url, true);
say('duration', Math.round(audio.duration));

await audio.play();
while (audio.currentTime < 0.2) await event(audio, 'timeupdate');
say('plays', audio.currentTime < audio.duration / 2);

audio.currentTime = audio.duration - 1;
await event(audio, 'seeked');
say('seeked', Math.round(audio.duration - audio.currentTime));

await event(audio, 'ended');
say('ended', audio.ended);

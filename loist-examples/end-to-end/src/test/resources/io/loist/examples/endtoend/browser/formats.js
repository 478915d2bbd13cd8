for (const [name, url] of Object.entries(input)) {
  const audio = await load(url, true);
  await event(audio, 'canplay');
  say(name, audio.duration > 0.5);
}

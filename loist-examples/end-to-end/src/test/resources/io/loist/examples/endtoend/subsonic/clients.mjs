// Uses a server by clients that others wrote. Arguments: address, user, password, API key. Prints "ok" or "FAILED" for each step.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import SubsonicAPI from "subsonic-api";

const [url, username, password, apiKey] = process.argv.slice(2);
console.log = () => {}; // one of the clients is talkative
const byToken = new SubsonicAPI({ url, auth: { username, password } });
const byKey = new SubsonicAPI({ url, auth: { apiKey } });
const byPost = new SubsonicAPI({ url, auth: { username, password }, post: true });
const withRange = new SubsonicAPI({
  url,
  auth: { apiKey },
  fetch: (address, init) => fetch(address, { ...init, headers: { Range: "bytes=100-199" } }),
});
const salt = "c19b2d";
const token = createHash("md5").update(password + salt).digest("hex");
const old = createRequire(import.meta.url)("subsonicjs")(username, token, salt, url);

const steps = {
  async "subsonic-api: authenticates by token, API key and form"() {
    for (const api of [byToken, byKey, byPost]) assert.equal((await api.ping()).status, "ok");
    const wrong = await new SubsonicAPI({ url, auth: { username, password: "wrong" } }).ping();
    assert.equal(wrong.error.code, 40);
  },
  async "subsonic-api: browses artists, albums and songs"() {
    const { artists } = await byToken.getArtists();
    const artist = artists.index.flatMap((letter) => letter.artist).find(({ name }) => name === "The Artist 01");
    const { artist: { album } } = await byToken.getArtist({ id: artist.id });
    assert.equal(album.length, artist.albumCount);
    const { album: first } = await byToken.getAlbum({ id: album[0].id });
    assert.equal(first.song.length, first.songCount);
    assert.deepEqual(first.song.map(({ track }) => track), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert.equal((await byToken.getSong({ id: first.song[0].id })).song.title, first.song[0].title);
  },
  async "subsonic-api: copies the library through search3"() {
    const songs = new Map();
    for (let offset = 0; ; offset += 30) {
      const { searchResult3 } =
        await byPost.search3({ query: "", songCount: 30, songOffset: offset, artistCount: 0, albumCount: 0 });
      searchResult3.song.forEach((song) => songs.set(song.id, song));
      if (searchResult3.song.length < 30) break;
    }
    const { searchResult3: all } = await byPost.search3({ query: "", songCount: 5000, artistCount: 500, albumCount: 500 });
    assert.equal(songs.size, all.song.length);
    assert.deepEqual(new Set(all.song.map(({ albumId }) => albumId).filter(Boolean)), new Set(all.album.map(({ id }) => id)));
  },
  async "subsonic-api: streams a range of a song"() {
    const { searchResult3 } = await byKey.search3({ query: "jokulljos" });
    const [song] = searchResult3.song;
    const whole = Buffer.from(await (await byKey.stream({ id: song.id })).arrayBuffer());
    assert.equal(whole.length, song.size);
    const part = await withRange.stream({ id: song.id });
    assert.equal(part.status, 206);
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), whole.subarray(100, 200));
    const saved = await byKey.download({ id: song.id });
    assert.match(saved.headers.get("content-disposition"), /attachment/);
  },
  async "subsonic-api: shows covers by size"() {
    const { searchResult3 } = await byKey.search3({ query: "jokulljos" });
    const cover = async (size) => {
      const answer = await byKey.getCoverArt({ id: searchResult3.song[0].coverArt, size });
      assert.match(answer.headers.get("content-type"), /^image\//);
      return (await answer.arrayBuffer()).byteLength;
    };
    assert.ok((await cover(100)) < (await cover(300)));
  },
  async "subsonic-api: stars, rates and scrobbles"() {
    const { albumList2 } = await byKey.getAlbumList2({ type: "newest", size: 2 });
    const { album } = await byKey.getAlbum({ id: albumList2.album[1].id });
    const [song] = album.song;
    await byKey.star({ id: song.id, albumId: album.id, artistId: album.artistId });
    await byKey.setRating({ id: song.id, rating: 3 });
    await byKey.scrobble({ id: song.id, time: Date.now() - 1000 });
    const { starred2 } = await byKey.getStarred2();
    const found = starred2.song.find(({ id }) => id === song.id);
    assert.equal(found.userRating, 3);
    assert.equal(found.playCount, 1);
    assert.ok(starred2.album.some(({ id }) => id === album.id) && starred2.artist.some(({ id }) => id === album.artistId));
    assert.equal((await byKey.getAlbumList2({ type: "recent" })).albumList2.album[0].id, album.id);
    await byKey.unstar({ id: song.id, albumId: album.id, artistId: album.artistId });
    assert.ok(!(await byKey.getStarred2()).starred2.song.some(({ id }) => id === song.id));
  },
  async "subsonic-api: keeps playlists"() {
    const { randomSongs } = await byKey.getRandomSongs({ size: 3 });
    const ids = randomSongs.song.map(({ id }) => id);
    const { playlist } = await byPost.createPlaylist({ name: "Mixed & more", songId: ids });
    assert.deepEqual(playlist.entry.map(({ id }) => id), ids);
    await byKey.updatePlaylist({ playlistId: playlist.id, name: "Renamed", songIndexToRemove: [0], songIdToAdd: [ids[0]] });
    const { playlist: changed } = await byKey.getPlaylist({ id: playlist.id });
    assert.equal(changed.name, "Renamed");
    assert.deepEqual(changed.entry.map(({ id }) => id), [ids[1], ids[2], ids[0]]);
    await byKey.deletePlaylist({ id: playlist.id });
    assert.ok(!(await byKey.getPlaylists()).playlists.playlist.some(({ id }) => id === playlist.id));
  },
  async "subsonicjs: browses folders"() {
    const { indexes } = await old.browsing.getIndexes();
    const artist = indexes.index.flatMap((letter) => letter.artist).find(({ name }) => name === "The Artist 02");
    const { directory } = await old.browsing.getMusicDirectory(artist.id);
    assert.ok(directory.child.every(({ isDir }) => isDir));
    const { directory: album } = await old.browsing.getMusicDirectory(directory.child[0].id);
    assert.ok(album.child.length > 0 && album.child.every(({ isDir }) => !isDir));
    const { genres } = await old.browsing.getGenres();
    const { songsByGenre } = await old.browsing.getSongsByGenre(genres.genre.find(({ value }) => value === "Odd Jazz").value);
    assert.equal(songsByGenre.song.length, 10);
  },
  async "subsonicjs: finds, plays and stars"() {
    const { searchResult2 } = await old.searching.search2("jokulljos");
    const [song] = searchResult2.song;
    const audio = await fetch(old.media.stream(song.id));
    assert.equal((await audio.arrayBuffer()).byteLength, song.size);
    assert.equal((await old.media.star({ id: song.id })).status, "ok");
    assert.equal((await old.media.scrobble(song.id)).status, "ok");
    assert.ok((await old.browsing.getStarred()).starred2.song.some(({ id }) => id === song.id));
    assert.equal((await old.browsing.getAlbumList2("alphabeticalByName")).albumList2.album.length, 10);
  },
};

for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    process.stdout.write(`ok ${name}\n`);
  } catch (error) {
    process.stdout.write(`FAILED ${name}: ${error.stack.replaceAll("\n", " ")}\n`);
  }
}

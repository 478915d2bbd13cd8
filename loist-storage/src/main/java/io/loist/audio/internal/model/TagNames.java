package io.loist.audio.internal.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Maps the tag names of each format to canonical names, which are those of MusicBrainz Picard in lower case. */
public final class TagNames {

    private static final Map<String, String> CANONICAL = new HashMap<>();

    static {
        name("title", "TIT2", "\u00a9nam", "INAM", "NAME");
        name("subtitle", "TIT3", "WM/SubTitle");
        name("artist", "TPE1", "\u00a9ART", "IART", "AUTH");
        name("artists", "WM/ARTISTS");
        name("albumartist", "TPE2", "aART", "WM/AlbumArtist", "ALBUM ARTIST", "ALBUM_ARTIST");
        name("album", "TALB", "\u00a9alb", "IPRD", "WM/AlbumTitle");
        name("tdat", "TDA");
        name("date", "TDRC", "TYER", "\u00a9day", "ICRD", "YEAR", "WM/Year");
        name("releasedate", "TDRL");
        name("originaldate", "TDOR", "TORY", "WM/OriginalReleaseTime", "ORIGINALYEAR", "WM/OriginalReleaseYear");
        name("genre", "TCON", "\u00a9gen", "IGNR", "WM/Genre");
        name("tracknumber", "TRCK", "TRACK", "IPRT", "ITRK", "WM/TrackNumber");
        name("totaltracks", "TRACKTOTAL");
        name("discnumber", "TPOS", "DISC", "WM/PartOfSet");
        name("totaldiscs", "DISCTOTAL");
        name("composer", "TCOM", "\u00a9wrt", "WM/Composer", "IMUS");
        name("lyricist", "TEXT", "WM/Writer", "IWRI");
        name("conductor", "TPE3", "WM/Conductor");
        name("remixer", "TPE4", "WM/ModifiedBy");
        name("arranger", "WM/Arranger");
        name("producer", "WM/Producer", "IPRO");
        name("engineer", "WM/Engineer", "IENG");
        name("label", "TPUB", "WM/Publisher", "ORGANIZATION", "PUBLISHER", "\u00a9pub");
        name("isrc", "TSRC", "WM/ISRC", "ISRC");
        name("bpm", "TBPM", "tmpo", "WM/BeatsPerMinute");
        name("key", "TKEY", "INITIALKEY", "WM/InitialKey");
        name("mood", "TMOO", "WM/Mood");
        name("comment", "COMM", "\u00a9cmt", "ICMT", "ANNO", "WM/Comments");
        name("description", "desc");
        name("lyrics", "USLT", "UNSYNCEDLYRICS", "\u00a9lyr", "WM/Lyrics");
        name("copyright", "TCOP", "cprt", "ICOP", "(c) ");
        name("encodedby", "TENC", "\u00a9too", "ISFT", "WM/EncodedBy", "ENCODED-BY");
        name("encodersettings", "TSSE", "WM/EncodingSettings");
        name("language", "TLAN", "ILNG", "WM/Language");
        name("media", "TMED", "IMED", "WM/Media", "SOURCEMEDIA");
        name("grouping", "TIT1", "GRP1", "\u00a9grp", "WM/ContentGroupDescription", "CONTENTGROUP");
        name("compilation", "TCMP", "cpil", "WM/IsCompilation");
        name("discsubtitle", "TSST", "WM/SetSubTitle");
        name("titlesort", "TSOT", "XSOT", "sonm", "WM/TitleSortOrder");
        name("artistsort", "TSOP", "XSOP", "soar", "WM/ArtistSortOrder");
        name("albumsort", "TSOA", "XSOA", "soal", "WM/AlbumSortOrder");
        name("albumartistsort", "TSO2", "soaa", "WM/AlbumArtistSortOrder");
        name("composersort", "TSOC", "soco", "WM/ComposerSortOrder");
        name("mixer", "MIX", "WM/Mixer");
        name("djmixer", "DJ-MIX", "WM/DJMixer");
        name("director", "WM/Director", "\u00a9dir");
        name("script", "WM/Script");
        name("catalognumber", "WM/CatalogNo", "CATALOGNO", "CATALOG");
        name("barcode", "WM/Barcode", "UPC", "EAN");
        name("work", "\u00a9wrk", "WM/Work");
        name("movement", "MVNM", "\u00a9mvn");
        name("movementnumber", "MVIN", "\u00a9mvi");
        name("movementtotal", "\u00a9mvc");
        name("itunesadvisory", "rtng");
        name("website", "WOAR", "WM/AuthorURL");
        name("musicbrainz_recordingid", "MusicBrainz Track Id");
        name("musicbrainz_trackid", "MusicBrainz Release Track Id");
        name("musicbrainz_albumid", "MusicBrainz Album Id");
        name("musicbrainz_releasegroupid", "MusicBrainz Release Group Id");
        name("musicbrainz_workid", "MusicBrainz Work Id");
        name("musicbrainz_artistid", "MusicBrainz Artist Id");
        name("musicbrainz_albumartistid", "MusicBrainz Album Artist Id");
        name("musicbrainz_discid", "MusicBrainz Disc Id");
        name("releasetype", "MusicBrainz Album Type");
        name("releasestatus", "MusicBrainz Album Status");
        name("releasecountry", "MusicBrainz Album Release Country");
        name("acoustid_id", "Acoustid Id");
        name("acoustid_fingerprint", "Acoustid Fingerprint");
    }

    private TagNames() {}

    /** Returns the canonical name; for unknown names, the cleaned name itself in lower case. */
    public static String canonical(String raw) {
        String known = CANONICAL.get(squeezed(raw));
        if (known != null) {
            return known;
        }
        return TrackText.cut(TrackText.clean(raw).toLowerCase(Locale.ROOT), TrackText.MAX_NAME);
    }

    private static void name(String canonical, String... others) {
        CANONICAL.putIfAbsent(squeezed(canonical), canonical);
        for (String other : others) {
            CANONICAL.put(squeezed(other), canonical);
        }
    }

    /** Removes separators, so that "MusicBrainz Album Id" and "MUSICBRAINZ_ALBUMID" are equal. */
    private static String squeezed(String name) {
        StringBuilder squeezed = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != ' ' && c != '_' && c != '/' && c != '-' && c != '\0') {
                squeezed.append(c);
            }
        }
        return squeezed.toString().toLowerCase(Locale.ROOT);
    }
}

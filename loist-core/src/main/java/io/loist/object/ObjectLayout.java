package io.loist.object;

import java.util.UUID;

/**
 * Names the objects of tracks. Names are made of the track's id alone, never of user input, and must not begin with
 * {@link #TEMPORARY_PREFIX}. Implementations are safe for use by many threads.
 */
public interface ObjectLayout {

    /**
     * The prefix of temporary objects, such as uploads that have not been ingested: {@code temp/}. It is the same for every layout,
     * because buckets are set up to delete what stays under it.
     */
    String TEMPORARY_PREFIX = "temp/";

    /**
     * Returns the name of a track's audio object.
     *
     * @param id the track's id
     * @param extension the usual extension of the audio format, without a dot
     */
    String audio(UUID id, String extension);

    /**
     * Returns the name of a track's artwork object.
     *
     * @param id the track's id
     * @param extension the usual extension of the image format, without a dot
     */
    String artwork(UUID id, String extension);

    /**
     * Returns the name of a scaled copy of a track's artwork; by default the artwork's name with {@code -{size}} before its extension,
     * such as {@code audio/{id}/artwork-300.jpg}. Different sizes must have different names.
     *
     * @param id the track's id
     * @param size the requested length of the longest side, in pixels
     * @param extension the usual extension of the image format, without a dot
     */
    default String thumbnail(UUID id, int size, String extension) {
        String artwork = artwork(id, extension);
        String end = "." + extension;
        String stem = artwork.endsWith(end) ? artwork.substring(0, artwork.length() - end.length()) : artwork;
        return stem + "-" + size + end;
    }

    /** Returns the layout {@code audio/{id}/audio.{ext}} and {@code audio/{id}/artwork.{ext}}: one folder for each track. */
    static ObjectLayout folderPerTrack() {
        return new ObjectLayout() {
            @Override
            public String audio(UUID id, String extension) {
                return "audio/" + id + "/audio." + extension;
            }

            @Override
            public String artwork(UUID id, String extension) {
                return "audio/" + id + "/artwork." + extension;
            }
        };
    }
}

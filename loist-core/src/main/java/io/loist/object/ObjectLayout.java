package io.loist.object;

import java.util.UUID;

/** Decides which names the objects of a track have. Names are made of the track's id alone, never of what a user typed. */
public interface ObjectLayout {

    /** What the names of temporary objects begin with: {@code temp/}. */
    String TEMPORARY_PREFIX = "temp/";

    /**
     * Returns the name of a track's audio object.
     *
     * @param id the track's id
     * @param extension the format's usual extension, without a dot
     */
    String audio(UUID id, String extension);

    /**
     * Returns the name of a track's artwork object.
     *
     * @param id the track's id
     * @param extension the image format's usual extension, without a dot
     */
    String artwork(UUID id, String extension);

    /**
     * Returns the name of a small picture of a track, for lists; {@code thumbnails/{id}.{ext}} unless the layout says otherwise.
     *
     * @param id the track's id
     * @param extension the image format's usual extension, without a dot
     */
    default String thumbnail(UUID id, String extension) {
        return "thumbnails/" + id + "." + extension;
    }

    /**
     * Returns the name of a small copy of a track's artwork; the artwork's name with {@code -{size}} before its extension unless the
     * layout says otherwise, such as {@code audio/{id}/artwork-300.jpg}. No two sizes may have one name.
     *
     * @param id the track's id
     * @param size the longest side that was asked for, in pixels
     * @param extension the image format's usual extension, without a dot
     */
    default String thumbnail(UUID id, int size, String extension) {
        String cover = artwork(id, extension);
        String end = "." + extension;
        String stem = cover.endsWith(end) ? cover.substring(0, cover.length() - end.length()) : cover;
        return stem + "-" + size + end;
    }

    /**
     * Returns the name of an object that is only on its way, such as an upload that has not been checked; {@code temp/{id}} unless
     * the layout says otherwise. A bucket deletes what stays under that prefix.
     *
     * @param id the id of what is on its way
     */
    default String temporary(UUID id) {
        return TEMPORARY_PREFIX + id;
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

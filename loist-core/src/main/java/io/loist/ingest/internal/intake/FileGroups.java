package io.loist.ingest.internal.intake;

import java.util.ArrayList;
import java.util.List;

/** Divides files into groups that are ingested together, because the database takes longer over each than the disk does. */
public final class FileGroups {

    /** A larger group would hardly save more time per file, and a crash would undo more. */
    private static final int MAX_FILES = 16;

    /** The bytes that a disk or a network stores within a small part of a lease. */
    private static final long MAX_BYTES = 16 * 1024 * 1024;

    private FileGroups() {}

    /**
     * Returns the files in their order, neighbours together, but so that each thread has at least two groups: the last ones then
     * end at about the same time.
     */
    public static List<List<LocalFile>> of(List<LocalFile> files, int threads) {
        int max = Math.min(MAX_FILES, Math.max(1, files.size() / (2 * threads)));
        List<List<LocalFile>> groups = new ArrayList<>();
        List<LocalFile> group = new ArrayList<>();
        long bytes = 0;
        for (LocalFile file : files) {
            bytes += file.size();
            if (!group.isEmpty() && (group.size() == max || bytes > MAX_BYTES)) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = file.size();
            }
            group.add(file);
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }
}

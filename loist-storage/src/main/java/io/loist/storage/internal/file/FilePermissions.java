package io.loist.storage.internal.file;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The permissions of the files and folders that a store creates. Immutable. */
public final class FilePermissions {

    /** Those that the process gives to any file. */
    static final FilePermissions OF_THE_PROCESS = new FilePermissions(new FileAttribute<?>[0], new FileAttribute<?>[0]);

    private static final Map<PosixFilePermission, PosixFilePermission> ENTER_BY_READ = Map.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);

    private final FileAttribute<?>[] file;
    private final FileAttribute<?>[] folder;

    private FilePermissions(FileAttribute<?>[] file, FileAttribute<?>[] folder) {
        this.file = file;
        this.folder = folder;
    }

    /** Returns permissions of files, and folders that the same users may list; nothing where the file system has no permissions. */
    public static FilePermissions of(Set<PosixFilePermission> files, Path root) {
        if (!root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return OF_THE_PROCESS;
        }
        Set<PosixFilePermission> folders = EnumSet.copyOf(files);
        ENTER_BY_READ.forEach((read, enter) -> {
            if (files.contains(read)) {
                folders.add(enter);
            }
        });
        return new FilePermissions(attributes(files), attributes(folders));
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    public FileAttribute<?>[] ofFiles() {
        return file.clone();
    }

    public FileAttribute<?>[] ofFolders() {
        return folder.clone();
    }
}

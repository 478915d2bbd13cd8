package io.loist.examples.endtoend.fuzz;

import java.util.Locale;

/** All targets, by name. */
enum FuzzTargets {
    TAGS,
    PICTURES,
    HEADS,
    POLICIES,
    CURSORS,
    SEARCH;

    FuzzTarget open() throws Exception {
        return switch (this) {
            case TAGS -> AudioTarget.ofFiles();
            case PICTURES -> AudioTarget.ofPictures();
            case HEADS -> new HeadTarget();
            case POLICIES -> new PolicyTarget();
            case CURSORS -> LibraryTarget.ofCursors();
            case SEARCH -> LibraryTarget.ofTexts();
        };
    }

    /** Returns the name of its folder. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.loist.storage.testing;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** Counts the steps that a store takes in a file system, and lets one of them, or all from one on, go wrong. */
public final class FileSteps {

    /** What happens at a step. */
    public enum Fault {
        /** There is no room, once. */
        NO_SPACE,
        /** There is no room, and never will be. */
        NO_SPACE_FROM_THEN_ON,
        /** The disk fails, once. */
        INPUT_OUTPUT,
        /** The disk fails, and goes on failing. */
        INPUT_OUTPUT_FROM_THEN_ON,
        /** A permission is missing, once. */
        DENIED,
        /** The process dies: nothing that it would do then is done. */
        DEATH,
        /** Somebody deletes the file of the object before the step. */
        VANISHING
    }

    /** The end of the process. */
    public static final class Death extends Error {

        private static final long serialVersionUID = 1L;

        Death(String step) {
            super("died before " + step);
        }
    }

    private final List<String> taken = new ArrayList<>();
    private final Runnable vanish;
    private Fault fault = Fault.DEATH;
    private int at = Integer.MAX_VALUE;
    private int count;

    /** Counts for now; {@code vanish} makes an object's file vanish. */
    public FileSteps(Runnable vanish) {
        this.vanish = vanish;
    }

    /** Starts to count, up to the step that is to go wrong, from 1. */
    public void plan(Fault chosen, int step) {
        taken.clear();
        count = 0;
        fault = chosen;
        at = step;
    }

    /** Returns the steps taken since the fault was planned. */
    public List<String> taken() {
        return taken;
    }

    /** Returns whether the process has died. */
    public synchronized boolean isDead() {
        return fault == Fault.DEATH && count >= at;
    }

    /** Returns whether the next step is one that goes wrong. */
    public boolean isNextToFail() {
        return fails(count + 1) && fault != Fault.VANISHING;
    }

    /** Takes a step, or does not. */
    public synchronized void next(String step) throws IOException {
        count++;
        taken.add(step);
        if (!fails(count)) {
            return;
        }
        switch (fault) {
            case NO_SPACE, NO_SPACE_FROM_THEN_ON ->
                throw new FileSystemException(step, null, "No space left on device");
            case INPUT_OUTPUT, INPUT_OUTPUT_FROM_THEN_ON -> throw new IOException("Input/output error");
            case DENIED -> throw new AccessDeniedException(step);
            case DEATH -> throw new Death(step);
            case VANISHING -> vanish.run();
        }
    }

    private boolean fails(int step) {
        boolean stays = fault == Fault.NO_SPACE_FROM_THEN_ON
                || fault == Fault.INPUT_OUTPUT_FROM_THEN_ON
                || fault == Fault.DEATH;
        return stays ? step >= at : step == at;
    }
}

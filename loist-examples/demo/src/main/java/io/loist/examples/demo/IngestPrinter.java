package io.loist.examples.demo;

import io.loist.ingest.IngestListener;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows the progress of an ingest: a bar on a terminal, some lines elsewhere, and each file that was refused. */
final class IngestPrinter implements IngestListener, AutoCloseable {

    /** The maximum number of file names kept for the check that compares a stream with its file. */
    private static final int REMEMBERED = 100_000;

    private final PrintStream out;
    private final boolean terminal;
    private final Map<UUID, Path> files = new LinkedHashMap<>();
    private @Nullable ProgressBar bar;
    private long total;
    private long done;

    IngestPrinter(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void started(long count) {
        total = count;
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName("   ingesting")
                    .setInitialMax(count)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(100)
                    .build();
        }
    }

    @Override
    public void finished(IngestOutcome outcome) {
        done++;
        if (outcome instanceof IngestOutcome.Refused refused) {
            out.println("   refused: " + refused.cause().getMessage());
        } else if (outcome instanceof IngestOutcome.Stored stored) {
            remember(stored.track().id(), stored.source());
        } else if (outcome instanceof IngestOutcome.AlreadyStored known) {
            remember(known.track().id(), known.source());
        }
        if (bar != null) {
            bar.step();
        } else if (done % step() == 0 || done == total) {
            out.println("   " + done + " of " + total + " files");
        }
    }

    /** Returns the file that a track came from in this run, or null if it came in an earlier one. */
    @Nullable
    Path fileOf(UUID track) {
        return files.get(track);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private void remember(UUID track, IngestSource source) {
        if (files.size() < REMEMBERED && source instanceof IngestSource.File file) {
            files.put(track, file.path());
        }
    }

    private long step() {
        return Math.max(1, total / 10);
    }
}

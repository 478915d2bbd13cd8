package io.loist.examples.demo;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The demo: from a folder of music to a playing signed URL, with a real PostgreSQL, and nothing installed but Java.
 *
 * <p>Exits with 0 on success, 1 on failure, 2 if the arguments are wrong.
 */
public final class DemoMain {

    /** The exit code that a shell reports for a program stopped by Ctrl-C; the JVM is shutting down already. */
    private static final int STOPPED = 130;

    private DemoMain() {}

    /**
     * Runs the demo.
     *
     * @param arguments see {@link DemoOptions#USAGE}
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int exitCode = run(arguments, System.in, out);
        if (exitCode != 0 && exitCode != STOPPED) {
            System.exit(exitCode);
        }
    }

    static int run(String[] arguments, InputStream in, PrintStream out) {
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println(DemoOptions.USAGE);
            return 2;
        }
        if (options.help()) {
            out.println(DemoOptions.USAGE);
            return 0;
        }
        try (Demo demo = new Demo(options, in, out)) {
            return run(demo, options, out);
        }
    }

    private static int run(Demo demo, DemoOptions options, PrintStream out) {
        try {
            demo.run();
            return 0;
        } catch (Exception e) {
            out.println();
            if (demo.isStopping()) {
                out.println("Stopped.");
                return STOPPED;
            }
            out.println("The demo failed: " + e.getMessage());
            if (options.debug()) {
                e.printStackTrace(out);
            } else {
                out.println("(--debug shows the stack trace.)");
            }
            return 1;
        }
    }
}

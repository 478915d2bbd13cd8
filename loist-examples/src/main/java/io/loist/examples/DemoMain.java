package io.loist.examples;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The demo: takes a folder of music to a playing signed URL, with a real PostgreSQL, and without anything installed but Java.
 *
 * <p>Exits with 0 if all went well, 1 if the job could not be done, 2 if the arguments are wrong.
 */
public final class DemoMain {

    private DemoMain() {}

    /**
     * Runs the demo.
     *
     * @param arguments see {@link DemoOptions#USAGE}
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int exitCode = run(arguments, out);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static int run(String[] arguments, PrintStream out) {
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
        try (Demo demo = new Demo(options, out)) {
            demo.run();
            return 0;
        } catch (Exception e) {
            out.println();
            out.println("The demo stops here: " + e.getMessage());
            if (options.debug()) {
                e.printStackTrace(out);
            } else {
                out.println("(--debug shows where it came from.)");
            }
            return 1;
        }
    }
}

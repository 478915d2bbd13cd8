package io.loist.examples.demo;

import java.io.Console;

/** Tells whether a person is watching. */
final class Terminal {

    private Terminal() {}

    /** Returns whether the output goes to a terminal. */
    @SuppressWarnings("SystemConsoleNull") // before Java 22, null is how one learns that nobody is watching
    static boolean isAttached() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22 there is always a console, and it can be asked
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}

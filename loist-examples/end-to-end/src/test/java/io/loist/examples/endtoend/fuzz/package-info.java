/**
 * Inputs that are damaged at random, in processes of their own with little memory: {@code ./mvnw -Pfuzz -pl loist-examples/end-to-end
 * -am verify -Dloist.fuzz.seconds=1800} looks for half an hour. Each finding becomes a file beside the corpus, which the
 * ordinary tests read, too.
 */
@NullMarked
package io.loist.examples.endtoend.fuzz;

import org.jspecify.annotations.NullMarked;

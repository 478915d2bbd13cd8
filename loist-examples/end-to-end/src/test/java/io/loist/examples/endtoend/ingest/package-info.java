/** Ingest with a real PostgreSQL and a real store. */
@NullMarked
package io.loist.examples.endtoend.ingest;

import org.jspecify.annotations.NullMarked;

/**
 * The ingest journal.
 */
@NullMarked
package io.loist.db.internal.journal;

import org.jspecify.annotations.NullMarked;

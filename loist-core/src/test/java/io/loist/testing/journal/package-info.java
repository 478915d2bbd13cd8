/**
 * What every journal of ingest must do, as tests: extend {@link io.loist.testing.journal.IngestJournalContract}.
 */
@NullMarked
package io.loist.testing.journal;

import org.jspecify.annotations.NullMarked;

/**
 * What every journal of ingest must do, as tests: extend {@link io.loist.testkit.contract.journal.IngestJournalContract}.
 */
@NullMarked
package io.loist.testkit.contract.journal;

import org.jspecify.annotations.NullMarked;

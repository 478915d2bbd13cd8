/**
 * What all modules of loist share and no host uses: back-off, daemon threads, checksums, and the state of a file. Exported to
 * loist's own modules alone.
 */
@NullMarked
package io.loist.internal;

import org.jspecify.annotations.NullMarked;

/**
 * What all modules of loist share and no host uses: back-off, daemon threads, checksums, the state of a file, and the user agent. Exported to
 * loist's own modules alone.
 */
@NullMarked
package io.loist.internal;

import org.jspecify.annotations.NullMarked;

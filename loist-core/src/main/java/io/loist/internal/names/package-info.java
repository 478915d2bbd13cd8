/**
 * Names as keys: what they are sorted, compared and identified by, and whose album it is. Exported to loist's own modules alone.
 */
@NullMarked
package io.loist.internal.names;

import org.jspecify.annotations.NullMarked;

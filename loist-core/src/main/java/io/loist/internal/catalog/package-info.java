/**
 * What the tags of a track add to the catalogue. Exported to loist's own modules alone.
 */
@NullMarked
package io.loist.internal.catalog;

import org.jspecify.annotations.NullMarked;

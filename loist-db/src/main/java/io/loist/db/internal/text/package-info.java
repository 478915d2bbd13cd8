/**
 * Folding: how text is normalised for matching and sorting.
 */
@NullMarked
package io.loist.db.internal.text;

import org.jspecify.annotations.NullMarked;

/** Writes which entries of the catalogue a track belongs to, and counts their tracks. */
@NullMarked
package io.loist.db.internal.ledger;

import org.jspecify.annotations.NullMarked;

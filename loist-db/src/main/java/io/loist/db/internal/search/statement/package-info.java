/**
 * How the statements of a search run: on one connection, through indexes, until a deadline.
 */
@NullMarked
package io.loist.db.internal.search.statement;

import org.jspecify.annotations.NullMarked;

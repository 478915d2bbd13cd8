/**
 * JDBC: connections, transactions, statements, cursors and errors.
 */
@NullMarked
package io.loist.db.internal.jdbc;

import org.jspecify.annotations.NullMarked;

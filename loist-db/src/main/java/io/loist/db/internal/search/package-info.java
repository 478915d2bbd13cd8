/**
 * The search service: runs one search through its stages. Parsed query ({@code query}), interpreted query ({@code vocabulary}),
 * candidate queries and candidates ({@code retrieve}), scored candidates ({@code rank}), and hits, which are assembled here.
 */
@NullMarked
package io.loist.db.internal.search;

import org.jspecify.annotations.NullMarked;
